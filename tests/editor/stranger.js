// What a stranger's page tries on the editor's server: every means that browsers give it, on every path.
// `attack(base, paths)` answers with [means, path, what came of it] for each attempt; a means that can say
// nothing about its success answers "sent".

const EDIT = JSON.stringify({ revision: 1, op: { op: "put", path: ["title"], value: "Stolen" } });
const LONGEST = 3000; // milliseconds to wait for anything to come

const waited = (made, good = "load", bad = "error") => new Promise((done) => {
  made.addEventListener(good, () => done("loaded"));
  made.addEventListener(bad, () => done("nothing"));
  setTimeout(() => done("nothing"), LONGEST);
});

function element(name, attributes, inside = document.body) {
  const made = Object.assign(document.createElement(name), attributes);
  const done = waited(made);
  inside.append(made);
  return done;
}

async function asked(address, options) {
  try {
    const answer = await fetch(address, options);
    return `${answer.type} ${answer.status} ${(await answer.text()).slice(0, 300)}`;
  } catch {
    return "nothing";
  }
}

const sent = (address, type, body) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open(body === undefined ? "GET" : "POST", address);
  request.withCredentials = true;
  if (type) request.setRequestHeader("Content-Type", type);
  request.addEventListener("load", () => done(`basic ${request.status} ${request.responseText.slice(0, 300)}`));
  request.addEventListener("error", () => done("nothing"));
  request.send(body);
});

/** A frame, and whether anything can be seen in it. */
async function frame(attributes) {
  const made = document.createElement("iframe");
  Object.assign(made, attributes);
  const done = waited(made);
  document.body.append(made);
  await done;
  return inside(made.contentWindow);
}

function inside(other) {
  if (!other || other.closed) return "nothing";
  other.postMessage({ token: "?" }, "*");
  try {
    return `read ${other.document.body.textContent.slice(0, 300)}`;
  } catch {
    return other.length ? `${other.length} frames` : "nothing";
  }
}

let frames = 0;

async function form(address, enctype) {
  const name = `frame-${frames += 1}`;
  const target = document.createElement("iframe");
  target.name = name;
  document.body.append(target);
  const made = document.createElement("form");
  Object.assign(made, { action: address, method: "post", enctype, target: name });
  const field = document.createElement("input");
  Object.assign(field, { name: EDIT.slice(0, -2), value: "\"}}" }); // text/plain puts = between them
  made.append(field);
  document.body.append(made);
  const done = waited(target);
  made.submit();
  await done;
  return inside(target.contentWindow);
}

function listened(make) {
  return new Promise((done) => {
    let one;
    try {
      one = make();
    } catch {
      done("nothing");
      return;
    }
    one.onopen = () => done("open");
    one.onmessage = ({ data }) => done(`read ${data}`);
    one.onerror = (event) => {
      event.preventDefault?.();
      one.close?.();
      done("nothing");
    };
    setTimeout(() => done("nothing"), LONGEST);
  });
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TIMELINE"];
const TYPES = ["text/plain", "application/json", "application/x-www-form-urlencoded"];

function* fetches(address) {
  for (const mode of ["cors", "no-cors", "same-origin"]) {
    yield [`fetch ${mode}`, () => asked(address, { mode, credentials: "include" })];
    for (const type of TYPES) {
      const options = { mode, credentials: "include", method: "POST", body: EDIT, headers: { "Content-Type": type } };
      yield [`fetch ${mode} ${type}`, () => asked(address, options)];
    }
  }
  for (const method of METHODS) yield [`fetch ${method}`, () => asked(address, { method, credentials: "omit" })];
  for (const method of METHODS.slice(0, 3)) {
    yield [`fetch ${method} token`, () => asked(address, { method, headers: { "X-Timeline-Token": "guess" } })];
  }
  yield ["fetch keepalive", () => asked(address, { method: "POST", body: EDIT, keepalive: true, mode: "no-cors" })];
  yield ["fetch range", () => asked(address, { headers: { Range: "bytes=0-9" }, mode: "no-cors" })];
}

function* elements(address) {
  yield ["img", () => element("img", { src: address })];
  yield ["img cors", () => element("img", { src: address, crossOrigin: "use-credentials" })];
  yield ["script", () => element("script", { src: address })];
  yield ["script module", () => element("script", { src: address, type: "module" })];
  yield ["stylesheet", () => element("link", { href: address, rel: "stylesheet" })];
  yield ["modulepreload", () => element("link", { href: address, rel: "modulepreload" })];
  for (const as of ["script", "style", "image", "fetch"]) {
    yield [`preload ${as}`, () => element("link", { href: address, rel: "preload", as })];
  }
  yield ["object", () => element("object", { data: address })];
  yield ["video", () => element("video", { src: address, preload: "auto" })];
  yield ["iframe", () => frame({ src: address })];
  yield ["iframe sandbox", () => frame({ src: address, sandbox: "allow-scripts" })];
  yield ["prefetch", () => void element("link", { href: address, rel: "prefetch" })];
  yield ["icon", () => void element("link", { href: address, rel: "icon" }, document.head)];
  yield ["embed", () => void element("embed", { src: address })];
  yield ["css import", () => void element("style", { textContent: `@import url("${address}");` })];
  yield ["font", () => {
    element("style", { textContent: `@font-face { font-family: stolen; src: url("${address}"); }` });
    element("p", { style: "font-family: stolen", textContent: "x" });
  }];
}

function* others(address) {
  yield ["xhr", () => sent(address)];
  for (const type of TYPES) yield [`xhr ${type}`, () => sent(address, type, EDIT)];
  for (const type of [...TYPES.slice(1), "multipart/form-data", "text/plain"]) {
    if (type !== "application/json") yield [`form ${type}`, () => form(address, type)];
  }
  yield ["event source", () => listened(() => new EventSource(address, { withCredentials: true }))];
  yield ["worker", () => listened(() => new Worker(address))];
  yield ["shared worker", () => listened(() => new SharedWorker(address))];
  yield ["import", () => import(address).then((read) => `read ${Object.keys(read)}`, () => "nothing")];
  yield ["service worker", async () => {
    try {
      return `read ${(await navigator.serviceWorker.register(address)).scope}`;
    } catch {
      return "nothing";
    }
  }];
  for (const type of TYPES) {
    yield [`beacon ${type}`, () => {
      try {
        navigator.sendBeacon(address, new Blob([EDIT], { type }));
      } catch {
        // some types cannot be sent to others
      }
    }];
  }
}

/** These are few: browsers take their time over each. */
async function slowly(base, found) {
  for (const path of ["/", "/stream", "/nothing"]) {
    const address = base.replace("http", "ws") + path;
    found.push(["web socket", path, await listened(() => new WebSocket(address))]);
    const other = open(base + path, `window${path}`);
    await new Promise((over) => setTimeout(over, 400));
    found.push(["window", path, inside(other)]);
    try {
      other?.close();
    } catch {
      // it is no longer ours
    }
  }
}

async function attack(base, paths) {
  const found = [], heard = [];
  addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)));
  for (const path of paths) {
    const means = [...fetches(base + path), ...elements(base + path), ...others(base + path)];
    await Promise.all(means.map(async ([name, act]) => found.push([name, path, await act() ?? "sent"])));
  }
  await slowly(base, found);
  const sizes = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(base));
  for (const one of sizes) found.push(["size", new URL(one.name).pathname, `${one.decodedBodySize}`]);
  for (const message of heard) found.push(["message", "", message]);
  return found;
}

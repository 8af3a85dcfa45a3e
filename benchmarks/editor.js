/* global MessageChannel */
// What benchmarks/editor.py puts into the editor's page before anything else: it takes the time of each key,
// of each request with its answer, and of what is drawn of it.

(() => {
  const now = () => performance.now();
  const QUIET = 400; // milliseconds without anything after which all has been done
  let last = now();
  const seen = { keys: [], edits: [], pictures: [], document: null };
  const parsed = { took: 0 };

  /** Calls back when what was just done has been painted. */
  const whenPainted = (act) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = act;
    channel.port2.postMessage(0);
  });

  addEventListener("input", (event) => {
    last = now();
    seen.keys.push({ at: event.timeStamp, handled: last });
  }, { capture: true });

  const parse = DOMParser.prototype.parseFromString;
  DOMParser.prototype.parseFromString = function (...given) {
    const begun = now(), made = parse.apply(this, given);
    parsed.took = now() - begun;
    return made;
  };

  const kinds = { "/edit": "edits", "/picture": "pictures" };
  const original = window.fetch;
  window.fetch = async (route, ...rest) => {
    const one = { asked: now(), under: true };
    if (kinds[route]) seen[kinds[route]].push(one);
    if (route === "/document") seen.document = one;
    last = now();
    const response = await original(route, ...rest);
    one.answered = now();
    response.json = async () => {
      const text = await response.text();
      one.arrived = now();
      one.size = text.length;
      const value = JSON.parse(text);
      one.parsed = now();
      setTimeout(() => {
        one.svg = parsed.took; // the listeners have been told
        setTimeout(() => {
          one.drawn = now(); // and what they have put off is done
          whenPainted(() => {
            one.painted = last = now();
          });
        });
      });
      return value;
    };
    return response;
  };

  const done = (list) => list.every((one) => one.painted);

  window.measured = {
    ...seen,
    isQuiet: () => done(seen.edits) && done(seen.pictures) && now() - last > QUIET,
    reset() {
      parsed.took = seen.keys.length = seen.edits.length = seen.pictures.length = 0;
    },
    /** Each key with the steps to the answer that has it. */
    keys: () => seen.keys.map((key) => {
      const edit = seen.edits.find((one) => one.asked >= key.at) ?? seen.edits.at(-1);
      const picture = seen.pictures.find((one) => one.asked >= edit.parsed - 1) ?? seen.pictures.at(-1);
      return {
        waits: edit.asked - key.at, answer: edit.answered - edit.asked, JSON: edit.parsed - edit.answered,
        script: edit.drawn - edit.parsed, paint: edit.painted - edit.drawn, shown: edit.painted - key.at,
        "| waits": picture.asked - edit.parsed, "answer ": picture.answered - picture.asked,
        "JSON ": picture.parsed - picture.answered, "script ": picture.drawn - picture.parsed,
        "of SVG": picture.svg, "paint ": picture.painted - picture.drawn, drawn: picture.painted - key.at,
      };
    }),
    opening: () => {
      const { asked, answered, arrived, parsed: read, drawn, painted } = seen.document;
      const picture = seen.pictures.find((one) => one.painted);
      return {
        asked, answer: answered - asked, arrives: arrived - answered, JSON: read - arrived,
        script: drawn - read,
        paint: painted - drawn, shown: painted, "| asked": picture.asked, "answer ": picture.parsed - picture.asked,
        drawn: picture.painted,
      };
    },
  };
})();

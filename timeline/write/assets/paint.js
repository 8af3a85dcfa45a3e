// Shapes painted: as elements of the page, as a file in the dialect of timeline/write/svg.py, on a canvas.

export const FONTS = "Arial,'Liberation Sans',Arimo,Helvetica,'DejaVu Sans',sans-serif";
const UNPAINTED = /[\p{Cc}\p{Cs}\xad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** @param {any} words @param {boolean} [rtl] */
function inked(words, rtl) {
  words = words.normalize("NFC").replace(/[\t\n\r\u2028\u2029]/g, " ").replace(UNPAINTED, "");
  return rtl ? `\u202b${words}\u202c` : words;
}

/** @param {any} value */
const printed = (value) => (typeof value === "number" ? `${+value.toFixed(2)}` : value);
/** @param {Segment[]} segments */
const steps = (segments) => segments.map(([step, ...at]) => step + at.map(printed).join(" ")).join("");

/** @param {any} shape @param {Colours} colours */
function attributes(shape, colours) {
  const { is, x, y, width, height, radius, r, x1, y1, x2, y2, segments, dash, size, bold, anchor } = shape;
  const stroke = colours[shape.stroke];
  return {
    ...(is === "line" ? { x1, y1, x2, y2 } : is === "rect" ? { x, y, width, height, rx: radius || "" }
      : is === "circle" ? { cx: x, cy: y, r } : is === "path" ? { d: steps(segments) }
      : { x, y, "font-family": FONTS, "font-size": size, "font-weight": bold ? "bold" : "", "text-anchor": anchor }),
    fill: is === "line" ? "" : colours[shape.fill] ?? "none",
    stroke: stroke ?? "", "stroke-width": stroke ? shape.thick ?? width : "", "stroke-dasharray": dash?.join(" ") ?? "",
  };
}

/** @param {string} name @param {Record<string, any>} [given] @param {string} [words] */
function tag(name, given = {}, words) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) if (value !== "") node.setAttribute(key, printed(value));
  if (words) node.textContent = words;
  return node;
}

/** @type {(shape: Shape, colours: Colours) => SVGElement} */
function element(shape, colours) {
  if (shape.is !== "group")
    return tag(shape.is, attributes(shape, colours), shape.is === "text" && inked(shape.string, shape.rtl));
  const node = tag("g");
  if (shape.title) node.append(tag("title", {}, inked(shape.title)));
  node.append(...shape.shapes.map((inner) => element(inner, colours)));
  return node;
}

/** @type {(shapes: Shape[], colours: Colours, layer: SVGElement) => void} */
export function paintSvg(shapes, colours, layer) {
  layer.setAttribute("direction", "ltr"); // anchors mean the same side in every language
  layer.replaceChildren(...shapes.map((shape) => {
    const node = element(shape, colours);
    if (shape.is === "group" && shape.event >= 0) node.dataset.event = `${shape.event}`;
    return node;
  }));
}

/** In a layer of these shapes. @type {Painting.MoveGroups} */
export const moveGroups = (layer, shapes, dx) => shapes.forEach((shape, place) => {
  if (shape.is === "group" && shape.at !== undefined)
    layer.children[place].setAttribute("transform", `translate(${printed(dx(shape.at))})`);
});

/** @type {Painting.PaintCanvas} */
export function paintCanvas(shapes, colours, ink, dx) {
  ink.direction = "ltr";
  for (const shape of shapes) {
    if (shape.is === "group") {
      const by = dx && shape.at !== undefined ? dx(shape.at) : 0;
      ink.translate(by, 0);
      paintCanvas(shape.shapes, colours, ink);
      ink.translate(-by, 0);
      continue;
    }
    const way = new window.Path2D(shape.is === "path" ? steps(shape.segments) : "");
    if (shape.is !== "line" && shape.fill) ink.fillStyle = colours[shape.fill];
    if (shape.is === "text") {
      ink.font = `${shape.bold ? "bold " : ""}${shape.size}px ${FONTS}`;
      ink.textAlign = shape.anchor === "middle" ? "center" : shape.anchor;
      ink.fillText(inked(shape.string, shape.rtl), shape.x, shape.y);
      continue;
    }
    if (shape.is === "rect") way.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
    if (shape.is === "circle") way.arc(shape.x, shape.y, shape.r, 0, 7);
    if (shape.is === "line") {
      way.moveTo(shape.x1, shape.y1);
      way.lineTo(shape.x2, shape.y2);
    } else if (shape.fill) ink.fill(way);
    if (!shape.stroke) continue;
    ink.strokeStyle = colours[shape.stroke];
    ink.lineWidth = shape.is === "line" ? shape.width : shape.thick;
    ink.setLineDash(shape.is === "line" ? shape.dash : []);
    ink.stroke(way);
  }
}

/** What is seen of shapes. @type {(shapes: any[], width: number) => Shape[]} */
const seen = (shapes, width) => shapes.flatMap((shape) => {
  if (shape.shapes) {
    const inner = seen(shape.shapes, width);
    return inner.length ? { ...shape, shapes: inner } : [];
  }
  const { x, x1 = x, x2 = x1 + (shape.width ?? 0) } = shape;
  const xs = shape.segments?.flatMap((/** @type {any[]} */ step) => step.filter((_, n) => n % 2)) ?? [x1, x2];
  return Math.min(...xs) < width && Math.max(...xs) > 0 ? shape : [];
});

/** A file. @type {Painting.SvgText} */
export function svgText({ shapes, width, height }, colours, title, desc, lang) {
  const box = { width, height }, viewBox = `0 0 ${width} ${height}`;
  const root = tag("svg", { ...box, viewBox, role: "img", lang, "aria-labelledby": "live-t live-d" });
  root.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:lang", lang);
  root.append(tag("title", { id: "live-t" }, inked(title)), tag("desc", { id: "live-d" }, inked(desc)),
    tag("rect", { x: 0, y: 0, ...box, fill: colours.paper }),
    ...seen(shapes, width).map((shape) => element(shape, colours)));
  const text = new window.XMLSerializer().serializeToString(root).replaceAll("><", ">\n<");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

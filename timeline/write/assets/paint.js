// Shapes painted: as elements of the page, as a file in the dialect of timeline/write/svg.py, on a canvas.

export const FONTS = "Arial,'Liberation Sans',Arimo,Helvetica,'DejaVu Sans',sans-serif";
const UNPAINTED = /[\p{Cc}\p{Cs}\xad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** @type {Painting.Inked} */
function inked(words, rtl) {
  const bare = words.normalize("NFC").replace(/\s/g, " ").replace(UNPAINTED, "");
  return rtl ? `\u202b${bare}\u202c` : bare;
}
const printed = (/** @type {any} */ value) => (typeof value === "number" ? `${+value.toFixed(2)}` : value);
/** @type {Painting.Steps} */
const steps = (segments) => segments.map(([step, ...at]) => step + at.map(printed).join(" ")).join("");

/** @type {Painting.Attributes} */
const ATTRIBUTES = {
  line: ({ x1, y1, x2, y2 }) => ({ x1, y1, x2, y2 }),
  rect: ({ x, y, width, height, radius }) => ({ x, y, width, height, rx: radius || "" }),
  circle: ({ x, y, r }) => ({ cx: x, cy: y, r }),
  path: ({ segments }) => ({ d: steps(segments) }),
  text: ({ x, y, size, bold, anchor }) => ({ x, y, "font-family": FONTS, "font-size": size,
    "font-weight": bold ? "bold" : "", "text-anchor": anchor }),
};

/** @type {Painting.Tag} */
function tag(name, given, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in given) if (given[key] !== "") node.setAttribute(key, printed(given[key]));
  node.append(...children);
  return node;
}

/** @type {Painting.Paint} */
function element(shape, colours) {
  const { is, string, rtl, fill, stroke, dash, thick, width, title, shapes } = shape;
  if (shapes)
    return tag("g", {}, ...(title && [tag("title", {}, inked(title))]), ...painted(shapes, colours));
  return tag(is, {
    ...ATTRIBUTES[is](shape), fill: is === "line" ? "" : colours[fill] ?? "none",
    stroke: colours[stroke] ?? "", "stroke-width": stroke ? thick ?? width : "", "stroke-dasharray": dash?.join(" ") ?? "",
  }, string ? inked(string, rtl) : "");
}
/** @type {Painting.PaintAll} */
const painted = (shapes, colours) => shapes.map((shape) => element(shape, colours));

/** In a layer of their own. @type {Painting.PaintSvg} */
export function paintSvg(shapes, colours, layer) {
  layer.setAttribute("direction", "ltr"); // anchors mean the same side in every language
  layer.replaceChildren(...painted(shapes, colours));
  shapes.forEach((shape, n) => {
    if (shape.is === "group" && shape.event >= 0)
      layer.children[n].setAttribute("data-event", `${shape.event}`);
  });
}

/** In a layer of these shapes. @type {Painting.MoveGroups} */
export const moveGroups = (layer, shapes, dx) => shapes.forEach((shape, n) => {
  if (shape.is === "group" && shape.at !== undefined)
    layer.children[n].setAttribute("transform", `translate(${printed(dx(shape.at))})`);
});

/** @type {Painting.PaintCanvas} */
export function paintCanvas(shapes, colours, ink, dx = () => 0) {
  ink.direction = "ltr";
  for (const shape of /** @type {any[]} */ (shapes)) {
    const { is, x, y, width, fill, stroke } = shape;
    if (is === "group") {
      const by = shape.at === undefined ? 0 : dx(shape.at);
      ink.translate(by, 0);
      paintCanvas(shape.shapes, colours, ink);
      ink.translate(-by, 0);
      continue;
    }
    ink.fillStyle = colours[fill];
    if (is === "text") {
      ink.font = `${shape.bold ? "bold " : ""}${shape.size}px ${FONTS}`;
      ink.textAlign = shape.anchor === "middle" ? "center" : shape.anchor;
      ink.fillText(inked(shape.string, shape.rtl), x, y);
      continue;
    }
    const way = new window.Path2D(is === "path" ? steps(shape.segments)
      : is === "line" ? `M${shape.x1} ${shape.y1}L${shape.x2} ${shape.y2}` : "");
    if (is === "rect") way.roundRect(x, y, width, shape.height, shape.radius);
    if (is === "circle") way.arc(x, y, shape.r, 0, 7);
    if (fill) ink.fill(way);
    ink.strokeStyle = colours[stroke];
    ink.lineWidth = shape.thick ?? width;
    ink.setLineDash(shape.dash ?? []);
    if (stroke) ink.stroke(way);
  }
}

/** What is seen of shapes. @type {Painting.Seen} */
const seen = (shapes, wide) => shapes.flatMap((shape) => {
  const { x, x1 = x, width = 0, x2 = x1 + width, segments = [["", x1], ["", x2]], shapes: inner } = shape;
  const xs = segments.flatMap((/** @type {any[]} */ step) => step.filter((_, n) => n % 2));
  const kept = inner && seen(inner, wide);
  if (inner) return kept[0] ? { ...shape, shapes: kept } : [];
  return Math.min(...xs) < wide && Math.max(...xs) > 0 ? shape : [];
});

/** A file. @type {Painting.SvgText} */
export function svgText({ shapes, width, height }, colours, title, desc, lang) {
  const root = tag("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", lang,
    "aria-labelledby": "live-t live-d" }, tag("title", { id: "live-t" }, inked(title)),
  tag("desc", { id: "live-d" }, inked(desc)), tag("rect", { x: 0, y: 0, width, height, fill: colours.paper }),
  ...painted(seen(shapes, width), colours));
  root.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:lang", lang);
  const text = new window.XMLSerializer().serializeToString(root).replaceAll("><", ">\n<");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

// The closed list of shapes that a figure is made of, as in timeline/scene.py.

/** @type {Make["line"]} */
export const line = (x1, y1, x2, y2, stroke, width = 1, dash = []) =>
  ({ is: "line", x1, y1, x2, y2, stroke, width, dash });
/** @type {Make["rect"]} */
export const rect = (x, y, width, height, fill, stroke = null, thick = 1, radius = 0) =>
  ({ is: "rect", x, y, width, height, fill, stroke, thick, radius });
/** @type {Make["circle"]} */
export const circle = (x, y, r, fill, stroke = null, thick = 1) =>
  ({ is: "circle", x, y, r, fill, stroke, thick });
/** @type {Make["path"]} */
export const path = (segments, fill, stroke = null, thick = 1) =>
  ({ is: "path", segments, fill, stroke, thick });
/** @type {Make["text"]} */
export const text = (x, y, string, size, fill, bold = false, anchor = "start") =>
  ({ is: "text", x, y, string, size, fill, bold, anchor });
/** @type {Make["group"]} */
export const group = (shapes, title = "", event = -1, at = undefined) =>
  ({ is: "group", shapes, title, event, at });

// What a reader would see in an SVG picture: measures the <svg> it is given and returns a list of faults in words.
//
// An SVG picture has no layout of its own, so every fault is one of geometry: two texts whose ink crosses, a text that
// leaves the picture, a line through a text, paint over a text, a text too small or too faint. Texts are measured as
// drawn: across by their advance, up and down by the ink of that very string. Shapes are taken in the order of
// painting, since a shape painted before a text may lie behind it, as a ground does, and one painted after may not.
(svg) => {
  const SLACK = 0.6; // px on each side: anti-aliasing and the rounding of coordinates, nothing that an eye sees
  const SMALLEST_TYPE = 11; // px
  const LEAST_CONTRAST = 4.5; // WCAG 2, level AA, text of any size
  const FAINT = 1.45; // an edge of less contrast than this is that of a tint behind the text, not a line through it
  const faults = [];
  const ink = document.createElement("canvas").getContext("2d");

  // ---- colours -----------------------------------------------------------------------------------------------------
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const over = (top, alpha, below) => top.slice(0, 3).map((value, i) => value * alpha + below[i] * (1 - alpha));
  const luminance = (color) =>
    color.slice(0, 3).reduce((sum, value, i) => {
      const share = value / 255;
      const linear = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      return sum + linear * [0.2126, 0.7152, 0.0722][i];
    }, 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  // ---- what is on the picture ----------------------------------------------------------------------------------------
  const origin = svg.getBoundingClientRect();
  const width = svg.viewBox.baseVal.width;
  const height = svg.viewBox.baseVal.height;
  const scale = origin.width / width;
  const toPicture = (element) => {
    const matrix = element.getScreenCTM();
    return (x, y) => [
      (matrix.a * x + matrix.c * y + matrix.e - origin.left) / scale,
      (matrix.b * x + matrix.d * y + matrix.f - origin.top) / scale,
    ];
  };

  const readText = (element, order) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const place = toPicture(element);
    const box = element.getBBox();
    const baseline = Number(element.getAttribute("y"));
    ink.font = `${style.fontWeight} ${size}px ${style.fontFamily}`;
    const measured = ink.measureText(element.textContent);
    const [x0, y0] = place(box.x, baseline - measured.actualBoundingBoxAscent);
    const [x1, y1] = place(box.x + box.width, baseline + measured.actualBoundingBoxDescent);
    return { element, order, words: element.textContent, size, x0, y0, x1, y1, fill: channels(style.fill) };
  };

  // A shape's outline is walked in steps of at most 2 px, so that nothing as tall as a letter slips between two of them.
  const readShape = (element, order) => {
    const style = getComputedStyle(element);
    const place = toPicture(element);
    const length = element.getTotalLength();
    const steps = Math.max(1, Math.ceil(length / 2));
    const outline = [];
    for (let i = 0; i <= steps; i++) {
      const point = element.getPointAtLength((length * i) / steps);
      outline.push(place(point.x, point.y));
    }
    const paint = (name) => (style[name] === "none" ? null : channels(style[name]));
    const stroke = parseFloat(style.strokeWidth) > 0 ? paint("stroke") : null;
    const alpha = (name) => parseFloat(style[name]);
    const xs = outline.map((point) => point[0]);
    const ys = outline.map((point) => point[1]);
    return {
      element, order, outline, stroke, strokeAlpha: alpha("strokeOpacity"),
      fill: element.tagName === "line" ? null : paint("fill"), fillAlpha: alpha("fillOpacity"),
      x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys),
      event: element.closest("g[data-event-id]"),
    };
  };

  const texts = [];
  const shapes = [];
  [...svg.querySelectorAll("text, line, rect, circle, path")].forEach((element, order) => {
    if (element.tagName !== "text") shapes.push(readShape(element, order));
    else if (element.textContent.trim()) texts.push(readText(element, order));
  });

  const covers = (shape, x, y) => {
    if (!shape.fill || shape.fillAlpha === 0) return false;
    if (x < shape.x0 || x > shape.x1 || y < shape.y0 || y > shape.y1) return false;
    const point = new DOMPoint(x * scale + origin.left, y * scale + origin.top);
    return shape.element.isPointInFill(point.matrixTransform(shape.element.getScreenCTM().inverse()));
  };
  // The colour that a reader sees at a point, of the shapes painted in [from, to).
  const ground = (x, y, to) =>
    shapes
      .filter((shape) => shape.order < to && covers(shape, x, y))
      .reduce((below, shape) => over(shape.fill, shape.fillAlpha, below), [255, 255, 255]);
  const apart = (a, b) =>
    a.x1 - SLACK <= b.x0 + SLACK || b.x1 - SLACK <= a.x0 + SLACK ||
    a.y1 - SLACK <= b.y0 + SLACK || b.y1 - SLACK <= a.y0 + SLACK;
  const within = (box, [x, y]) =>
    x > box.x0 + SLACK && x < box.x1 - SLACK && y > box.y0 + SLACK && y < box.y1 - SLACK;
  const say = (text) => `"${text.words.length > 40 ? text.words.slice(0, 39) + "…" : text.words}"`;

  // ---- the faults ----------------------------------------------------------------------------------------------------
  const checkAlone = (text) => {
    if (text.x0 < -SLACK || text.y0 < -SLACK || text.x1 > width + SLACK || text.y1 > height + SLACK)
      faults.push(`cut: ${say(text)} leaves the picture`);
    if (text.size < SMALLEST_TYPE) faults.push(`small: ${say(text)} is ${text.size} px`);
    const middle = (text.y0 + text.y1) / 2;
    const seen = [0.02, 0.25, 0.5, 0.75, 0.98].map((share) =>
      contrast(text.fill, ground(text.x0 + share * (text.x1 - text.x0), middle, text.order)));
    const least = Math.min(...seen);
    if (least < LEAST_CONTRAST) faults.push(`faint: ${say(text)} has a contrast of ${least.toFixed(2)}`);
  };

  const checkPairs = () => {
    const sorted = [...texts].sort((a, b) => a.x0 - b.x0);
    sorted.forEach((a, i) => {
      for (let j = i + 1; j < sorted.length && sorted[j].x0 < a.x1; j++)
        if (!apart(a, sorted[j])) faults.push(`overlap: ${say(a)} and ${say(sorted[j])}`);
    });
  };

  // A stroke, or the edge of a filled shape, is a line where it differs from its ground; where something opaque was
  // painted between it and the text, the text is safe from it.
  const lineColor = (shape, x, y) => {
    const below = ground(x, y, shape.order);
    if (shape.stroke) return [over(shape.stroke, shape.strokeAlpha, below), below];
    return [over(shape.fill, shape.fillAlpha, below), below];
  };
  const hidden = (shape, text, [x, y]) =>
    shapes.some((cover) => cover.order > shape.order && cover.order < text.order && cover.fillAlpha === 1 && covers(cover, x, y));
  const checkCrossed = (text, shape) => {
    if (!shape.stroke && !shape.fill) return;
    const through = shape.outline.find((point) => within(text, point) && !hidden(shape, text, point));
    if (!through) return;
    const [line, below] = lineColor(shape, ...through);
    if (contrast(line, below) < FAINT) return;
    faults.push(`crossed: a <${shape.element.tagName}> runs through ${say(text)} at ${through.map(Math.round)}`);
  };
  const checkCovered = (text, shape) => {
    if (shape.order < text.order) return;
    const middle = (text.y0 + text.y1) / 2;
    const under = [0.05, 0.5, 0.95].some((share) => covers(shape, text.x0 + share * (text.x1 - text.x0), middle));
    if (under) faults.push(`covered: a <${shape.element.tagName}> is painted over ${say(text)}`);
  };

  // A leader is a line of one event. Leaders may share an end, where several events have one mark; none crosses another.
  const side = ([ax, ay], [bx, by], [x, y]) => Math.sign(Math.round(((bx - ax) * (y - ay) - (by - ay) * (x - ax)) * 10));
  const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  const corners = ({ element }) =>
    element.tagName === "line"
      ? [[element.x1, element.y1], [element.x2, element.y2]].map(([x, y]) => [x.baseVal.value, y.baseVal.value])
      : [...element.getAttribute("d").matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const checkLeaders = () => {
    const strokes = shapes.filter(({ element }) => element.tagName === "line" || element.tagName === "path");
    const leaders = strokes.filter((shape) => shape.event && shape.stroke && !shape.fill);
    for (const leader of leaders) leader.corners = corners(leader);
    leaders.forEach((a, i) => {
      for (const b of leaders.slice(i + 1)) {
        if (a.event === b.event || apart(a, { x0: b.x0 - 2, x1: b.x1 + 2, y0: b.y0 - 2, y1: b.y1 + 2 })) continue;
        const met = a.corners.slice(1).some((p, m) =>
          b.corners.slice(1).some((q, n) => cross(a.corners[m], p, b.corners[n], q)));
        if (met) faults.push(`leaders: that of ${a.event.dataset.eventId} crosses that of ${b.event.dataset.eventId}`);
      }
    });
  };

  texts.forEach(checkAlone);
  checkPairs();
  checkLeaders();
  for (const text of texts)
    for (const shape of shapes)
      if (!apart(text, { x0: shape.x0 - 1, x1: shape.x1 + 1, y0: shape.y0 - 1, y1: shape.y1 + 1 })) {
        checkCrossed(text, shape);
        checkCovered(text, shape);
      }
  return { texts: texts.length, shapes: shapes.length, faults };
}

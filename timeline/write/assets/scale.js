// From instants to places in px and back: the twin of timeline/layout/scale.py, its stretches drawn out by
// the zoom. Cuts keep their px, as their words do.

/** @type {Drawing["scaleOf"]} */
export function scaleOf(scales, width, { zoom, pan }, margin) {
  const room = width - 2 * margin, made = scales.findLast((one) => one.width <= 1.7 * room) ?? scales[0];
  const given = made.stretches, from = given.flatMap(([, , x0, x1]) => [x0, x1]);
  const drawn = given.reduce((sum, [, , x0, x1]) => sum + x1 - x0, 0);
  const cut = from[from.length - 1] - from[0] - drawn;
  const factor = (zoom * Math.max(room - cut, room / 4)) / drawn;
  let x = margin - pan;
  const edges = from.map((px, i) => (x += i && (px - from[i - 1]) * (i % 2 ? factor : 1)));
  const instants = made.knots?.[0] ?? given.flatMap(([first, end]) => [first, end]);
  const places = made.knots?.[1].map((px) => along(px, from, edges)) ?? edges;
  const stretches = given.map(([first, end], i) => ({ first, end, x0: edges[2 * i], x1: edges[2 * i + 1] }));
  const even = made.kind === "even";
  return {
    kind: made.kind, made, stretches, edges, length: x - edges[0],
    cuts: made.cuts.map((lines, i) => ({ lines, x0: stretches[i].x1, x1: stretches[i + 1].x0 })),
    position: (instant) => along(instant, instants, places),
    ending: (end) => along(even ? end - 1 : end, instants, places, even),
    instant: (place) => Math.round(along(place, places, instants)),
  };
}

/** early: to the first of equal knots, as doubles of deep time can be. @type {Drawing["along"]} */
function along(value, knots, targets, early = false) {
  let [low, high] = [0, knots.length - 1];
  if (value <= knots[0]) return targets[0];
  if (value >= knots[high]) return targets[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle] < value || (knots[middle] === value && !early)) low = middle;
    else high = middle;
  }
  return targets[low] + ((value - knots[low]) / (knots[high] - knots[low])) * (targets[high] - targets[low]);
}

/** @type {Drawing["clampView"]} */
export function clampView(scales, width, { zoom, pan }, margin, most) {
  zoom = Math.max(Math.min(zoom, most), 1);
  const { length } = scaleOf(scales, width, { zoom, pan: 0 }, margin);
  return { zoom, pan: Math.max(Math.min(pan, length + 2 * margin - width), 0) };
}

/** Around a place in px, which keeps its instant. @type {Drawing["zoomAt"]} */
export function zoomAt(scales, width, view, margin, most, place, factor) {
  const { zoom } = clampView(scales, width, { zoom: view.zoom * factor, pan: 0 }, margin, most);
  const [before, after] = [view, { zoom, pan: 0 }].map((one) => scaleOf(scales, width, one, margin).edges);
  return clampView(scales, width, { zoom, pan: along(place, before, after) - place }, margin, most);
}

/** The zoom at which the shortest date takes 80 px. @type {Drawing["mostZoom"]} */
export function mostZoom(chart, width, margin) {
  const { ending, position } = scaleOf(chart.scales, width, { zoom: 1, pan: 0 }, margin);
  const least = chart.events.flatMap((event) => event[6])
    .reduce((sum, [first, end]) => Math.min(sum, ending(end) - position(first) || sum), 80);
  return Math.min(80 / least, 1e7);
}

// From instants to places in px and back: the twin of timeline/layout/scale.py, its stretches drawn out by
// the zoom. Cuts keep their px, as their words do.

/** @type {Drawing["scaleOf"]} */
export function scaleOf(scales, width, view, margin) {
  const room = width - 2 * margin;
  const made = scales.findLast((one) => one.width <= 1.4 * room) ?? scales[0];
  const given = made.stretches;
  const gaps = given.map(([, , x0], i) => (i ? x0 - given[i - 1][3] : 0));
  const cut = gaps.reduce((sum, gap) => sum + gap);
  const drawn = given.reduce((sum, [, , x0, x1]) => sum + x1 - x0, 0);
  const factor = (view.zoom * Math.max(room - cut, room / 4)) / drawn;
  let x = margin - view.pan;
  const stretches = given.map(([first, end, from, to], i) => {
    const x0 = x + gaps[i];
    x = x0 + (to - from) * factor;
    return { first, end, x0, x1: x };
  });
  const { knots } = made;
  const instants = knots ? knots[0] : stretches.flatMap((one) => [one.first, one.end]);
  const places = knots?.[1].map((px, _, [low]) => stretches[0].x0 + (px - low) * factor) ?? edges(stretches);
  return {
    kind: made.kind,
    made,
    stretches,
    cuts: made.cuts.map((lines, i) => ({ lines, x0: stretches[i].x1, x1: stretches[i + 1].x0 })),
    length: x - margin + view.pan,
    position: (instant) => along(instant, instants, places),
    ending: (end) => along(made.kind === "even" ? end - 1 : end, instants, places, made.kind === "even"),
    instant: (place) => Math.round(along(place, places, instants)),
  };
}

/** @param {Stretch[]} stretches */
const edges = (stretches) => stretches.flatMap((one) => [one.x0, one.x1]);

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
  const before = edges(scaleOf(scales, width, view, margin).stretches);
  const after = edges(scaleOf(scales, width, { zoom, pan: 0 }, margin).stretches);
  return clampView(scales, width, { zoom, pan: along(place, before, after) - place }, margin, most);
}

/** The zoom at which the shortest date takes 80 px. @type {Drawing["mostZoom"]} */
export function mostZoom(chart, width, margin) {
  const scale = scaleOf(chart.scales, width, { zoom: 1, pan: 0 }, margin);
  let least = 80;
  for (const [first, end] of chart.events.flatMap((event) => event[6])) {
    least = Math.min(least, scale.ending(end) - scale.position(first) || least);
  }
  return Math.min(80 / least, 1e7);
}

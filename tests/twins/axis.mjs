// How the tables of test_axis.py are run.

export default ({ axis, dates, scale, text, ticks }) => {
  const drawn = ({ made, width, view = { zoom: 1, pan: 0 }, margin = 0 }) => scale.scaleOf([made], width, view, margin);
  const rowsOn = (on, chart) => ticks.ticks(on, chart, on.stretches[0].x0, on.stretches.at(-1).x1);
  const bare = ({ x, text: words }) => ({ x, text: words });
  const rowOf = ({ at, labels }) => ({ at, labels: labels.map(bare) });
  return {
    reserve: ([words, size, bold]) => text.reserve(words, size, bold),
    balanced: ([words, size, width, bold]) => text.balanced(words, size, width, bold),
    leading: ([size, words]) => text.leading(size, words),
    position: (given) => given.instants.map((instant) => drawn(given).position(instant)),
    ending: (given) => given.instants.map((instant) => drawn(given).ending(instant)),
    instant: (given) => given.places.map((place) => drawn(given).instant(place)),
    civil: ([wall]) => dates.civil(wall),
    wall: ([zone, instants]) => instants.map((instant) => dates.zoneOf(zone).wall(instant) - instant),
    boundary: ([zone, walls]) => walls.map((wall) => dates.zoneOf(zone).boundary(wall) - wall),
    ticks: (given) => rowsOn(drawn(given), given.chart).map((rows) => rows.map(rowOf)),
    zoomAt: ({ scales, width, margin, view: wish, place, factor }) => {
      const view = scale.clampView(scales, width, wish, margin, 1e6);
      const after = scale.zoomAt(scales, width, view, margin, 1e6, place, factor);
      const instant = scale.scaleOf(scales, width, view, margin).instant(place);
      return scale.scaleOf(scales, width, after, margin).position(instant);
    },
    clampView: ({ scales, width, margin, most, views }) => {
      const clamped = views.map((view) => scale.clampView(scales, width, view, margin, most));
      const found = clamped.map((view) => scale.scaleOf(scales, width, view, margin));
      return {
        zooms: clamped.map((view) => view.zoom),
        starts: found.map(({ stretches }) => stretches[0].x0),
        ends: found.map(({ stretches }) => stretches.at(-1).x1),
        cuts: found.map(({ cuts }) => cuts.map(({ x0, x1 }) => x1 - x0)),
        drawn: found.map(({ stretches }) => stretches.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0)),
      };
    },
    placed: (given) => given.made.ticks.map(([instant]) => drawn(given).position(instant)),
    part: ({ low, high, chart, ...given }) => ticks.ticks(drawn(given), chart, low, high)[0].map(rowOf),
    strip: (given) => {
      const on = drawn(given);
      return axis.axisStrip(on, rowsOn(on, given.chart), given.top);
    },
  };
};

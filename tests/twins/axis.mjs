// How the tables of test_axis.py are run.

export default ({ axis, dates, scale, text, ticks }) => {
  const drawn = ({ made, width, view = { zoom: 1, pan: 0 }, margin = 0 }) => scale.scaleOf([made], width, view, margin);
  const rowsOn = (on, chart) => ticks.ticks(on, chart, on.stretches[0].x0, on.stretches.at(-1).x1);
  const bare = ({ x, text: words }) => ({ x, text: words });
  return {
    reserve: ([words, size, bold]) => [text.measure(words, size, bold), text.reserve(words, size, bold)],
    balanced: ([words, size, width, bold]) => text.balanced(words, size, width, bold),
    leading: ([size, words]) => text.leading(size, words),
    position: (given) => given.instants.map((instant) => drawn(given).position(instant)),
    ending: (given) => given.instants.map((instant) => drawn(given).ending(instant)),
    instant: (given) => given.places.map((place) => drawn(given).position(drawn(given).instant(place))),
    civil: ([days]) => dates.civil(days),
    wall: ([zone, instants]) => instants.map((instant) => dates.zoneOf(zone).wall(instant)),
    boundary: ([zone, walls]) => walls.map((wall) => dates.zoneOf(zone).boundary(wall)),
    ticks: (given) => rowsOn(drawn(given), given.chart).map(({ majorLabels, minorLabels, ...bounds }) =>
      ({ ...bounds, majorLabels: majorLabels.map(bare), minorLabels: minorLabels.map(bare) })),
    strip: (given) => {
      const on = drawn(given);
      return axis.axisStrip(on, rowsOn(on, given.chart), given.top);
    },
  };
};

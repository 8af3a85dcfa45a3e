// How the tables of test_labels.py are run.

export default ({ layers }) => ({
  spread: (given) => layers.spread(...given),
  place: ([flags, ...given]) => layers
    .place(flags.map(([x, room, weight]) => ({ x, room, weight })), ...given)
    .map((spot) => spot && [spot.cost, spot.side, spot.layer, spot.toLeft, spot.pole]),
  candidates: (given) => layers.candidates(...given),
});

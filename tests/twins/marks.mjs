// How the tables of test_marks.py are run.

export default ({ marks, scale }) => {
  const made = ([given, event, colour]) => {
    const on = scale.scaleOf([given], given.width, { zoom: 1, pan: 0 }, 0);
    return [marks.markOf(event, on, colour), marks.poleOf(event, on)];
  };
  const drawn = (given) => {
    const [mark, pole] = made(given);
    return { pole, shapes: marks.drawMark(mark, 50), dot: marks.dot(mark, 9, 5), reach: marks.reach(mark), rim: marks.rim(mark, pole) };
  };
  return {
    drawn: (given) => drawn(given),
    lanes: (all) => marks.packLanes(all.map((given) => made(given)[0])),
    pill: ([x, y, words]) => [marks.pillWidth(words), marks.pill(x, y, words, marks.pillWidth(words))],
    shape: (given) => marks.point(...given),
  };
};

// How the tables of test_marks.py are run.

const NOTHING = {
  line: { width: 1, dash: [] }, rect: { fill: null, stroke: null, thick: 1, radius: 0 },
  circle: { fill: null, stroke: null, thick: 1 }, path: { fill: null, stroke: null, thick: 1 }, text: {},
};

/** A shape with what goes without saying. */
function whole({ dash, ...shape }) {
  const full = { ...NOTHING[shape.is], ...shape };
  return full.is !== "line" && !full.stroke ? { ...full, thick: 1 } : full;
}

/** Without joints so short that only the last bits of their ends tell them from none. */
const seen = (shapes) => shapes.filter(({ x1 = 0, x2 = 1 }) => Math.abs(x2 - x1) > 1e-6).map(whole);

export default ({ marks, scale }) => {
  const made = ([given, event, colour]) => {
    const on = scale.scaleOf([given], given.width, { zoom: 1, pan: 0 }, 0);
    return [marks.markOf(event, on, colour), marks.poleOf(event, on)];
  };
  const drawn = (given) => {
    const [mark, pole] = made(given);
    return {
      pole, shapes: seen(marks.drawMark(mark, 50)), dot: marks.dot(mark, 9, 5).map(whole),
      reach: marks.reach(mark),
    };
  };
  return {
    drawn: ({ stamps, cases }) => {
      marks.setStamps(stamps);
      return cases.map(drawn);
    },
    lanes: ({ stamps, cases }) => {
      marks.setStamps(stamps);
      return marks.packLanes(cases.map((given) => made(given)[0]));
    },
    pill: (given) => marks.pill(...given),
  };
};

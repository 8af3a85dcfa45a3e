// Labels on both sides of the axis: who has one and where it stands, so that nothing overlaps and little
// moves. The rules are told in timeline/layout/spread.py, layers.py and labelling.py.

/** @type {Labels.Spread} */
export function spread(wanted, sizes, gap = 0, low = 0, high = Infinity) {
  let taken = 0;
  const pools = [[-Infinity, 0]], offsets = sizes.map((size) => (taken += size + gap) - size - gap);
  wanted.forEach((start, n) => {
    let mean = start - offsets[n], count = 1;
    for (let last; (last = pools[pools.length - 1])[0] >= mean; pools.pop())
      mean = (last[0] * last[1] + mean * count) / (count += last[1]);
    pools.push([mean, count]);
  });
  const top = Math.max(high - taken + gap, low);
  return pools.flatMap(([mean, count]) => Array(count).fill(Math.max(low, Math.min(mean, top))))
    .map((start, n) => start + offsets[n]);
}

/** In the order that leaves the fewest out, and those nearer to their marks. @type {Labels.Place} */
export function place(flags, layers, ...bounds) {
  const [low, high] = bounds;
  const all = [...flags.keys()], either = [false, true], stub = Math.min(6, (high - low) / flags.length);
  const starts = spread(flags.map(({ x }) => x - stub / 2), flags.map(() => stub), 0, low, high);
  const [one, other] = either.map((way) => {
    /** @type {Spots} */
    const spots = flags.map(() => null), order = way ? all : [...all].reverse();
    const choose = (/** @type {number[]} */ numbers, ways = either) => {
      for (const n of numbers)
        spots[n] ??= cheapest(spots, n, { ...flags[n], x: starts[n] + stub / 2 }, layers, ways, ...bounds);
    };
    flags.forEach((flag, n) => {
      if (flag.sides) spots[n] = cheapest(spots, n, flag, flag.sides, either, ...bounds);
    });
    choose(order, [way]);
    choose(order.reverse());
    const cost = spots.reduce((sum, spot, n) => sum + (spot ? flags[n].weight *
      (Math.abs(spot.pole - flags[n].x) + 60 * spot.layer + 25 * +spot.toLeft) : 1e9), 0);
    return { spots, cost };
  });
  return other.cost < one.cost ? other.spots : one.spots;
}

/** @type {Labels.Cheapest} */
function cheapest(spots, number, { x, room }, layers, ways, low, high, reach) {
  /** @type {Spot | null} */
  let best = null;
  const sides = [0, 1].map((side) => spots.flatMap((spot) => (spot?.side === side ? spot : [])));
  const far = (/** @type {number} */ at) => Math.abs(at - x);
  for (const [side, here] of sides.entries()) for (const toLeft of ways) {
    const left = toLeft ? room : 6, right = toLeft ? 6 : room, fuller = here.length - sides[1 - side].length;
    const first = Math.max(low + left, ...here.map((spot) => (spot.number < number ? spot.pole + 7 : low)));
    const last = Math.min(high - right, ...here.map((spot) => (spot.number < number ? high : spot.pole - 7)));
    const start = Math.max(first, Math.min(x, last));
    if (first > last) continue;
    for (let layer = 0; layer < layers[side]; layer++) {
      const price = 45 * layer + fuller / 2, most = Math.min(reach, (best?.cost ?? Infinity) - price);
      if (far(start) > most) break;
      // Of spots further out there is the pole; beside those further in its own pole alone has to pass.
      const taken = here.map((spot) => {
        const [a, b] = spot.layer > layer ? [3.5, 3.5] : [spot.left, spot.right];
        const [c, d] = spot.layer < layer ? [3.5, 3.5] : [left, right];
        return [spot.pole - a - d, spot.pole + b + c];
      }).filter(([a, b]) => a < x + reach && b > x - reach);
      const pole = [start, ...taken.flat()]
        .filter((at) => first <= at && at <= last && far(at) <= most).sort((a, b) => far(a) - far(b) || a - b)
        .find((at) => taken.every(([a, b]) => at <= a || b <= at)) ?? NaN, cost = far(pole) + price;
      if (cost < (best?.cost ?? Infinity)) best = { number, cost, side, layer, toLeft, pole, left, right };
    }
  }
  return best;
}

/** Where each layer of a side begins, and its height; marks take the first px. @type {Labels.Storey} */
export function storey(placed, edge) {
  const near = [], moved = placed.map(({ item, spot }) => Math.abs(spot.pole - item.x));
  for (let layer = 0; placed.some(({ spot }) => spot.layer >= layer); layer++) {
    edge += 12 + (layer ? 0 : Math.min(0.22 * Math.max(...moved), 44));
    near.push(edge);
    edge += Math.max(...placed.map(({ item, spot }) => (spot.layer === layer ? item.label.height : 0)));
  }
  return { near, height: edge };
}

/** Who is labelled within the rooms, px above and below: all, or the more important. @type {Labels.Settle} */
export function settle(items, rooms, low, high, trials = items.length <= 250) {
  const heights = items.map(({ label }) => label.height).sort((a, b) => a - b);
  const usual = heights[(heights.length * 3) >> 2] + 12;
  const most = rooms.map((room) => Math.floor(room / usual) || +(room >= heights[0] + 12));
  const flags = items.map(({ x, importance, label: { room, height } }) => ({
    x, room, weight: 1.6 ** importance,
    sides: importance > 5 ? rooms.map((room) => +(room >= height + 12)) : undefined, // the chosen one
  }));
  /** @type {(layers: number[], reach: number) => Labels.Placed[]} */
  const sided = (layers, reach) => {
    const spots = place(flags, layers, low, high, reach);
    return [0, 1].map((side) =>
      spots.flatMap((spot, n) => (spot?.side === side ? { item: items[n], spot } : [])));
  };
  /** @type {(side: Labels.Placed, n: number) => boolean} */
  const isHigh = (side, n) => storey(side, 0).height > rooms[n];
  let layers = Math.ceil(flags.reduce((sum, { room }) => sum + room, 0) / (1.5 * (high - low)));
  for (; trials && layers <= Math.max(...most); layers++) for (const reach of [80, 150]) {
    const sides = sided(most.map((count) => Math.min(count, layers)), reach);
    if (sides.flat().length === items.length && !sides.some(isHigh)) return sides;
  }
  const sides = sided(most, 150), shown = new Set(sides.flat().map(({ item }) => item)), gone = new Set();
  for (const lost of items.filter((item) => !shown.has(item))) {
    const far = (/** @type {Labels.Item} */ { x }) => Math.abs(x - lost.x);
    const [lesser] = [...shown].filter((item) => item.importance < lost.importance && !gone.has(item))
      .filter((item) => far(item) <= 1.2 * lost.label.room)
      .sort((a, b) => a.importance - b.importance || far(a) - far(b));
    if (lesser) gone.add(lesser);
  }
  if (gone.size) return settle(items.filter((item) => !gone.has(item)), rooms, low, high, false);
  return sides.map((side, n) => {
    const order = [...side].sort((a, b) => b.spot.layer - a.spot.layer ||
      a.item.importance - b.item.importance);
    while (isHigh(side, n)) {
      const least = order.shift();
      side = side.filter((one) => one !== least);
    }
    return side;
  });
}

/** Those of many that could have a label if all went well. @type {Labels.Candidates} */
export function candidates(places, importance, first, end, width, height) {
  /** @type {Record<number, number[][]>} */
  const parts = {};
  for (let n = first; n < end; n++) {
    const rank = ((parts[Math.floor(places[n] / 24)] ??= [])[9 - importance[n]] ??= []);
    if (importance[n] && rank.length < 12) rank.push(n);
  }
  const ranked = Object.values(parts).map((ranks) => ranks.flat()), room = ((height / 58) * width) / 180;
  let most = 12;
  while (most > 1 && ranked.reduce((sum, part) => sum + Math.min(part.length, most), 0) > room) most--;
  return ranked.flatMap((part) => part.slice(0, most)).sort((a, b) => places[a] - places[b] || a - b);
}

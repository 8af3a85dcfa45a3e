// Labels on both sides of the axis: who has one and where it stands, so that nothing overlaps and little
// moves. What may stand where is told in timeline/layout/layers.py; here many ways are tried at once.

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

/** Where each layer of a side begins, and its height; marks take the first px. @type {Labels.Storey} */
export function storey(placed, edge) {
  /** @type {number[]} */
  const heights = [], moved = placed.map(({ item, spot }) => Math.abs(spot.pole - item.x));
  for (const { item, spot: { layer } } of placed)
    heights[layer] = Math.max(heights[layer] ?? 0, item.label.height);
  const near = heights.map((height, layer) => {
    const start = edge + 12 + (layer ? 0 : Math.min(0.22 * Math.max(...moved), 44));
    edge = start + height;
    return start;
  });
  return { near, height: edge };
}

/** px from a pole to the next: beside what is nearer to the axis a pole alone has to pass.
 *  @type {Labels.Apart} */
const apart = (one, next) => Math.max(7,
  (one.layer > next.layer ? 3.5 : one.right) + (one.layer < next.layer ? 3.5 : next.left));

/** Where a label can stand before those of a side that have their places. @type {Labels.SpotsOf} */
const spotsOf = ({ x, label: { room } }, side, placed, low, high) =>
  [0, ...storey(placed, 0).near].flatMap((_, layer) => [false, true].flatMap((toLeft) => {
    const [left, right] = toLeft ? [room, 6] : [6, room], own = { side, layer, toLeft, left, right };
    let last = high - right, pole = Math.min(Math.max(x, low + left), last);
    for (const { spot } of placed) {
      const gap = apart(own, spot);
      [last, pole] = [Math.min(last, spot.last - gap), Math.min(pole, spot.pole - gap)];
    }
    const far = Math.abs(pole - x);
    return pole < low + left || far > 150 ? [] : { ...own, pole, last, cost: far + 80 * (layer + +toLeft) };
  }));

/** Who is labelled within the rooms, px above and below: from the last to the first, each goes wherever it
 *  can or nowhere, and the cheapest ways are gone on with. @type {Labels.Settle} */
export function settle(items, rooms, low, high) {
  /** @type {Labels.Way} */
  const bare = { cost: 0, sides: rooms.map(() => []) };
  /** @type {(placed: Labels.Placed, side: number) => boolean} */
  const isHigh = (placed, side) => storey(placed, 0).height > rooms[side];
  const ways = [bare];
  for (let n = items.length - 1; n >= 0; n--) {
    const item = items[n], weight = 1.6 ** item.importance;
    const loss = weight * (item.importance > 5 ? 1e9 : 2e3); // of the chosen one
    const next = ways.flatMap(({ cost, sides }) => sides.flatMap((placed, side) =>
      spotsOf(item, side, placed, low, high).map((spot) => {
        let crowd = 0, over; // px of it over whose marks come next
        for (let next = n; (over = items[--next]?.x - spot.pole + spot.left) > 0;) crowd += over;
        return {
          cost: cost + weight * (spot.cost + 0.8 * crowd) + placed.length,
          sides: sides.with(side, [{ item, spot }, ...placed]),
        };
      })));
    for (const way of ways) way.cost += loss;
    next.push(...ways.splice(0));
    for (const way of next.sort((a, b) => a.cost - b.cost))
      if (ways.length < 40 && !way.sides.some(isHigh)) ways.push(way);
    if (!ways.includes(bare)) ways.push(bare);
  }
  return ways[0].sides.map((placed, side) => {
    /** @type {number[]} */
    const back = []; // where they would stand if they came from the other end: half way is best
    const eased = placed.map(({ item, spot }, n) => {
      const behind = back.map((pole, before) => pole + apart(placed[before].spot, spot));
      back.push(Math.min(spot.last, Math.max(item.x, low + spot.left, ...behind)));
      return { item, spot: { ...spot, pole: (spot.pole + back[n]) / 2 } };
    });
    return isHigh(eased, side) ? placed : eased;
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
  const ranked = Object.values(parts).map((ranks) => ranks.flat()), room = (height * width) / 14e3;
  let most = 12;
  while (most > 1 && ranked.reduce((sum, part) => sum + Math.min(part.length, most), 0) > room) most--;
  return ranked.flatMap((part) => part.slice(0, most)).sort((a, b) => places[a] - places[b] || a - b);
}

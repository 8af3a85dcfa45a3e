// Labels on both sides of the axis: who has one and where it stands, so that nothing overlaps and little
// moves. The twin of timeline/layout/spread.py, layers.py and labelling.py, which tell the rules.

const STUB = 3.5;
const EITHER = [true, false];
const CHOICES = [[45, 150], [45, 40], [15, 150], [100, 150]];
const TRIALS = [[1, 70], [2, 70], [2, 120], [3, 90], [3, 140], [4, 110], [4, 150], [5, 120], [6, 130]];

/** @type {Labels.Spread} */
export function spread(wanted, sizes, gap = 0, low = 0, high = Infinity) {
  const offsets = [0], pools = [[0, 0]];
  sizes.forEach((size, n) => {
    let mean = wanted[n] - offsets[n], count = 1;
    for (let last; (last = pools[pools.length - 1]) && last[1] && last[0] >= mean; pools.pop()) {
      mean = (last[0] * last[1] + mean * count) / (last[1] + count);
      count += last[1];
    }
    pools.push([mean, count]);
    offsets.push(offsets[n] + (size + gap));
  });
  const ceiling = low + Math.max(high - low - (offsets[sizes.length] - gap), 0);
  return pools.flatMap(([mean, count]) => Array(count).fill(Math.min(Math.max(mean, low), ceiling)))
    .map((start, n) => start + offsets[n]);
}

/** @type {Labels.Place} */
export function place(flags, layers, low, high, reach, thorough = true) {
  const stub = Math.min(6, (high - low) / flags.length);
  const starts = spread(flags.map(({ x }) => x - stub / 2), flags.map(() => stub), 0, low, high);
  const choose = chooser(flags.map((flag, n) => ({ ...flag, x: starts[n] + stub / 2 })), layers, low, high);
  const toLeft = [...flags.keys()], toRight = [...toLeft].reverse();
  const byWeight = [...toRight].sort((a, b) => flags[b].weight - flags[a].weight);
  /** @type {Spots} */
  let best = flags.map(() => null);
  let fewest = best.length, least = Infinity;
  for (const [outward, nearby] of thorough ? CHOICES : [CHOICES[0]]) {
    for (const [n, order] of [toRight, toLeft, toRight, byWeight].entries()) {
      if (n > 1 && (fewest || !thorough)) break;
      /** @type {Spots} */
      const spots = flags.map(() => null), ways = n > 1 ? EITHER : [n > 0];
      for (const i of order) choose(spots, i, outward, Math.min(nearby, reach), ways);
      for (const i of [...order].reverse()) spots[i] || choose(spots, i, outward, reach, EITHER);
      let lost = 0, far = 0;
      spots.forEach((spot, i) => {
        if (!spot) lost++;
        else far += (Math.abs(spot.pole - flags[i].x) + 60 * spot.layer + 25 * +spot.toLeft) * flags[i].weight;
      });
      if (lost < fewest || lost === fewest && far < least) [best, fewest, least] = [spots, lost, far];
    }
    if (fewest > Math.max(2, 0.12 * best.length)) return best;
  }
  return thorough && fewest && fewest < 3 ? mend(best, starts, 2 * Math.max(...layers) + 8,
    (spots, i) => choose(spots, i, 45, reach, EITHER)) : best;
}

/** Room for those who found none, by moving one other. @type {Labels.Mend} */
function mend(spots, starts, most, choose) {
  for (const lost of spots.keys()) {
    if (spots[lost]) continue;
    const far = (/** @type {number} */ n) => Math.abs(starts[n] - starts[lost]);
    for (const other of [...spots.keys()].sort((a, b) => far(a) - far(b)).slice(1, most)) {
      const tried = [...spots];
      tried[other] = null;
      choose(tried, lost);
      if (tried[lost]) choose(tried, other);
      if (!tried[lost] || !tried[other] && spots[other]) continue;
      spots = tried;
      break;
    }
  }
  return spots;
}

/** @type {Labels.Chooser} */
const chooser = (flags, layers, low, high) => (spots, number, outward, reach, ways) => {
  const { x, room } = flags[number], near = x - reach, far = x + reach;
  /** @type {Spot | null} */
  let best = null;
  const sides = [0, 1].map((side) => spots.flatMap((spot) => spot?.side === side ? spot : []));
  for (const [side, here] of sides.entries()) {
    for (const toLeft of ways) {
      const left = toLeft ? room : 6, right = toLeft ? 6 : room;
      let first = low + left, last = high - right;
      for (const { number: other, pole } of here) {
        if (other < number) first = Math.max(first, pole + 2 * STUB);
        else last = Math.min(last, pole - 2 * STUB);
      }
      const start = Math.min(Math.max(x, first), last);
      if (first > last || near > start || start > far) continue;
      for (let layer = 0; layer < layers[side]; layer++) {
        const price = outward * layer + 0.5 * (here.length - sides[1 - side].length);
        if (best && Math.abs(start - x) + price > best.cost) break;
        const taken = here.map((spot) => {
          const isOuter = spot.layer > layer, isNearer = spot.layer < layer;
          return [spot.pole - (isOuter ? STUB : spot.left) - (isNearer ? STUB : right),
            spot.pole + (isOuter ? STUB : spot.right) + (isNearer ? STUB : left)];
        });
        const [before, after] = around(start, taken.filter(([a, b]) => a < far && b > near));
        const pole = first <= before && (after > last || x - before <= after - x) ? before : after;
        const cost = Math.abs(pole - x) + price;
        if (pole > last || Math.abs(pole - x) > reach) continue;
        if (!best || cost < best.cost || cost === best.cost && side === best.side && layer <= best.layer) {
          best = { number, cost, side, layer, toLeft, pole, left, right };
        }
      }
    }
  }
  spots[number] = best;
};

/** The free places before and after one. @type {Labels.Around} */
function around(start, taken) {
  let first = -Infinity, last = first;
  for (const [a, b] of taken.sort((a, b) => a[0] - b[0])) {
    if (a < last) last = Math.max(last, b);
    else if (start < last || a >= start) break;
    else [first, last] = [a, b];
  }
  return first < start && start < last ? [first, last] : [start, start];
}

/** Where each layer of a side begins, and the last one ends; marks take the first px. @type {Labels.Storey} */
export function storey(placed, edge) {
  const near = [], moved = placed.map(({ item, spot }) => Math.abs(spot.pole - item.x));
  for (let layer = 0; placed.some(({ spot }) => spot.layer >= layer); layer++) {
    edge += 12 + (layer ? 0 : Math.min(0.22 * Math.max(...moved), 44));
    near.push(edge);
    edge += Math.max(...placed.map(({ item, spot }) => spot.layer === layer ? item.label.height : 0));
  }
  return { near, height: edge };
}

/** Who is labelled within the rooms, px above and below. @type {Labels.Settle} */
export function settle(items, rooms, low, high, clear = 1) {
  const heights = items.map(({ label }) => label.height).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length * 0.75)] + 12;
  const most = rooms.map((room) => Math.floor(room / usual) || +(room >= heights[0] + 12));
  const least = items.reduce((sum, { label }) => sum + label.room, 0) / (1.5 * (high - low));
  const fits = (/** @type {Labels.Placed} */ side, /** @type {number} */ n) => storey(side, 0).height <= rooms[n];
  for (const [layers, reach] of TRIALS) {
    if (layers < least || layers > Math.max(...most) || items.length > 250) continue;
    const spots = spotsOf(items, most.map((each) => Math.min(each, layers)), low, high, reach, items.length <= 60);
    const sides = sided(items, spots);
    if (!spots.includes(null) && sides.every(fits)) return sides;
  }
  let among = items, spots = spotsOf(items, most, low, high, 150, false);
  for (let kept; (kept = remaining(among, spots)).length < among.length; spots = spotsOf(among, most, low, high, 150, false)) {
    among = kept;
  }
  const sides = sided(among, spots);
  sides.forEach((side, n) => {
    while (!fits(side, n)) {
      const [last] = [...side].sort((a, b) => b.spot.layer - a.spot.layer ||
        a.item.importance - b.item.importance || b.item.label.height - a.item.label.height);
      side.splice(side.indexOf(last), 1);
    }
  });
  // The chosen event is labelled whoever else is not.
  const chosen = items.find(({ importance }) => importance > 5);
  if (!chosen || items.length < 2 || sides.flat().some(({ item }) => item === chosen)) return sides;
  const others = items.filter((item) => item === chosen || Math.abs(item.x - chosen.x) > clear * chosen.label.room);
  return settle(others, rooms, low, high, 2 * clear);
}

/** @type {Labels.SpotsOf} */
const spotsOf = (items, layers, low, high, reach, thorough) => place(
  items.map(({ x, importance, label }) => ({ x, room: label.room, weight: 1.6 ** importance })),
  layers, low, high, reach, thorough);

/** @type {Labels.Sided} */
const sided = (items, spots) => [0, 1].map((side) => items.flatMap((item, n) => {
  const spot = spots[n];
  return spot?.side === side ? { item, spot } : [];
}));

/** Without those who have to give up their labels for more important ones that have none. @type {Labels.Remaining} */
function remaining(items, spots) {
  const gone = new Set();
  items.forEach((lost, n) => {
    const far = (/** @type {Labels.Item} */ item) => Math.abs(item.x - lost.x);
    const lesser = spots[n] ? [] : items.filter((item, i) => spots[i] && item.importance < lost.importance &&
      !gone.has(item) && far(item) <= 1.2 * lost.label.room);
    lesser.sort((a, b) => a.importance - b.importance || far(a) - far(b));
    if (lesser.length) gone.add(lesser[0]);
  });
  return items.filter((item) => !gone.has(item));
}

/** Those of many that could have a label if all went well. @type {Labels.Candidates} */
export function candidates(places, importance, first, end, width, height) {
  /** @type {Record<number, number[][]>} */
  const parts = {};
  for (let n = first; n < end; n++) {
    const ranks = parts[Math.floor(places[n] / 24)] ??= [], rank = ranks[9 - importance[n]] ??= [];
    if (importance[n] && rank.length < 12) rank.push(n);
  }
  const ranked = Object.values(parts).map((ranks) => ranks.flat());
  const room = height / 58 * width / 180;
  let most = 12;
  while (most > 1 && ranked.reduce((sum, part) => sum + Math.min(part.length, most), 0) > room) most--;
  return ranked.flatMap((part) => part.slice(0, most)).sort((a, b) => places[a] - places[b] || a - b);
}

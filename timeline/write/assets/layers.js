// Labels on both sides of the axis: who has one and where it stands, so that nothing overlaps and little
// moves. The twin of timeline/layout/spread.py, layers.py and labelling.py, which tell the rules.

const EITHER = [true, false];
const CHOICES = [[45, 150], [45, 40], [15, 150], [100, 150]];
const TRIALS = [[1, 70], [2, 70], [2, 120], [3, 90], [3, 140], [4, 110], [4, 150], [5, 120], [6, 130]];

/** @type {Labels.Spread} */
export function spread(wanted, sizes, gap = 0, low = 0, high = Infinity) {
  const offsets = [0], pools = [[0, 0]];
  sizes.forEach((size, n) => {
    let mean = wanted[n] - offsets[n], count = 1;
    for (let last; (last = pools[pools.length - 1])[1] && last[0] >= mean; pools.pop()) {
      mean = (last[0] * last[1] + mean * count) / (last[1] + count);
      count += last[1];
    }
    pools.push([mean, count]);
    offsets.push(offsets[n] + (size + gap));
  });
  const top = low + Math.max(high - low - (offsets[sizes.length] - gap), 0);
  return pools.flatMap(([mean, count]) => Array(count).fill(Math.min(Math.max(mean, low), top)))
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
      for (const i of [...order].reverse()) if (!spots[i]) choose(spots, i, outward, reach, EITHER);
      let lost = 0, far = 0;
      spots.forEach((spot, i) => {
        const { x, weight } = flags[i];
        if (spot) far += (Math.abs(spot.pole - x) + 60 * spot.layer + 25 * +spot.toLeft) * weight;
        else lost++;
      });
      if (lost < fewest || (lost === fewest && far < least)) [best, fewest, least] = [spots, lost, far];
    }
    if (fewest > Math.max(2, 0.12 * best.length)) return best;
  }
  if (!thorough || fewest > 2) return best;
  // Room for the last ones, by moving one other for each.
  for (const lost of toLeft.filter((n) => !best[n])) {
    const far = (/** @type {number} */ n) => Math.abs(starts[n] - starts[lost]);
    const near = [...toLeft].sort((a, b) => far(a) - far(b));
    for (const other of near.slice(1, 2 * Math.max(...layers) + 8)) {
      const spots = best.map((spot, n) => (n === other ? null : spot));
      choose(spots, lost, 45, reach, EITHER);
      if (!spots[lost]) continue;
      choose(spots, other, 45, reach, EITHER);
      if (!spots[other] && best[other]) continue;
      best = spots;
      break;
    }
  }
  return best;
}

/** Gives a flag the cheapest spot beside those that are taken. @type {Labels.Chooser} */
const chooser = (flags, layers, low, high) => (spots, number, outward, reach, ways) => {
  const { x, room } = flags[number], near = x - reach, far = x + reach;
  /** @type {Spot | null} */
  let best = null;
  const sides = [0, 1].map((side) => spots.flatMap((spot) => (spot?.side === side ? spot : [])));
  for (const [side, here] of sides.entries()) {
    for (const toLeft of ways) {
      const left = toLeft ? room : 6, right = toLeft ? 6 : room;
      const first = Math.max(low + left, ...here.map((spot) => spot.number < number ? spot.pole + 7 : low));
      const last = Math.min(high - right, ...here.map((spot) => spot.number < number ? high : spot.pole - 7));
      const start = Math.min(Math.max(x, first), last);
      if (first > last || near > start || start > far) continue;
      for (let layer = 0; layer < layers[side]; layer++) {
        const price = outward * layer + 0.5 * (here.length - sides[1 - side].length);
        if (best && Math.abs(start - x) + price > best.cost) break;
        // Of spots further out there is the pole, beside those further in its pole alone has to pass.
        const taken = here.map((spot) => [
          spot.pole - (spot.layer > layer ? 3.5 : spot.left) - (spot.layer < layer ? 3.5 : right),
          spot.pole + (spot.layer > layer ? 3.5 : spot.right) + (spot.layer < layer ? 3.5 : left),
        ]);
        let [from, to] = [-Infinity, -Infinity];
        for (const [a, b] of taken.filter(([a, b]) => a < far && b > near).sort((a, b) => a[0] - b[0])) {
          if (a < to) to = Math.max(to, b);
          else if (start < to || a >= start) break;
          else [from, to] = [a, b];
        }
        if (from >= start || start >= to) from = to = start;
        const pole = first <= from && (to > last || x - from <= to - x) ? from : to;
        const moved = Math.abs(pole - x), cost = moved + price;
        if (pole > last || moved > reach) continue;
        if (!best || cost < best.cost || (cost === best.cost && side === best.side && layer <= best.layer)) {
          best = { number, cost, side, layer, toLeft, pole, left, right };
        }
      }
    }
  }
  spots[number] = best;
};

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

/** Who is labelled within the rooms, px above and below. @type {Labels.Settle} */
export function settle(items, rooms, low, high, clear = 1) {
  const heights = items.map(({ label }) => label.height).sort((a, b) => a - b);
  const usual = heights[(heights.length * 3) >> 2] + 12;
  const most = rooms.map((room) => Math.floor(room / usual) || +(room >= heights[0] + 12));
  const least = items.reduce((sum, { label }) => sum + label.room, 0) / (1.5 * (high - low));
  for (const [layers, reach] of TRIALS) {
    if (layers < least || layers > Math.max(...most) || items.length > 250) continue;
    const each = most.map((count) => Math.min(count, layers));
    const sides = sided(items, each, low, high, reach, items.length <= 60);
    const fits = sides.every((side, n) => storey(side, 0).height <= rooms[n]);
    if (fits && sides.flat().length === items.length) return sides;
  }
  const gone = new Set();
  let sides, before;
  do {
    before = gone.size;
    const among = items.filter((item) => !gone.has(item));
    sides = sided(among, most, low, high, 150, false);
    const shown = sides.flat().map(({ item }) => item);
    for (const lost of among.filter((item) => !shown.includes(item))) {
      const far = (/** @type {Labels.Item} */ { x }) => Math.abs(x - lost.x);
      const [lesser] = shown
        .filter((item) => item.importance < lost.importance && far(item) <= 1.2 * lost.label.room)
        .filter((item) => !gone.has(item)).sort((a, b) => a.importance - b.importance || far(a) - far(b));
      if (lesser) gone.add(lesser);
    }
  } while (gone.size > before);
  sides.forEach((side, n) => {
    const order = [...side].sort((a, b) => b.spot.layer - a.spot.layer ||
      a.item.importance - b.item.importance || b.item.label.height - a.item.label.height);
    for (let i = 0; storey(side, 0).height > rooms[n]; i++) side.splice(side.indexOf(order[i]), 1);
  });
  const chosen = items.find(({ importance }) => importance > 5);
  if (!chosen || !items[1] || sides.flat().some(({ item }) => item === chosen)) return sides;
  const far = clear * chosen.label.room;
  const others = items.filter((item) => item === chosen || Math.abs(item.x - chosen.x) > far);
  return settle(others, rooms, low, high, 2 * clear);
}

/** @type {Labels.Sided} */
function sided(items, layers, low, high, reach, thorough) {
  const flags = items.map(({ x, importance, label }) => ({ x, room: label.room, weight: 1.6 ** importance }));
  /** @type {Labels.Placed[]} */
  const sides = [[], []];
  place(flags, layers, low, high, reach, thorough).forEach((spot, n) => {
    if (spot) sides[spot.side].push({ item: items[n], spot });
  });
  return sides;
}

/** Those of many that could have a label if all went well. @type {Labels.Candidates} */
export function candidates(places, importance, first, end, width, height) {
  /** @type {Record<number, number[][]>} */
  const parts = {};
  for (let n = first; n < end; n++) {
    const ranks = (parts[Math.floor(places[n] / 24)] ??= []), rank = (ranks[9 - importance[n]] ??= []);
    if (importance[n] && rank.length < 12) rank.push(n);
  }
  const ranked = Object.values(parts).map((ranks) => ranks.flat());
  const room = ((height / 58) * width) / 180;
  let most = 12;
  while (most > 1 && ranked.reduce((sum, part) => sum + Math.min(part.length, most), 0) > room) most--;
  return ranked.flatMap((part) => part.slice(0, most)).sort((a, b) => places[a] - places[b] || a - b);
}

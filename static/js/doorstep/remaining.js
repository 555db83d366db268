// A shorter order for what is left of a walk. Pure: no page, no network, no clock.
// Distances are straight; the planned order, which knows the streets, is where it starts and what it must beat.
import { DETOUR, metresBetween } from "./fits.js";

// Metres of walking that crossing to the other side of a street counts for.
const CROSSING = 20;
// Not worth a changed list.
const LEAST_GAIN = 20;
const LONGEST_BLOCK = 40;

// Doors behind one street door belong together; one that was put off stands alone.
function unitsOf(doors, later) {
  const units = [];
  const byEntrance = new Map();
  for (const door of doors) {
    const put = later.has(door.stop);
    const shared = !put && door.entrance ? byEntrance.get(door.entrance) : null;
    if (shared) {
      shared.doors.push(door);
      continue;
    }
    const unit = { doors: [door], at: door.at, street: door.street, side: door.side, core: door.core, later: put };
    units.push(unit);
    if (!put && door.entrance) byEntrance.set(door.entrance, unit);
  }
  return units;
}

// Decimetres, whole: sums are exact, so that the same doors give the same order on every phone.
function step(from, to) {
  const across = from.street && from.street === to.street && from.side * to.side < 0 ? CROSSING : 0;
  return Math.round(10 * (DETOUR * metresBetween(from.at, to.at) + across));
}

// table[from][to] over all units; the last row is where one stands now.
function stepTable(units, here) {
  const rows = units.map((from) => units.map((to) => step(from, to)));
  return [...rows, units.map((to) => (here ? step(here, to) : 0))];
}

function wayOf(order, table) {
  let sum = 0;
  let before = table.length - 1;
  for (const unit of order) {
    sum += table[before][unit];
    before = unit;
  }
  return sum;
}

// What a block from i to j, walked backwards or put behind place k, saves or costs; -1 is where one stands.
function gains(order, table) {
  const at = (place) => (place < 0 ? table.length - 1 : order[place]);
  const way = (from, to) => (to === undefined ? 0 : table[from][to]);
  const cut = (i, j) => way(at(i - 1), order[i]) + way(order[j], order[j + 1]);
  return {
    turned: (i, j) => cut(i, j) - way(at(i - 1), order[j]) - way(order[i], order[j + 1]),
    moved: (i, j, k, first, last) =>
      cut(i, j) - way(at(i - 1), order[j + 1]) + way(at(k), order[k + 1]) - way(at(k), first) - way(last, order[k + 1]),
  };
}

// The best that can be done with a block that begins at place i.
function bestMove(order, i, low, high, table) {
  const { turned, moved } = gains(order, table);
  let best = { gain: 0 };
  const offer = (gain, from, to, behind, back) => {
    if (gain > best.gain) best = { gain, i: from, j: to, k: behind, back };
  };
  for (let j = i; j <= Math.min(high, i + LONGEST_BLOCK); j += 1) {
    for (let k = low - 1; k <= high; k += 1) {
      if (k >= i - 1 && k <= j) continue;
      offer(moved(i, j, k, order[i], order[j]), i, j, k, false);
      offer(moved(i, j, k, order[j], order[i]), i, j, k, true);
    }
  }
  for (let j = i + 1; j <= high; j += 1) offer(turned(i, j), i, j, i - 1, true);
  return best;
}

function after(order, { i, j, k, back }) {
  const block = order.slice(i, j + 1);
  if (back) block.reverse();
  const left = [...order.slice(0, i), ...order.slice(j + 1)];
  const place = k < i ? k + 1 : k - block.length + 1;
  return [...left.slice(0, place), ...block, ...left.slice(place)];
}

// 2-opt and moving blocks between two places, until nothing shortens the way; whole numbers that only fall come to an end.
function shortened(start, low, high, table) {
  let order = start;
  // Around and around, until a whole round found nothing.
  for (let i = low, since = 0; since <= high - low; since += 1, i = i < high ? i + 1 : low) {
    const move = bestMove(order, i, low, high, table);
    if (move.gain) {
      order = after(order, move);
      since = 0;
    }
  }
  return order;
}

// Free units in order around those that keep their place.
function merged(free, pinned) {
  const order = [];
  const length = free.length + pinned.size;
  let next = 0;
  for (let index = 0; index < length; index += 1) order.push(pinned.has(index) ? index : free[next++]);
  return order;
}

/**
 * A shorter order for the doors that are left: core doors before the others, doors of an entrance together, doors in
 * `later` at the place in the row where they are. Where nothing much is won the order stays.
 *
 * @param {{ stop: number, at: [number, number], street: string, side: number, entrance: number | null, core: boolean }[]} doors
 *   open doors in the order they would be walked
 * @param {{ here?: object | null, later?: Set<number> }} options the door one stands at, and doors put off
 * @returns {{ doors: object[], saved: number }} `saved` in metres, about
 */
export function remainingOrder(doors, { here = null, later = new Set() } = {}) {
  const units = unitsOf(doors, later);
  const table = stepTable(units, here);
  const numbers = units.map((_unit, number) => number);
  const pinned = new Set(numbers.filter((number) => units[number].later));
  const loose = numbers.filter((number) => !pinned.has(number));
  const [core, more] = [true, false].map((wanted) => loose.filter((number) => units[number].core === wanted));
  // Without a place to stand at the first door stays the first.
  const first = here ? 0 : 1;
  const coreFirst = shortened([...core, ...more], first, core.length - 1, table);
  const order = merged(shortened(coreFirst, Math.max(core.length, first), loose.length - 1, table), pinned);
  const saved = Math.round((wayOf(numbers, table) - wayOf(order, table)) / 10);
  if (saved < LEAST_GAIN) return { doors, saved: 0 };
  return { doors: order.flatMap((number) => units[number].doors), saved };
}

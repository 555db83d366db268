// How many doors still fit. Pure: no page, no network, no clock.

const METRES_PER_DEGREE = 111320;
// A way through streets is about so much longer than the straight line.
export const DETOUR = 1.3;

export function metresBetween([lon1, lat1], [lon2, lat2]) {
  const east = (lon2 - lon1) * METRES_PER_DEGREE * Math.cos((lat1 * Math.PI) / 180);
  const north = (lat2 - lat1) * METRES_PER_DEGREE;
  return Math.sqrt(east * east + north * north);
}

/**
 * How many of these doors, in this order, can still be begun in time, as things usually go.
 *
 * @param {{ here?: object | null, pace: { walk_speed: number, door_seconds: number, floor_seconds: number }, seconds: number }} options
 *   `seconds` until the last new door
 */
export function doorsThatFit(doors, { here = null, pace, seconds }) {
  let at = 0;
  let before = here;
  let fit = 0;
  for (const door of doors) {
    if (before) {
      const same = door.entrance && door.entrance === before.entrance;
      at += same ? 0 : (DETOUR * metresBetween(before.at, door.at)) / pace.walk_speed;
      at += Math.abs(door.floor - (same ? before.floor : 0)) * pace.floor_seconds;
    }
    if (at > seconds) break;
    fit += 1;
    at += pace.door_seconds;
    before = door;
  }
  return fit;
}

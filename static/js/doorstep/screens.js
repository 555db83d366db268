// The screens by name. Each comes when it is asked for, and all of them when it is quiet; the way out of danger is there at once.
import { safety } from "./screens/safety.js";

export const SCREENS = { safety };

const LATER = {
  account: () => import("./screens/account.js"),
  after: () => import("./screens/after.js"),
  card: () => import("./screens/card.js"),
  correct: () => import("./screens/correct.js"),
  doors: () => import("./screens/doors.js"),
  end: () => import("./screens/end.js"),
  entrance: () => import("./screens/entrance.js"),
  guide: () => import("./screens/guide.js"),
  looks: () => import("./screens/looks.js"),
  map: () => import("./screens/map.js"),
  nearby: () => import("./screens/nearby.js"),
  open: () => import("./screens/open.js"),
  other: () => import("./screens/other.js"),
  rest: () => import("./screens/rest.js"),
  start: () => import("./screens/start.js"),
  talk: () => import("./screens/talk.js"),
  waiting: () => import("./screens/waiting.js"),
  wish: () => import("./screens/wish.js"),
};

export async function fetchScreen(screen) {
  SCREENS[screen] ||= (await LATER[screen]())[screen];
}

// Where a network is missing a moment later, they are here already.
export function fetchAll() {
  return Promise.all(Object.keys(LATER).map(fetchScreen));
}

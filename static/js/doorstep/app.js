// The phone at the door: which screen shows, who is signed in, what waits to be sent.
import { get, put } from "../db.js";
import { NoAnswer, ask } from "../request.js";
import { countRows, makeSync } from "../sync.js";
import { settings, t } from "./dom.js";
import { draw, drawSync } from "./frame.js";
import { after } from "./screens/after.js";
import { correct } from "./screens/correct.js";
import { doors } from "./screens/doors.js";
import { end } from "./screens/end.js";
import { entrance } from "./screens/entrance.js";
import { guide } from "./screens/guide.js";
import { open } from "./screens/open.js";
import { other } from "./screens/other.js";
import { safety } from "./screens/safety.js";
import { start } from "./screens/start.js";
import { talk } from "./screens/talk.js";
import { wish } from "./screens/wish.js";
import { ShiftLog, earlierCounts } from "./shift.js";

const SCREENS = { after, correct, doors, end, entrance, guide, open, other, safety, start, talk, wish };
// Nobody needs these at the first door: they come when it is quiet, or when they are asked for.
const LATER = {
  map: () => import("./screens/map.js"),
  nearby: () => import("./screens/nearby.js"),
  rest: () => import("./screens/rest.js"),
};
const LOOK_AGAIN_MS = 60000;

let pressed = false;
let owed = false;

const app = {
  owner: null,
  name: "",
  log: null,
  routes: [],
  started: false,
  why: "",
  waiting: 0,
  rejected: 0,
  // What this phone did on turfs the duo had before this shift, and the turf its partner took.
  earlier: { mine: 0, opened: 0, talks: 0 },
  moved: null,
  screen: "start",
  params: {},

  go(screen, params = {}) {
    if (!SCREENS[screen]) {
      fetchScreen(screen).then(() => app.go(screen, params)).catch(() => {});
      return;
    }
    app.screen = screen;
    app.params = params;
    draw(app, SCREENS[screen](app, params), true);
    window.scrollTo(0, 0);
  },

  // Never while a thumb is down: the button under it would be another one when it comes up, and the tap be lost.
  redraw() {
    if (pressed) {
      owed = true;
      return;
    }
    draw(app, SCREENS[app.screen](app, app.params), false);
  },

  // Saved on the phone first; the page moves on at once, the network follows when it can.
  async save(work, next = "doors", params = {}) {
    try {
      await work();
    } catch (error) {
      app.fail(error);
      return;
    }
    await app.count();
    app.go(next, params);
    app.sync.kick();
  },

  logDoors(stops, outcome, more) {
    return app.save(() => app.log.logDoors(stops, outcome, more));
  },

  fail(error) {
    const box = document.getElementById("trouble");
    box.hidden = false;
    box.textContent = t("not_saved");
    window.setTimeout(() => { throw error; }, 0);
  },

  async count() {
    if (app.owner === null) return;
    Object.assign(app, await countRows(app.owner));
    drawSync(app);
  },

  async choose(assignment) {
    app.log = await ShiftLog.load(app.owner, assignment);
    app.started = Boolean(await get("meta", `started|${app.owner}|${assignment}`));
    if (!app.log) return;
    app.earlier = await earlierCounts(app.owner, app.log.bundle.shift);
    await put({ meta: [{ key: `route|${app.owner}`, value: assignment }] });
  },

  // To another turf of this shift; without a network one stays where one is.
  async follow(assignment) {
    try {
      const { moveTo } = await import("./nearby.js");
      app.go((await moveTo(app, assignment)) ? "doors" : "nearby", { why: "offline" });
    } catch (error) {
      app.fail(error);
    }
  },
};

async function fetchScreen(screen) {
  SCREENS[screen] ||= (await LATER[screen]())[screen];
}

async function whoIsHere() {
  const known = await get("meta", "owner");
  try {
    const { status, data } = await ask(settings.urls.session);
    if (status === 200 && data.user === null) {
      window.location.assign(settings.urls.login);
      return null;
    }
    if (status === 200) {
      await put({ meta: [{ key: "owner", value: data.user, name: data.name }] });
      return { owner: data.user, name: data.name };
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    app.why = "offline";
  }
  return known ? { owner: known.value, name: known.name } : null;
}

async function findRoutes() {
  try {
    const { status, data } = await ask(settings.urls.assignments);
    if (status === 200) return data.assignments;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
  const last = await get("meta", `route|${app.owner}`);
  return last ? [{ assignment: last.value }] : [];
}

let doorsChanged = false;

async function pull() {
  if (!app.log) return;
  if (await app.log.pull()) doorsChanged = true;
  if (!app.log.gone || app.moved) return;
  const { otherRoute } = await import("./nearby.js");
  app.moved = await otherRoute(app);
  if (app.moved) doorsChanged = true;
}

// Redrawn only where something changed, lest a button goes from under a thumb; a half-filled form never is.
async function sent(why) {
  const before = `${app.why} ${app.waiting} ${app.rejected}`;
  app.why = why;
  await app.count();
  const countsChanged = before !== `${app.why} ${app.waiting} ${app.rejected}`;
  const stale = (doorsChanged && ["doors", "entrance"].includes(app.screen)) || (countsChanged && app.screen === "end");
  doorsChanged = false;
  if (stale) app.redraw();
}

function thumbDown() {
  pressed = true;
}

// The click comes right after this event; what was put off comes after the click.
function thumbUp() {
  window.setTimeout(() => {
    pressed = false;
    if (owed) app.redraw();
    owed = false;
  }, 0);
}

async function lookAgain() {
  const released = app.log && (await app.log.releaseOld());
  if (released && app.screen === "doors") app.redraw();
  if (released || !document.hidden) app.sync.kick();
}

// The shell for when there is no network. A newer one takes over only while nothing waits to be sent.
async function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register(settings.worker, { updateViaCache: "none" });
  const relieve = () => registration.waiting && !app.waiting && registration.waiting.postMessage("activate");
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", relieve));
  relieve();
}

async function begin() {
  const person = await whoIsHere();
  if (person) {
    Object.assign(app, person);
    app.sync = makeSync({ owner: app.owner, urls: settings.urls, version: settings.version, pull, changed: sent });
    app.routes = await findRoutes();
    const [first, ...more] = app.routes;
    if (first && !more.length) await app.choose(first.assignment);
  }
  await app.count();
  app.go(app.log && app.started ? "doors" : "start");
  document.documentElement.dataset.ready = "1";
  if (!app.sync) return;
  // Where a network is missing a moment later, they are here already.
  for (const screen of Object.keys(LATER)) fetchScreen(screen).catch(() => {});
  keepShell().catch((error) => console.warn("no offline shell", error));
  app.sync.kick();
  window.setInterval(lookAgain, LOOK_AGAIN_MS);
}

window.addEventListener("pointerdown", thumbDown, true);
window.addEventListener("pointerup", thumbUp, true);
window.addEventListener("pointercancel", thumbUp, true);
begin().catch(app.fail);

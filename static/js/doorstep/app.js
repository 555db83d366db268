// The phone at the door: which screen shows, who is signed in, what waits to be sent.
import { CHOICES, apply } from "../core/display.js";
import { get, put } from "../db.js";
import { countRows, releaseHeld } from "../outbox.js";
import { arrive } from "./arrival.js";
import { markPlace } from "./back.js";
import { settings, t } from "./dom.js";
import { isDraft, markDraft } from "./drafts.js";
import { draw, drawSync } from "./frame.js";
import { SCREENS, fetchAll, fetchScreen } from "./screens.js";
import { ShiftLog, earlierCounts } from "./shift.js";
import { whenThumbIsUp } from "./thumb.js";

const LOOK_AGAIN_MS = 60000;
const SEND_AGAIN_MS = 5000;
const WHY_NOT_SAVED = { QuotaExceededError: "phone_full", Blocked: "close_other_tabs" };

let saving = false;
let doorsChanged = false;

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
  // Warnings of tonight that were read, and the door that was promised for now.
  read: new Set(),
  due: null,
  // Whether the two of a duo log on this one phone.
  onePhone: false,
  // The sheet of cards with codes, once it is on this phone.
  cards: null,
  // Called when it is quiet: a newer version may take over.
  calm: () => {},
  // As long as what sends is not here, everything waits on the phone.
  sync: { kick() {}, flush: async () => "offline" },
  screen: "start",
  params: {},

  go(screen, params = {}) {
    if (!SCREENS[screen]) {
      fetchScreen(screen).then(() => app.go(screen, params)).catch(() => app.say("not_here_yet"));
      return;
    }
    app.screen = screen;
    app.params = params;
    markDraft(isDraft(screen));
    draw(app, SCREENS[screen](app, params), true);
    markPlace();
    app.calm();
  },

  redraw() {
    whenThumbIsUp(() => draw(app, SCREENS[app.screen](app, app.params), false));
  },

  // Saved on the phone first; the page moves on at once, the network follows when it can.
  // A second tap meanwhile meant the same door. What cannot be saved stays on the page.
  // Who went to another screen meanwhile stays there.
  async save(work, next = "doors", params = {}) {
    if (saving) return;
    const shown = app.params;
    busy(true);
    try {
      await work();
      app.say("");
    } catch (error) {
      if (error.name !== "Changed") {
        app.fail(error);
        return;
      }
      app.say("talk_is_sealed");
    } finally {
      busy(false);
    }
    // It is written: the next door first, then how many wait. Also if the page breaks, it is sent.
    const stayed = app.params === shown || isDraft(app.screen);
    try {
      if (stayed) app.go(next, params);
      else redrawDoors();
    } finally {
      await app.count();
      app.sync.kick();
    }
  },

  fetchAll,

  logDoors(stops, outcome, more) {
    return app.save(() => app.log.logDoors(stops, outcome, more));
  },

  say(key) {
    const box = document.getElementById("trouble");
    box.hidden = !key;
    box.textContent = key && t(key);
  },

  fail(error) {
    app.say(WHY_NOT_SAVED[error.name] || "not_saved");
    window.setTimeout(() => { throw error; }, 0);
  },

  async count() {
    if (app.owner === null) return;
    Object.assign(app, await countRows(app.owner));
    drawSync(app);
  },

  // `here`: as it is on this phone, without asking the server first.
  async choose(assignment, { here = false } = {}) {
    app.log = await (here ? ShiftLog.stored : ShiftLog.load)(app.owner, assignment);
    if (!app.log) return;
    const { key, bundle } = app.log;
    const [started, onePhone, cards] = await Promise.all(
      [`started|${key}`, `one_phone|${app.owner}|${bundle.shift}`, `cards|${app.owner}|${bundle.shift}`].map((name) => get("meta", name)));
    app.started = Boolean(started);
    app.onePhone = Boolean(onePhone);
    app.cards = cards ? await openCards() : null;
    app.earlier = await earlierCounts(app.owner, bundle.shift);
    await put({ meta: [{ key: `route|${app.owner}`, value: assignment }, app.log.sealKey] });
  },
};

function busy(now) {
  saving = now;
  document.getElementById("dock").inert = now;
}

function redrawDoors() {
  if (["doors", "entrance"].includes(app.screen)) app.redraw();
}

async function openCards() {
  const { Cards } = await import("./cards.js");
  return Cards.open(app.owner, app.log.bundle.shift);
}

// The camera of the phone opens a sheet's address.
function takeSheet() {
  if (window.location.hash.startsWith("#sheet=")) import("./cards.js").then((cards) => cards.takeSheet(app)).catch(app.fail);
}

async function pull() {
  if (!app.log) return;
  if (await app.log.pull()) doorsChanged = true;
  if (await app.log.refresh()) doorsChanged = true;
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
  if (doorsChanged) redrawDoors();
  doorsChanged = false;
  if (countsChanged && ["end", "waiting"].includes(app.screen)) app.redraw();
  app.calm();
}

async function lookAgain() {
  const released = app.log && (await app.log.releaseOld());
  const due = app.log && app.log.route.due(Date.now());
  if ((released || due !== app.due) && app.screen === "doors") app.redraw();
  app.due = due;
  if (released || !document.hidden) app.sync.kick();
}

async function findShift({ walked, routes }) {
  if (walked) await app.choose(walked, { here: true });
  if (app.log) return;
  app.routes = await routes();
  const [first, ...more] = app.routes;
  if (first && !more.length) await app.choose(first.assignment);
}

// Nothing is sent before the first screen is there, so what sends comes after it.
async function startSending() {
  try {
    const { makeSync } = await import("../sync.js");
    app.sync = makeSync({ owner: app.owner, urls: settings.urls, version: settings.version, pull, changed: sent });
    app.sync.kick();
  } catch (error) {
    console.warn("cannot send yet", error);
    window.setTimeout(startSending, SEND_AGAIN_MS);
  }
}

async function begin() {
  // The page may come from the phone, drawn before somebody chose larger letters.
  Object.keys(CHOICES).forEach(apply);
  const { owner, name, why, ...found } = await arrive();
  Object.assign(app, { owner, name, why });
  if (owner !== null) {
    // What a page that was closed or killed still held goes with the next sending.
    await releaseHeld(owner);
    if (why !== "auth") await findShift(found);
  }
  await app.count();
  const first = app.why === "auth" ? "account" : app.log && app.started ? "doors" : "start";
  await fetchScreen(first);
  app.go(first, { expired: app.why === "auth" });
  document.documentElement.dataset.ready = "1";
  if (app.owner === null) return;
  import("./clock.js").then(({ lookAtClock }) => lookAtClock(app)).catch((error) => console.warn("clock not looked at", error));
  await startSending();
  app.fetchAll().catch(() => {});
  import("./update.js").then(({ keepShell }) => keepShell(app)).catch((error) => console.warn("no offline shell", error));
  import("./tidy.js").then(({ tidy }) => tidy()).catch((error) => console.warn("not tidied", error));
  takeSheet();
  window.setInterval(lookAgain, LOOK_AGAIN_MS);
}

window.addEventListener("hashchange", takeSheet);
// Opened without a network and without a route: there may be one now.
window.addEventListener("online", () => !app.log && app.screen === "start" && window.location.reload());
// Below the floor another script has said so already: nothing is begun that would not be kept.
if (!document.documentElement.dataset.tooOld) {
  begin().catch((error) => {
    app.fail(error);
    app.say("not_opened");
  });
}

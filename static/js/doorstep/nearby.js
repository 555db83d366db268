// "We have time left": asks the server what is free nearby, and moves the duo there. Needs a network.
import { put, remove } from "../db.js";
import { NoAnswer, ask } from "../request.js";
import { settings } from "./dom.js";
import { ShiftLog } from "./shift.js";

// About 50 metres; the server cuts as coarsely again.
const COARSE_LON = 0.0007;
const COARSE_LAT = 0.00045;

// A position for this one answer: rounded before it leaves the phone, and kept nowhere.
export function coarse({ longitude, latitude }) {
  const near = (value, grain) => Number((Math.round(value / grain) * grain).toFixed(5));
  return { lon: near(longitude, COARSE_LON), lat: near(latitude, COARSE_LAT) };
}

async function post(app, url, body) {
  try {
    const session = await ask(settings.urls.session);
    if (session.status !== 200 || session.data.user !== app.owner) return { status: 401, data: null };
    return await ask(url.replace("ASSIGNMENT", app.log.bundle.assignment), { csrf: session.data.csrf, body });
  } catch (error) {
    if (error instanceof NoAnswer) return { status: 0, data: null };
    throw error;
  }
}

export function askNearby(app, position = null) {
  const stop = app.log.route.lastStop;
  return post(app, settings.urls.nearby, position ? coarse(position) : stop ? { stop } : {});
}

export function askTurf(app, turf) {
  return post(app, settings.urls.take, { turf });
}

// Another turf of this shift that the duo has by now, when this one is theirs no more.
export async function otherRoute(app) {
  let answer = null;
  try {
    answer = await ask(settings.urls.assignments);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
  if (!answer || answer.status !== 200) return null;
  const { data } = answer;
  const { assignment, shift } = app.log.bundle;
  return data.assignments.find((route) => route.shift === shift && route.assignment !== assignment) || null;
}

// To another turf of this shift; without a network one stays where one is.
export async function follow(app, assignment) {
  app.go((await moveTo(app, assignment)) ? "doors" : "nearby", { why: "offline" });
}

/** Leaves this route for another: false without a network, and then nothing changed. */
export async function moveTo(app, assignment) {
  const next = await ShiftLog.load(app.owner, assignment);
  if (!next) return false;
  const before = app.log;
  await before.release();
  await before.note("walk_back");
  const { mine, opened, talks } = before.route.counts();
  const sum = app.earlier;
  const counts = { mine: sum.mine + mine, opened: sum.opened + opened, talks: sum.talks + talks };
  const started = { key: `started|${next.key}`, value: new Date().toISOString() };
  const route = { key: `route|${app.owner}`, value: assignment };
  await put({ meta: [started, route, next.sealKey, { key: `earlier|${app.owner}`, shift: next.bundle.shift, counts }] });
  await next.note("walk_out");
  await remove("bundles", [before.key]);
  await remove("meta", [`started|${before.key}`, `order|${before.key}`]);
  Object.assign(app, { log: next, earlier: counts, started: true, moved: null });
  await app.count();
  app.sync.kick();
  return true;
}

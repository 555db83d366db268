// "Ready to leave?": what a phone needs for an evening without network, tried out, and said as it is.
import { get } from "../db.js";
import { clockIsOff } from "./clock.js";
import { day, h, icon, phoneLink, plural, t, time } from "./dom.js";

const LEAST_BATTERY = 0.4;
const PATIENCE_MS = 20000;
// A private window, or a phone that is nearly full: a browser gives either very little.
const LEAST_SPACE_BYTES = 300e6;

// Written at the loading of the route; read back here, door by door, from the phone itself.
async function route(app) {
  const stored = await get("bundles", app.log.key);
  const doors = stored ? stored.bundle.doors.length : 0;
  return doors === app.log.bundle.doors.length ? ["saved", plural("check_route", doors)] : ["warn", t("check_no_route")];
}

async function shell(app) {
  const patience = new Promise((resolve) => { window.setTimeout(() => resolve(null), PATIENCE_MS); });
  const worker = "serviceWorker" in navigator && (await Promise.race([navigator.serviceWorker.ready, patience]));
  await app.fetchAll();
  return worker ? ["saved", t("check_shell")] : ["warn", t("check_no_shell")];
}

async function persists() {
  const { storage } = navigator;
  const kept = storage && storage.persist && ((await storage.persisted()) || (await storage.persist()));
  return kept ? ["saved", t("check_persists")] : ["info", t("check_persists_not")];
}

// Safari and Firefox refuse a file system of its own there; older Chromium gave a small quota. Newer ones do not tell.
async function isPrivate() {
  const { storage } = navigator;
  if (!storage) return false;
  if (storage.getDirectory) {
    try {
      await storage.getDirectory();
    } catch {
      return true;
    }
  }
  const { quota = Infinity } = storage.estimate ? await storage.estimate() : {};
  const heap = performance.memory ? performance.memory.jsHeapSizeLimit : 0;
  return quota < Math.max(LEAST_SPACE_BYTES, heap * 2);
}

async function ordinary() {
  if (await isPrivate()) return ["warn", t("check_private")];
  return navigator.userAgentData || performance.memory ? ["info", t("check_private_unknown")] : ["saved", t("check_not_private")];
}

async function battery() {
  if (!navigator.getBattery) return ["info", t("check_battery_unknown")];
  const { level, charging } = await navigator.getBattery();
  const values = { percent: Math.round(level * 100) };
  return charging || level >= LEAST_BATTERY ? ["saved", t("check_battery", values)] : ["warn", t("check_battery_low", values)];
}

async function clock(app) {
  const now = new Date();
  if (!clockIsOff(app.log.bundle.starts_at)) return ["saved", t("check_clock")];
  return ["warn", t("check_clock_off", { day: day(now), year: now.getFullYear(), time: time(now) })];
}

async function safetyNumber(app) {
  const { safety_phone: phone } = app.log.bundle;
  if (!phone) return ["warn", t("check_no_number")];
  return ["saved", t("check_number"), " ", h("a", { href: phoneLink(phone) }, phone)];
}

const CHECKS = { route, shell, persists, ordinary, battery, clock, safetyNumber };

async function show(app, name, row) {
  let answer = ["warn", t("check_failed")];
  try {
    answer = await CHECKS[name](app);
  } catch (error) {
    console.warn(`check of ${name} failed`, error);
  }
  const [glyph, ...words] = answer;
  row.dataset.state = glyph;
  row.replaceChildren(icon(glyph === "saved" ? "check" : glyph, t(`state_${glyph}`)), h("span", {}, ...words));
}

export function preflight(app, list) {
  const rows = Object.keys(CHECKS).map((name) => h("li", { "data-check": name }, icon("clock"), h("span", {}, t("checking"))));
  list.replaceChildren(...rows);
  const done = Object.keys(CHECKS).map((name, at) => show(app, name, rows[at]));
  Promise.all(done).then(() => list.removeAttribute("aria-busy"));
}

// "I am back": own counts, what is still to be sent, and leaving nothing on the phone.
import { remove } from "../../db.js";
import { clock } from "../../request.js";
import { clear } from "../../settling.js";
import { syncState } from "../frame.js";
import { button, h, icon, plural, settings, t } from "../dom.js";
import { waysOn } from "./start.js";

function stat(name, n) {
  return h("p.stat", {}, h("b", {}, String(n)), h("small.small", {}, plural(`count_${name}`, n)));
}

// One by one, why, and as a file.
function seeWaiting(app) {
  return button(".btn", "list", t("see_waiting"), () => app.go("waiting", { back: "end" }), { "data-go": "waiting" });
}

function waitingBox(app) {
  const words = app.why === "auth" ? t("sign_in_again_why") : t("only_on_phone");
  return h("section.banner.wait", {}, icon("cloud"),
    h("div.stack", {}, h("p", {}, h("b", {}, plural("waiting_here", app.waiting)), " ", words),
      h("p.chips", {}, button(".btn", "cloud", t("send_now"), () => app.log.release().then(app.sync.kick), { "data-go": "send" }), seeWaiting(app))));
}

function rejectedBox(app) {
  return h("section.banner.limit", {}, icon("warn"),
    h("div.stack", {}, h("p", {}, plural("rejected_why", app.rejected)), h("p.chips", {}, seeWaiting(app))));
}

const TRIES = 20;
const PAUSE_MS = 250;

// A flush that began before "I am back" may hold the lock: its turn is waited for, lest the phone be tapped twice.
async function sendAll(app) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const why = await app.sync.flush();
    await app.count();
    if (why !== "busy" || !app.waiting) return;
    await new Promise((resume) => { window.setTimeout(resume, PAUSE_MS); });
  }
}

// After everything is sent: the route, the log and the key that reads it.
async function wipe({ key, owner, bundle }) {
  const own = [`order|${key}`, `started|${key}`, `route|${owner}`, `earlier|${owner}`];
  own.push(`one_phone|${owner}|${bundle.shift}`, `cards|${owner}|${bundle.shift}`);
  await remove("bundles", [key]);
  const nothingLeft = await clear(owner);
  await remove("meta", nothingLeft ? [...own, `seal|${key}`] : own);
}

async function finish(app) {
  await app.log.release();
  await app.log.note("walk_back");
  await app.count();
  await sendAll(app);
  if (app.waiting) {
    app.go("end", { tried: true });
    return;
  }
  await remove("meta", [`started|${app.log.key}`, `route|${app.owner}`]);
  const { shift, starts_at: starts } = app.log.bundle;
  await wipe(app.log);
  app.log = null;
  app.started = false;
  app.routes = [];
  // Looking back is open once the shift has begun.
  app.go("end", { done: true, shift: Date.parse(starts) <= Date.now() + (clock.ahead || 0) ? shift : null });
}

// Mood, one fine and one hard moment, about us: on a page of its own, which needs a connection.
function lookBack(shift) {
  const href = settings.urls.lookBack.replace("SHIFT", shift);
  return h("a.btn.btn-main.btn-l.btn-wide", { href, "data-go": "look-back" }, t("look_back"));
}

function thanks(app, shift) {
  const safe = h("p.banner.ok", { role: "status" }, icon("saved"), h("span", {}, h("b", {}, t("all_safe")), " ", t("all_safe_why")));
  const main = [h("h1", {}, t("thanks", { name: app.name })), app.rejected ? rejectedBox(app) : safe, h("p", {}, t("debrief_waits"))];
  return { title: t("tab_shift"), main, dock: [shift && lookBack(shift), waysOn(app)] };
}

export function end(app, { done = false, tried = false, shift = null }) {
  if (done || !app.log) return thanks(app, shift);
  const now = app.log.route.counts();
  const main = [
    h("h1", {}, t("thanks", { name: app.name })),
    h("div.stats", {}, Object.entries({ doors: "mine", open: "opened", talks: "talks" }).map(([name, of]) => stat(name, now[of] + app.earlier[of]))),
    app.waiting > 0 && waitingBox(app),
    app.rejected > 0 && rejectedBox(app),
    tried && app.waiting > 0 && h("p", { role: "alert" }, t("not_all_sent")),
    h("p.muted", {}, t("not_done_yet")),
    button(".btn.btn-wide", "plus", t("time_left"), () => app.go("nearby"), { "data-go": "nearby" }),
    button(".btn.btn-wide", "check", t("your_shift"), () => app.go("start"), { "data-go": "shift" }),
    button(".btn.btn-wide", "sun", t("looks"), () => app.go("looks", { back: "end" }), { "data-go": "looks" }),
    button(".btn.btn-wide", "lock", t("sign_out"), () => app.go("account", { back: "end" }), { "data-go": "account" }),
  ];
  const dock = [
    button(".btn.btn-main.btn-l.btn-wide", "flag", t("i_am_back"), () => finish(app).catch(app.fail), { "data-go": "back" }),
    h("p.small.muted", {}, t("wipe_note")),
  ];
  return { title: t("tab_shift"), top: [syncState(app)], main, dock, tabs: true };
}

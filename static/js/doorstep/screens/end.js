// "I am back": own counts, what is still to be sent, and leaving nothing on the phone.
import { remove } from "../../db.js";
import { syncState } from "../frame.js";
import { button, h, icon, t } from "../dom.js";

function stat(n, words) {
  return h("p.stat", {}, h("b", {}, String(n)), h("small.small", {}, words));
}

function waitingBox(app) {
  const words = app.why === "auth" ? t("sign_in_again_why") : t("only_on_phone");
  return h("section.banner.wait", {}, icon("cloud"),
    h("div.stack", {}, h("p", {}, h("b", {}, t(app.waiting === 1 ? "waiting_here_one" : "waiting_here_many", { n: app.waiting })), " ", words),
      h("p.chips", {}, button(".btn", "cloud", t("send_now"), () => app.log.release().then(app.sync.kick)))));
}

function rejectedBox(app) {
  return h("section.banner.limit", {}, icon("warn"), h("p", {}, t("rejected_why", { n: app.rejected })));
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
  await app.log.wipe();
  app.log = null;
  app.started = false;
  app.routes = [];
  app.go("end", { done: true });
}

export function end(app, { done = false, tried = false }) {
  if (done || !app.log) {
    const safe = h("p.banner.ok", { role: "status" }, icon("saved"), h("span", {}, h("b", {}, t("all_safe")), " ", t("all_safe_why")));
    const main = [h("h1", {}, t("thanks", { name: app.name })), app.rejected ? rejectedBox(app) : safe];
    return { title: t("tab_shift"), main, safe: false };
  }
  const now = app.log.route.counts();
  const counts = Object.fromEntries(["mine", "opened", "talks"].map((name) => [name, now[name] + app.earlier[name]]));
  const main = [
    h("h1", {}, t("thanks", { name: app.name })),
    h("div.stats", {}, stat(counts.mine, t("count_doors")), stat(counts.opened, t("count_open")), stat(counts.talks, t("count_talks"))),
    app.waiting > 0 && waitingBox(app),
    app.rejected > 0 && rejectedBox(app),
    tried && app.waiting > 0 && h("p", { role: "alert" }, t("not_all_sent")),
    h("p.muted", {}, t("not_done_yet")),
  ];
  const dock = [
    button(".btn.btn-wide", "plus", t("time_left"), () => app.go("nearby"), { "data-go": "nearby" }),
    button(".btn.btn-main.btn-l.btn-wide", "flag", t("i_am_back"), () => finish(app).catch(app.fail)),
    h("p.small.muted", {}, t("wipe_note")),
  ];
  return { title: t("tab_shift"), top: [syncState(app)], main, dock, tabs: true };
}

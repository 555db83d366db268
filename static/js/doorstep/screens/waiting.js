// What is not on the server: what waits and why, what was refused and why. Nothing goes from here but by hand.
import { remove } from "../../db.js";
import { queueAgain } from "../../settling.js";
import { backButton } from "../frame.js";
import { exportFile, refusedRows } from "../handin.js";
import { button, h, icon, plural, settings, t } from "../dom.js";
import { placeOf } from "../words.js";

const WHY = { offline: "why_offline", server: "why_server", auth: "sign_in_again_why" };

async function look(app, params) {
  params.refused = app.rejected ? await refusedRows(app.owner) : [];
  if (app.params === params) app.redraw();
}

// A refused entry in the words it was logged with, as far as the route is still here.
function what(app, { store, item }) {
  if (store === "sealed") return t("a_talk");
  if (!item) return t("an_entry");
  const door = app.log && app.log.route.byStop.get(item.stop);
  const place = door ? placeOf(door) : t("a_door");
  if (item.type === "door") return `${place}: ${t(`outcome_${item.payload.outcome}`)}`;
  if (item.type === "undo") return `${place}: ${t("taken_back")}`;
  return t({ safety: "a_report", entrance: "a_street_door", note: "a_note" }[item.type] || "a_walk");
}

async function discard(app, params, row) {
  await remove(row.store, [row.id]);
  params.asked = null;
  await app.count();
  await look(app, params);
}

function refusedRow(app, params, row) {
  const ask = (id) => () => {
    params.asked = id;
    app.redraw();
  };
  const sure = params.asked === row.id && h("div.stack", { role: "alert" }, h("p", {}, t("discard_sure")),
    h("div.two", {},
      button(".btn.btn-limit", "bin", t("discard_yes"), () => discard(app, params, row).catch(app.fail), { "data-go": "discard-yes" }),
      button(".btn", null, t("discard_no"), ask(null))));
  return h("li.card.stack", { "data-refused": row.code || "" }, h("b", {}, what(app, row)), h("p", {}, row.why || t("refused_unreadable")),
    sure || h("p.chips", {}, button(".btn", "bin", t("discard"), ask(row.id), { "data-go": "discard" })));
}

function refused(app, params) {
  const again = () => queueAgain(app.owner).then(() => app.count()).then(() => {
    params.refused = [];
    app.sync.kick();
    app.redraw();
  }).catch(app.fail);
  return h("section.stack", {}, h("h2", {}, plural("rejected", app.rejected)), h("p.muted", {}, t("refused_why")),
    h("ul.stack.plain", {}, params.refused.map((row) => refusedRow(app, params, row))),
    button(".btn.btn-wide", "undo", t("send_again"), again, { "data-go": "send-again" }));
}

function unsent(app) {
  const words = h("p", {}, h("b", {}, plural("waiting_here", app.waiting)), " ", t(WHY[app.why] || "only_on_phone"));
  const signIn = app.why === "auth" && h("p.chips", {}, h("a.btn", { href: settings.urls.login }, icon("lock"), t("sign_in")));
  return h("section.banner.wait", {}, icon("cloud"), h("div.stack", {}, words, signIn));
}

/** As a file too, from any screen that tells of what waits. */
export function fileButton(app) {
  const save = () => exportFile(app).then((some) => app.say(some ? "" : "nothing_to_save")).catch(app.fail);
  return button(".btn.btn-wide", "download", t("save_file"), save, { "data-go": "file" });
}

export function waiting(app, params) {
  if (!params.refused || params.refused.length !== app.rejected) {
    params.refused ||= [];
    look(app, params).catch(app.fail);
  }
  const send = async () => {
    if (app.log) await app.log.release();
    await app.sync.flush();
    if (app.params === params) app.redraw();
  };
  const main = [
    h("h1", {}, t(app.waiting || app.rejected ? "not_sent_yet" : "all_safe")),
    app.waiting ? unsent(app) : null,
    app.rejected ? refused(app, params) : null,
    (app.waiting || app.rejected) && h("p.muted", {}, t("file_why")),
  ];
  const dock = app.waiting || app.rejected ? [fileButton(app)] : [];
  if (app.waiting && app.why !== "auth") dock.unshift(button(".btn.btn-main.btn-l.btn-wide", "cloud", t("send_now"), () => send().catch(app.fail), { "data-go": "send" }));
  const back = () => app.go(app.log && app.started ? params.back || "doors" : "start", params.then || {});
  return { title: t("not_sent_yet"), top: [backButton(t("back"), back)], main, dock };
}

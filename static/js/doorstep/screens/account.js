// Leaving this phone, or coming back to it after the sign-in ran out: notes that are not sent stay safe either way.
import { remove } from "../../db.js";
import { clear, forgetPerson } from "../../settling.js";
import { NoAnswer, ask } from "../../request.js";
import { backButton } from "../frame.js";
import { button, h, icon, plural, settings, t } from "../dom.js";
import { fileButton } from "./waiting.js";

async function endSession() {
  const { status, data } = await ask(settings.urls.session);
  if (status !== 200 || !data) throw new NoAnswer(settings.urls.session);
  if (data.user === null) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: data.csrf });
  const answer = await fetch(settings.urls.logout, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) throw new NoAnswer(settings.urls.logout);
}

// First the server, then the phone: signed in without one's notes helps nobody, the other way round neither.
async function leave(app, params, { keep }) {
  try {
    await endSession();
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof TypeError)) throw error;
    params.note = "sign_out_needs_network";
    app.redraw();
    return;
  }
  if (keep) {
    if (app.log) await remove("bundles", [app.log.key]);
  } else {
    await clear(app.owner);
    await forgetPerson(app.owner);
  }
  await remove("meta", ["owner"]);
  window.location.assign(settings.urls.login);
}

async function sendFirst(app, params) {
  if (app.log) await app.log.release();
  await app.sync.flush();
  await app.count();
  if (!app.waiting && !app.rejected) await leave(app, params, { keep: false });
  else {
    params.note = "not_all_sent";
    app.redraw();
  }
}

function expired(app) {
  const main = [
    h("h1", {}, t("sign_in_again")),
    h("p.banner.wait", {}, icon("lock"), h("span", {}, h("b", {}, plural("waiting_here", app.waiting + app.rejected)), " ", t("sign_in_again_why"))),
    h("p.muted", {}, t("file_why")),
  ];
  const dock = [h("a.btn.btn-main.btn-l.btn-wide", { href: settings.urls.login, "data-go": "sign-in" }, t("sign_in")), fileButton(app)];
  return { title: t("sign_in_again"), top: [], main, dock, safe: false };
}

export function account(app, params) {
  if (params.expired) return expired(app);
  const unsent = app.waiting + app.rejected;
  const act = (work) => () => work().catch(app.fail);
  const main = [
    h("h1", {}, t("sign_out_of", { name: app.name })),
    params.note && h("p.banner.limit", { role: "alert" }, icon("warn"), h("span", {}, t(params.note))),
    unsent
      ? h("p.banner.wait", {}, icon("cloud"), h("span", {}, h("b", {}, plural("waiting_here", unsent)), " ", t("sign_out_choose")))
      : h("p", {}, t("sign_out_clean")),
  ];
  const dock = unsent
    ? [
        button(".btn.btn-main.btn-l.btn-wide", "cloud", t("send_then_leave"), act(() => sendFirst(app, params)), { "data-go": "send" }),
        fileButton(app),
        button(".btn.btn-wide", "lock", t("keep_sealed"), act(() => leave(app, params, { keep: true })), { "data-go": "keep" }),
        h("p.small.muted", {}, t("keep_sealed_why")),
      ]
    : [button(".btn.btn-main.btn-l.btn-wide", "lock", t("sign_out"), act(() => leave(app, params, { keep: false })), { "data-go": "leave" })];
  return { title: t("sign_out"), top: [backButton(t("back"), () => app.go(params.back || "start"))], main, dock, safe: false };
}

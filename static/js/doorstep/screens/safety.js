// Something is wrong: first away, then call, and only then what it was.
import { backButton } from "../frame.js";
import { button, h, icon, phoneLink, t } from "../dom.js";

export function safety(app, { screen = "start", params = {}, stop, sent = false }) {
  const { safety_phone: one, safety_phone_2: two } = app.log ? app.log.bundle : {};
  const back = () => app.go(screen, params);
  const near = stop || (app.log && app.log.route.current()?.stop);
  const report = (about) => () =>
    app.save(() => app.log.note("safety", { stop: near || undefined, payload: { about } }), "safety", { screen, params, stop, sent: true });
  const main = [
    h("h1", {}, t("first_away")),
    h("p", {}, t("first_away_how")),
    app.log && !sent && h("section.stack", {}, h("h2", {}, t("what_was_it")), h("p.muted", {}, t("what_was_it_why")),
      h("div.stack", {}, ["door", "street", "duo"].map((about) => button(".btn.btn-wide", null, t(`about_${about}`), report(about), { "data-about": about })))),
    sent && h("p.banner.ok", { role: "status" }, icon("saved"), h("span", {}, t("report_noted"))),
  ];
  const dock = [
    h("a.btn.btn-limit.btn-l.btn-wide", { href: "tel:112" }, icon("phone"), t("call_112")),
    ...[...new Set([one, two])].filter(Boolean).map((phone) =>
      h("a.btn.btn-main.btn-l.btn-wide", { href: phoneLink(phone) }, icon("phone"), t("call_coordinator", { phone: phone.replaceAll(" ", "\u00a0") }))),
  ];
  return { title: t("unsafe"), top: [backButton(t("back"), back)], safe: false, main, dock };
}

// The conversation guide, to read before and during.
import { backButton, syncState } from "../frame.js";
import { h, said, t } from "../dom.js";

export function stepList(app) {
  const { talk } = app.log.bundle;
  const line = (step) => h("li", {}, h("span", {}, said(step)));
  return h("ol.steps", {}, talk.steps.map(line));
}

export function guide(app) {
  const { talk } = app.log.bundle;
  const main = [
    h("h1", {}, said(talk.topic)),
    h("p.say", {}, `“${said(talk.text)}”`),
    h("p.muted", {}, t("ends", { low: said(talk.low), high: said(talk.high) })),
    stepList(app),
  ];
  const top = app.started ? [syncState(app)] : [backButton(t("back"), () => app.go("start"))];
  return { title: t("tab_guide"), top, main, tabs: app.started };
}

// The conversation guide, to read or to hear before and during.
import { backButton, syncState } from "../frame.js";
import { h, said, t } from "../dom.js";
import { speakButton } from "../speech.js";
import { inOrder } from "../prompts.js";

export function stepList(steps) {
  return h("ol.steps", {}, steps.map((step) => h("li", {}, h("span", {}, said(step)), speakButton([said(step)]))));
}

export function guide(app) {
  const { talk } = app.log.bundle;
  const steps = inOrder(talk);
  const ends = t("ends", { low: said(talk.low), high: said(talk.high) });
  const main = [
    h("h1", {}, said(talk.topic)),
    h("p.say", {}, `“${said(talk.text)}”`),
    h("p.muted", {}, ends),
    speakButton([said(talk.text), ends, ...steps.map(said)]),
    stepList(steps),
  ];
  const top = app.started ? [syncState(app)] : [backButton(t("back"), () => app.go("start"))];
  return { title: t("tab_guide"), top, main, tabs: app.started };
}

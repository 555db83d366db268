// During the conversation: the sentence that asks leave, then the guide, one line a step; nothing to fill in.
import { backButton } from "../frame.js";
import { button, h, icon, plural, said, t } from "../dom.js";
import { speakButton } from "../speech.js";
import { fitWords, keptUp } from "../time_left.js";
import { inOrder, talkAt } from "../prompts.js";
import { stepList } from "./guide.js";

export function talk(app, { stop, began }) {
  const told = talkAt(app, stop);
  const [first, ...others] = inOrder(told);
  const minutes = () => Math.floor((Date.now() - began) / 60000);
  const clock = () => [plural("talking_for", minutes()), app.log.bundle.pace && fitWords(app)].filter(Boolean).join(". ");
  const done = () => app.go("after", { stop, minutes: (Date.now() - began) / 60000 });
  const main = [
    h("h1", {}, t("put_phone_away")),
    h("p.muted.clock", {}, icon("clock"), keptUp(h("span"), clock)),
    first && h("p.say", {}, said(first)),
    told.question && h("p.say", {}, `“${said(told.question)}”`),
    stepList(others),
    speakButton([first, told.question, ...others].filter(Boolean).map(said)),
  ];
  return {
    title: t("talking"),
    top: [backButton(t("back"), () => app.go("open", { stop }))],
    main,
    dock: [button(".btn.btn-main.btn-l.btn-wide", null, t("talk_done"), done, { "data-go": "after" })],
  };
}

// During the conversation: the guide, one line a step; nothing to fill in.
import { backButton } from "../frame.js";
import { button, h, t } from "../dom.js";
import { stepList } from "./guide.js";

export function talk(app, { stop, began }) {
  const done = () => app.go("after", { stop, minutes: (Date.now() - began) / 60000 });
  return {
    title: t("talking"),
    top: [backButton(t("back"), () => app.go("open", { stop }))],
    mainClass: "",
    main: [h("h1", {}, t("put_phone_away")), stepList(app)],
    dock: [button(".btn.btn-main.btn-l.btn-wide", null, t("talk_done"), done, { "data-go": "after" })],
  };
}

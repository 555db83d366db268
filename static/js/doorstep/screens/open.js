// The door is open: what to say first, and the five ways it can go; one tap each, the lasting one two.
import { backButton } from "../frame.js";
import { button, h, icon, said, t } from "../dom.js";
import { inOrder, talkAt } from "../prompts.js";
import { label } from "../words.js";

export function open(app, { stop }) {
  const door = app.log.route.byStop.get(stop);
  const talk = talkAt(app, stop);
  const [first] = inOrder(talk);
  const log = (outcome) => () => app.logDoors([stop], outcome, { label: label(app, [stop], outcome) });
  const deed = (outcome, glyph, key) => button(".btn.deed", glyph, t(key), log(outcome), { "data-outcome": outcome });
  const main = [
    h("div.row", {}, h("span.plate", { "aria-hidden": "true" }, door.number), h("h1", {}, t("door_is_open"))),
    door.arm && h("p.banner", { "data-arm": door.arm }, icon("split"), h("span", {}, t(`arm_${door.arm}`))),
    first && h("p.say", {}, said(first)),
    h("p.muted", {}, t("open_how")),
  ];
  const dock = [
    button(".btn.btn-main.btn-l.btn-wide", "st-talk", t("talk_begins"), () => app.go("talk", { stop, began: Date.now() }), { "data-go": "talk" }),
    h("div.two", {},
      deed("come_back", "clock", "no_time"),
      deed("not_interested", "st-done", "not_interested"),
      deed("no_shared_language", "users", "no_shared_language"),
      button(".btn.btn-limit.deed", "st-stop", t("do_not_ring"), () => app.go("wish", { stop }), { "data-go": "wish" })),
  ];
  return { title: t("door_is_open"), top: [backButton(t("still_shut"), () => app.go("doors"))], main, dock };
}

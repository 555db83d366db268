// "Do not ring again" holds everywhere and for years: asked twice.
import { backButton } from "../frame.js";
import { button, h, t } from "../dom.js";
import { label } from "../words.js";

export function wish(app, { stop, back = "open" }) {
  const door = app.log.route.byStop.get(stop);
  const no = () => app.go(back, { stop });
  const yes = () => app.logDoors([stop], "do_not_ring", { label: label(app, [stop], "do_not_ring") });
  const main = [
    h("div.row", {}, h("span.plate", { "aria-hidden": "true" }, door.number), h("h1", {}, t("wish"))),
    h("p", {}, t("wish_holds")),
    h("p.muted", {}, t("wish_back")),
  ];
  const dock = [
    button(".btn.btn-limit.btn-l.btn-wide", "st-stop", t("wish_yes"), yes, { "data-outcome": "do_not_ring" }),
    button(".btn.btn-l.btn-wide", null, t("wish_no"), no),
  ];
  return { title: t("wish"), top: [backButton(t("back"), no)], main, dock };
}

// What else can be at a door, and leaving it for later.
import { backButton } from "../frame.js";
import { button, h, t } from "../dom.js";
import { label } from "./doors.js";

export function other(app, { stop }) {
  const { route } = app.log;
  const door = route.byStop.get(stop);
  const log = (outcome) => () => app.logDoors([stop], outcome, { label: label(app, [stop], outcome) });
  const later = () => {
    route.putOff(stop);
    app.go("doors");
    app.log.keepOrder().catch(app.fail);
  };
  const unsafe = async () => {
    await app.logDoors([stop], "unsafe", { label: label(app, [stop], "unsafe") });
    app.go("safety", { screen: "doors", params: {}, stop });
  };
  const dock = [
    button(".btn.deed.btn-wide", "arrow", t("later"), later),
    button(".btn.deed.btn-wide", "st-noaccess", t("no_access"), log("no_access"), { "data-outcome": "no_access" }),
    button(".btn.deed.btn-wide", "x", t("no_address"), log("no_address"), { "data-outcome": "no_address" }),
    button(".btn.btn-limit.deed.btn-wide", "shield", t("felt_unsafe"), unsafe, { "data-outcome": "unsafe" }),
  ];
  const main = [h("div.row", {}, h("span.plate", { "aria-hidden": "true" }, door.number), h("h1", {}, t("what_else"))), h("p.muted", {}, `${door.street} ${door.number}`)];
  return { title: t("what_else"), top: [backButton(t("back"), () => app.go("doors"))], main, dock };
}

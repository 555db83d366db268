// What else can be at a door: leaving it for later, no way in, and a note for whoever comes next.
import { backButton } from "../frame.js";
import { button, h, t } from "../dom.js";
import { noteButtons } from "../notes.js";
import { label, placeOf } from "../words.js";

const MINUTES = [15, 30, 60];

export function other(app, { stop }) {
  const { route } = app.log;
  const door = route.byStop.get(stop);
  const log = (outcome) => () => app.logDoors([stop], outcome, { label: label(app, [stop], outcome) });
  const later = (minutes) => () => {
    route.putOff(stop, minutes && Date.now() + minutes * 60000);
    app.go("doors");
    app.log.keepOrder().catch(app.fail);
  };
  const unsafe = async () => {
    await app.logDoors([stop], "unsafe", { label: label(app, [stop], "unsafe") });
    app.go("safety", { screen: "doors", params: {}, stop });
  };
  const main = [
    h("div.row", {}, h("span.plate", { "aria-hidden": "true" }, door.number), h("h1", {}, t("what_else"))),
    h("p.muted", {}, placeOf(door)),
    h("section.stack", {}, h("h2", {}, t("later_when")),
      h("div.trio", {}, MINUTES.map((minutes) => button(".btn", null, t("in_minutes", { minutes }), later(minutes), { "data-later": minutes })))),
    noteButtons(app, { stop }, () => app.go("doors")),
  ];
  const dock = [
    h("div.two", {},
      button(".btn.deed", "clock", t("later"), later(0), { "data-later": "0" }),
      button(".btn.deed", "st-noaccess", t("no_access"), log("no_access"), { "data-outcome": "no_access" }),
      button(".btn.deed", "x", t("no_address"), log("no_address"), { "data-outcome": "no_address" }),
      button(".btn.btn-limit.deed", "shield", t("felt_unsafe"), unsafe, { "data-outcome": "unsafe" })),
  ];
  return { title: t("what_else"), top: [backButton(t("back"), () => app.go("doors"))], main, dock };
}

// What was logged last, with the way back in words; and after "no time now" a tap that says when, or none.
import { button, h, t, time } from "./dom.js";

const PARTS = ["morning", "afternoon", "evening"];
const WHILE_MIN = 30;

// Asked for nobody's sake but the next visit: later this shift, or another day.
function whenSuits(app) {
  const { last, route } = app.log;
  const [stop] = last.stops;
  if (last.outcome !== "come_back" || last.dayPart || route.later.has(stop)) return null;
  const another = (part) => () =>
    app.save(async () => {
      const here = route.chosen;
      await app.log.logDoors(last.stops, "come_back", { label: `${last.label}, ${t(part).toLowerCase()}`, dayPart: part });
      route.chosen = here;
    });
  const tonight = () =>
    app.save(async () => {
      const here = route.chosen;
      const due = Date.now() + WHILE_MIN * 60000;
      route.putOff(stop, due);
      route.chosen = here;
      last.label = `${last.label}, ${t("later_at", { time: time(due) })}`;
      await app.log.keepOrder();
    });
  return h("div.when", { role: "group", "aria-label": t("when_suits") }, h("b", {}, t("when_suits")),
    button(".btn.all", "clock", t("later_in", { minutes: WHILE_MIN }), tonight, { "data-later": WHILE_MIN }),
    PARTS.map((part) => button(".btn", null, t(part), another(part), { "data-part": part })));
}

export function toast(app) {
  const { last } = app.log;
  if (!last) return null;
  const undo = async () => {
    let undone = null;
    await app.save(async () => {
      undone = await app.log.undo();
    });
    if (undone && undone.answers) app.go("after", undone.answers);
  };
  const words = h("div.toast", { role: "status" }, h("span", {}, last.label), button(".btn", "undo", t("undo"), undo));
  const when = whenSuits(app);
  return when ? h("div.stack", {}, when, words) : words;
}

// What is left of the walk: how much of it fits, a shorter order, the planned order again, or more when time is left.
import { backButton } from "../frame.js";
import { button, h, icon, plural, t } from "../dom.js";
import { remainingOrder } from "../remaining.js";
import { asPlanned, fitWords, keptUp } from "../time_left.js";

function shorter(app, order) {
  const use = () => {
    app.log.route.walkInOrder(order.doors);
    app.go("doors");
    app.log.keepOrder().catch(app.fail);
  };
  const words = h("p", {}, t("shorter_saves", { metres: Math.round(order.saved / 10) * 10 }), " ", t("shorter_how"));
  return [words, button(".btn.btn-main.btn-wide", "arrow", t("shorten"), use, { "data-go": "shorten" })];
}

export function rest(app) {
  const { route } = app.log;
  const left = route.remaining();
  const order = remainingOrder(left, { here: route.here(), later: route.later });
  const main = [
    h("h1", {}, plural("doors_left", left.length)),
    h("p.banner", {}, icon("clock"), keptUp(h("span"), () => fitWords(app))),
    h("section.card.stack", {},
      h("h2", {}, t("order")),
      ...(order.saved ? shorter(app, order) : [h("p", {}, t("order_is_short"))]),
      route.reordered && button(".btn.btn-wide", "undo", t("as_planned"), () => asPlanned(app), { "data-go": "as-planned" })),
    h("section.card.stack", {},
      h("h2", {}, t("more_doors")),
      h("p", {}, t("time_left_why")),
      button(".btn.btn-wide", "plus", t("time_left"), () => app.go("nearby"), { "data-go": "nearby" })),
  ];
  return { title: t("order"), top: [backButton(t("back"), () => app.go("doors"))], main, tabs: true };
}

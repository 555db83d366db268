// Putting right what was logged at a door earlier: a new entry that replaces the old one.
import { backButton } from "../frame.js";
import { button, h, icon, t } from "../dom.js";
import { GLYPHS } from "../route.js";
import { label, placeOf, statusWords } from "../words.js";

const CHOICES = ["not_home", "come_back", "not_interested", "no_shared_language", "do_not_ring", "sticker", "no_access", "no_address"];

export function correct(app, { stop }) {
  const { route } = app.log;
  const door = route.byStop.get(stop);
  const own = Boolean(route.eventOf(stop));
  const log = (outcome) => () =>
    app.save(async () => {
      const here = route.chosen;
      await app.log.logDoors([stop], outcome, { label: label(app, [stop], outcome) });
      route.chosen = here;
    });
  const wish = () => app.go("wish", { stop, back: "correct" });
  const takeBack = () => app.save(() => app.log.takeBack([stop]));
  const now = route.statusOf(door);
  const main = [
    h("div.row", {}, h("span.plate", { "aria-hidden": "true" }, door.number), h("h1", {}, t("change_door", { door: placeOf(door) }))),
    h("p.st", {}, icon(GLYPHS[now]), statusWords(route, door)),
    now === "conversation" && h("p.muted", {}, t("talk_stays_sealed")),
    !own && h("p.muted", {}, t("logged_by_other")),
    h("div.three", {}, CHOICES.filter((outcome) => outcome !== now).map((outcome) =>
      button(".btn", GLYPHS[outcome], t(`outcome_${outcome}`), outcome === "do_not_ring" ? wish : log(outcome), { "data-outcome": outcome }))),
  ];
  const dock = own ? [button(".btn.btn-wide", "undo", t("take_back"), takeBack)] : [];
  return { title: t("change"), top: [backButton(t("back"), () => app.go("doors"))], main, dock };
}

// Notes about a place that the next duo is glad of: one tap puts one there, another takes it away.
import { h, t } from "./dom.js";
import { NOTES } from "./route.js";

/** @param {{ stop?: number, entrance?: number }} place */
export function noteButtons(app, place, then) {
  const { route } = app.log;
  const standing = route.notesAt(place);
  const chip = (code) => {
    const on = standing.includes(code);
    const onclick = async () => {
      await app.save(() => app.log.logNote(place, code, on), app.screen, app.params);
      then();
    };
    return h("button.btn.note", { type: "button", onclick, "aria-pressed": String(on), "data-note": code }, t(`note_${code}`));
  };
  return h("section.stack", {}, h("h2", {}, t("notes_add")), h("p.muted", {}, t("notes_why")), h("div.chips", {}, NOTES.map(chip)));
}

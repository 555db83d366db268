// The doors below the one in front: what comes, and what was done.
import { button, h, icon, plural, t } from "./dom.js";
import { GLYPHS } from "./route.js";
import { placeOf, statusWords } from "./words.js";

const SHOWN = 12;

export function upcoming(app, door) {
  const { route } = app.log;
  const rows = [];
  const seen = new Set([door.entrance]);
  let spill = !door.core;
  for (const other of route.remaining()) {
    if (rows.length >= SHOWN || other === door) continue;
    if (!other.core && !spill) {
      spill = true;
      rows.push(h("li.spill", {}, h("span", {}, t("if_time"))));
    }
    const shared = route.entranceOf(other);
    if (!shared) rows.push(single(app, other, door));
    else if (!seen.has(shared.id)) {
      seen.add(shared.id);
      rows.push(group(app, shared));
    }
  }
  return rows;
}

function single(app, other, door) {
  const { route } = app.log;
  const first = () => {
    route.chosen = other.stop;
    app.go("doors");
  };
  const place = other.street === door.street ? "" : `${other.street}, `;
  const notes = route.notesFor(other).map((code) => `, ${t(`note_${code}`)}`);
  return h("li", {}, h("b", {}, other.number), h("span", {}, place + statusWords(route, other), ...notes),
    button(".btn.btn-text", null, t("this_first"), first, { "aria-label": t("this_first_of", { door: placeOf(other) }) }));
}

function group(app, shared) {
  const { route } = app.log;
  const left = route.behind(shared.id).filter((door) => route.isOpen(door)).length;
  const last = route.entranceOutcome(shared.id);
  const words = [shared.label || t("entrance"), plural("bells", left), last && t(`street_door_${last}`)].filter(Boolean).join(", ");
  return h("li", {}, h("b", {}, icon("door")), h("span", {}, words),
    button(".btn.btn-text", null, t("open_list"), () => app.go("entrance", { id: shared.id }), { "data-entrance": shared.id }));
}

export function past(app) {
  const { route } = app.log;
  const done = route.doors.filter((door) => route.outcomeOf(door.stop) && !route.isOpen(door));
  if (!done.length) return null;
  const row = (door) =>
    h("li.past", {}, h("b", {}, door.number), h("span.st", {}, icon(GLYPHS[route.statusOf(door)]), statusWords(route, door)),
      button(".btn.btn-text", null, t("change"), () => app.go("correct", { stop: door.stop }), { "aria-label": t("change_of", { door: placeOf(door) }) }));
  // Shut, as it mostly is, it costs the next door nothing.
  const list = h("ol.doors", {}, app.pastOpen && done.map(row));
  const remember = (event) => {
    app.pastOpen = event.target.open;
    if (app.pastOpen && !list.childNodes.length) list.append(...done.map(row));
  };
  return h("details", { open: app.pastOpen, ontoggle: remember }, h("summary.tap", {}, t("logged", { n: done.length })), list);
}

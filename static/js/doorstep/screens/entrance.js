// Behind one street door: how it went at the intercom, bells by floor, several at once; or the whole entrance in two taps.
import { backButton } from "../frame.js";
import { button, h, icon, t } from "../dom.js";
import { noteButtons } from "../notes.js";
import { GLYPHS } from "../route.js";
import { toast } from "../toast.js";
import { floorWords, label, statusWords } from "../words.js";
import { tagList } from "./doors.js";

function cell(app, door, picked, refresh) {
  const { route } = app.log;
  const input = h("input", {
    type: "checkbox", name: "bell", value: door.stop, checked: picked.has(door.stop), disabled: !route.isOpen(door),
    onchange: (event) => {
      if (event.target.checked) picked.add(door.stop);
      else picked.delete(door.stop);
      refresh();
    },
  });
  return h("label.opt", {}, input, h("span", {}, icon(GLYPHS[route.statusOf(door)], statusWords(route, door)), door.number));
}

function floorRows(app, doors, picked) {
  const { route } = app.log;
  const refresh = () => app.redraw();
  const all = (row) => () => {
    const open = row.filter((door) => route.isOpen(door)).map((door) => door.stop);
    const taken = open.every((stop) => picked.has(stop));
    for (const stop of open) {
      if (taken) picked.delete(stop);
      else picked.add(stop);
    }
    refresh();
  };
  const floors = [...new Set(doors.map((door) => door.floor))].sort((a, b) => b - a);
  return floors.map((floor) => {
    const row = doors.filter((door) => door.floor === floor);
    const words = floorWords(row[0]);
    return h("fieldset.floor", {}, h("legend", {}, words),
      h("div.bells", {}, row.map((door) => cell(app, door, picked, refresh))),
      row.some((door) => route.isOpen(door)) && button(".btn.btn-text", null, t("whole_floor"), all(row), { "aria-label": t("whole_floor_of", { floor: words }), "data-floor": floor }));
  });
}

// What is logged about the chosen bells, or about all of them.
function bellDeeds(app, params, stops, left) {
  const { route } = app.log;
  const log = (some, outcome) => () => {
    const next = left.length > some.length ? "entrance" : "doors";
    return app.save(async () => {
      await app.log.logDoors(some, outcome, { label: label(app, some, outcome) });
      params.picked.clear();
    }, next, params);
  };
  if (!stops.length) {
    const all = left.map((door) => door.stop);
    return h("div.two", {},
      button(".btn.deed", "st-noaccess", t("whole_no_access"), log(all, "no_access"), { disabled: !all.length, "data-whole": "no_access" }),
      button(".btn.deed", "st-nothome", t("whole_silent"), log(all, "not_home"), { disabled: !all.length, "data-whole": "not_home" }));
  }
  const one = stops.length === 1 && route.byStop.get(stops[0]);
  return h("div.two", {},
    button(".btn.btn-wait.deed", "st-nothome", one ? t("not_home") : t("nobody_opens"), log(stops, "not_home"), { "data-outcome": "not_home" }),
    one
      ? button(".btn.btn-main.deed", "open", t("open"), () => app.go("open", { stop: one.stop }), { "data-go": "open" })
      : button(".btn.deed", "st-noaccess", t("no_access"), log(stops, "no_access"), { "data-outcome": "no_access" }));
}

// Silent: everybody was tried. Refused: nobody was; their doors wait until the rest is done, and for another day.
function streetDeeds(app, params, left) {
  const { route } = app.log;
  const stops = left.map((door) => door.stop);
  const outcomes = { silent: "not_home", no_access: "no_access" };
  const log = (outcome) => () =>
    app.save(async () => {
      const doors = stops.length ? outcomes[outcome] : null;
      const entrance = { id: params.id, outcome };
      if (doors) await app.log.logDoors(stops, doors, { label: label(app, stops, doors), entrance });
      else await app.log.logEntrance(params.id, outcome);
      if (outcome !== "refused") return;
      for (const stop of stops) route.putOff(stop);
      await app.log.keepOrder();
    }, outcome === "let_in" ? "entrance" : "doors", params);
  const deed = (kind, glyph, outcome) =>
    button(`.btn.deed${kind}`, glyph, t(`street_door_${outcome}`), log(outcome), { "data-street-door": outcome });
  return h("div.two", {}, deed(".btn-main", "open", "let_in"), deed("", "belloff", "silent"), deed("", "st-noaccess", "no_access"), deed("", "x", "refused"));
}

export function entrance(app, params) {
  const { route } = app.log;
  const shared = route.bundle.entrances.find((one) => one.id === params.id);
  const doors = route.behind(params.id);
  const left = doors.filter((door) => route.isOpen(door));
  const picked = (params.picked ||= new Set());
  const stops = [...picked];
  const last = route.entranceOutcome(shared.id);
  const inside = stops.length > 0 || route.entered.get(params.id) === "let_in";
  const main = [
    h("h1", {}, shared.label || `${doors[0].street}, ${t("entrance")}`),
    last && h("p.st", {}, icon(last === "let_in" ? "open" : "st-noaccess"), t(route.entered.has(params.id) ? "street_door_now" : "street_door_last", { words: t(`street_door_${last}`) })),
    tagList(route.notesAt({ entrance: params.id })),
    h("p.muted", {}, t(inside ? "entrance_how" : "street_door_how")),
    ...floorRows(app, doors, picked),
    noteButtons(app, { entrance: params.id }, () => {}),
  ];
  const deeds = inside ? bellDeeds(app, params, stops, left) : streetDeeds(app, params, left);
  return { title: t("entrance"), top: [backButton(t("back"), () => app.go("doors"))], main, dock: [toast(app), deeds] };
}

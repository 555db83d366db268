// Door by door: the house number on its plate, one tap for "not home", the street as a strip, the list below.
import { button, h, icon, t } from "../dom.js";
import { GLYPHS } from "../route.js";
import { asPlanned, fitWords } from "../time_left.js";

const SHOWN = 12;

export function statusWords(route, door) {
  const status = route.statusOf(door);
  return t(status === "again" ? "second_time" : status === "done" ? "done" : `outcome_${status}`);
}

export function viewSwitch(app, now) {
  const choice = (value, glyph) => {
    const input = h("input", { type: "radio", name: "view", value, checked: value === now, onchange: () => app.go(value) });
    return h("label.opt", {}, input, h("span", {}, icon(glyph), t(`view_${value}`)));
  };
  return h("fieldset.seg", {}, h("legend.vh", {}, t("view")), choice("doors", "list"), choice("map", "map"));
}

function strip(route, door) {
  const house = (other) => {
    const mark = icon(GLYPHS[route.statusOf(other)], statusWords(route, other));
    return h("li", { "aria-current": other === door && "step" }, mark, other.number);
  };
  return h("ol.gevel", { tabindex: 0, "aria-label": t("strip") }, route.front(door).map(house));
}

function upcoming(app, door) {
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
  const first = () => {
    app.log.route.chosen = other.stop;
    app.go("doors");
  };
  const place = other.street === door.street ? "" : `${other.street}, `;
  return h("li", {}, h("b", {}, other.number), h("span", {}, place + statusWords(app.log.route, other)),
    button(".btn.btn-text", null, t("this_first"), first, { "aria-label": t("this_first_of", { door: `${other.street} ${other.number}` }) }));
}

function group(app, shared) {
  const doors = app.log.route.behind(shared.id);
  const left = doors.filter((door) => app.log.route.isOpen(door)).length;
  return h("li", {}, h("b", {}, icon("door")), h("span", {}, `${shared.label || t("entrance")}, ${t("bells", { n: left })}`),
    button(".btn.btn-text", null, t("open_list"), () => app.go("entrance", { id: shared.id })));
}

function past(app) {
  const { route } = app.log;
  const done = route.doors.filter((door) => route.outcomeOf(door.stop));
  if (!done.length) return null;
  const row = (door) =>
    h("li.past", {}, h("b", {}, door.number), h("span.st", {}, icon(GLYPHS[route.statusOf(door)]), statusWords(route, door)),
      button(".btn.btn-text", null, t("change"), () => app.go("correct", { stop: door.stop }), { "aria-label": t("change_of", { door: `${door.street} ${door.number}` }) }));
  const remember = (event) => {
    app.pastOpen = event.target.open;
  };
  return h("details", { open: app.pastOpen, ontoggle: remember }, h("summary.tap", {}, t("logged", { n: done.length })), h("ol.doors", {}, done.map(row)));
}

// Asked for nobody's sake but the next pass: a tap more, or none.
function whenSuits(app) {
  const { last, route } = app.log;
  if (last.outcome !== "come_back" || last.dayPart) return null;
  const note = (part) => () =>
    app.save(async () => {
      const here = route.chosen;
      await app.log.logDoors(last.stops, "come_back", { label: `${last.label}, ${t(part).toLowerCase()}`, dayPart: part });
      route.chosen = here;
    });
  const choice = (part) => button(".btn", null, t(part), note(part), { "data-part": part });
  return h("div.when", { role: "group", "aria-label": t("when_suits") }, h("b", {}, t("when_suits")), ["morning", "afternoon", "evening"].map(choice));
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

export function label(app, stops, outcome) {
  const door = app.log.route.byStop.get(stops[0]);
  const words = t(outcome === "conversation" ? "saved_talk" : `outcome_${outcome}`);
  return stops.length > 1 ? t("toast_many", { n: stops.length, words }) : t("toast", { door: door.number, words });
}

function deeds(app, door) {
  const log = (outcome) => () => app.logDoors([door.stop], outcome, { label: label(app, [door.stop], outcome) });
  return h("div.two", {},
    button(".btn.btn-wait.deed", "st-nothome", t("not_home"), log("not_home"), { "data-outcome": "not_home" }),
    button(".btn.btn-main.deed", "open", t("open"), () => app.go("open", { stop: door.stop }), { "data-go": "open" }),
    button(".btn", "st-stop", t("sticker"), log("sticker"), { "data-outcome": "sticker" }),
    button(".btn", "more", t("other"), () => app.go("other", { stop: door.stop })));
}

// Never by itself: what is left is put in another order only on the page behind this line.
function restLine(app) {
  const { bundle, route } = app.log;
  // A route loaded before an update of the app.
  if (!bundle.pace) return null;
  const go = () => app.go("rest");
  const line = button(".btn.btn-wide", "clock", fitWords(app), go, { "data-go": "rest" });
  if (!route.reordered) return line;
  return h("div.stack", {}, line, button(".btn.btn-text.btn-wide", "undo", t("as_planned"), () => asPlanned(app), { "data-go": "as-planned" }));
}

// Another of the duo took a new turf: this one stays on the screen until one goes along.
function movedBox(app) {
  if (!app.moved) return null;
  const go = () => app.follow(app.moved.assignment);
  return h("section.banner.wait", { role: "status" }, icon("arrow"),
    h("div.stack", {}, h("p", {}, t("duo_moved", { turf: app.moved.turf })), h("p.chips", {}, button(".btn", "arrow", t("go_along"), go, { "data-go": "along" }))));
}

function finished(app) {
  const back = button(".btn.btn-main.btn-l.btn-wide", "flag", t("to_end"), () => app.go("end"));
  const more = button(".btn.btn-wide", "plus", t("time_left"), () => app.go("nearby"), { "data-go": "nearby" });
  const main = [movedBox(app), h("h1", {}, t("all_doors_done")), h("p", {}, t("all_doors_done_why")), past(app)];
  return { title: t("all_doors_done"), main, dock: [toast(app), back, more], tabs: true };
}

export function doors(app) {
  const { route } = app.log;
  const door = route.current();
  if (!door) return finished(app);
  const shared = route.entranceOf(door);
  const counts = route.counts();
  const hint = door.state === "again" ? t("second_time") : door.core ? "" : t("if_time");
  const main = [
    movedBox(app),
    h("section.now", { "aria-label": t("this_door") },
      h("span.plate.plate-nr", { "aria-hidden": "true", "data-long": door.number.length > 3 }, door.number),
      h("h1", {}, `${door.street} ${door.number}`),
      h("p.muted", {}, [hint, shared && floorWords(door)].filter(Boolean).join(" "))),
    h("div.row", {}, viewSwitch(app, "doors"),
      h("p.push.muted.num", {}, t("so_far", { done: counts.core, all: app.log.bundle.core }))),
    strip(route, door),
    restLine(app),
    shared && button(".btn.btn-wide", "list", t("whole_entrance"), () => app.go("entrance", { id: shared.id })),
    h("ol.doors", {}, upcoming(app, door)),
    past(app),
  ];
  return { title: `${door.street} ${door.number}`, main, dock: [toast(app), deeds(app, door)], tabs: true };
}

export function floorWords(door) {
  return door.floor === 0 ? t("ground_floor") : t("floor", { n: door.floor });
}


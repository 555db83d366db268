// Door by door: the house number on its plate, one tap for "not home", the street as a strip, the list below.
import { button, h, icon, t, time } from "../dom.js";
import { past, upcoming } from "../door_list.js";
import { GLYPHS } from "../route.js";
import { asPlanned, fitWords, keptUp } from "../time_left.js";
import { toast } from "../toast.js";
import { floorWords, label, placeOf, statusWords } from "../words.js";

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
    return h("li", { "aria-current": other === door && "step", "data-done": !route.isOpen(other) }, mark, other.number);
  };
  return h("ol.gevel", { tabindex: 0, "aria-label": t("strip") }, route.front(door).map(house));
}

function deeds(app, door) {
  const log = (outcome) => () => app.logDoors([door.stop], outcome, { label: label(app, [door.stop], outcome) });
  return h("div.two", {},
    button(".btn.btn-wait.deed", "st-nothome", t("not_home"), log("not_home"), { "data-outcome": "not_home" }),
    button(".btn.btn-main.deed", "open", t("open"), () => app.go("open", { stop: door.stop }), { "data-go": "open" }),
    button(".btn", "st-stop", t("sticker"), log("sticker"), { "data-outcome": "sticker" }),
    button(".btn", "more", t("other"), () => app.go("other", { stop: door.stop }), { "data-go": "other" }));
}

// Never by itself: what is left is put in another order only on the page behind this line.
function restLine(app) {
  const { bundle, route } = app.log;
  // A route loaded before an update of the app.
  if (!bundle.pace) return null;
  const line = h("button.btn.btn-wide.fits", { type: "button", onclick: () => app.go("rest"), "data-go": "rest" },
    icon("clock"), keptUp(h("span"), () => fitWords(app)));
  if (!route.reordered) return line;
  return h("div.stack", {}, line, button(".btn.btn-text.btn-wide", "undo", t("as_planned"), () => asPlanned(app), { "data-go": "as-planned" }));
}

function box(kind, glyph, words, ...buttons) {
  return h(`section.banner${kind}`, { role: "status" }, icon(glyph),
    h("div.stack", {}, h("p", {}, ...words), h("p.chips", {}, ...buttons)));
}

// Another of the duo took a new turf: this one stays on the screen until one goes along.
function movedBox(app) {
  if (!app.moved) return null;
  const go = () => import("../nearby.js").then(({ follow }) => follow(app, app.moved.assignment)).catch(app.fail);
  return box(".wait", "arrow", [t("duo_moved", { turf: app.moved.turf })], button(".btn", "arrow", t("go_along"), go, { "data-go": "along" }));
}

// A door that was promised for about now.
function dueBox(app) {
  const { route } = app.log;
  const door = route.due(Date.now());
  if (!door) return null;
  const go = () => {
    route.chosen = door.stop;
    app.go("doors");
  };
  const words = t("due_now", { time: time(route.later.get(door.stop)), door: placeOf(door) });
  return box(".wait", "clock", [words], button(".btn", "arrow", t("go_there"), go, { "data-go": "due" }));
}

// Where another duo felt unsafe tonight: the street and the hour, nothing else is known here.
function warningBox(app) {
  const { warnings = [] } = app.log.bundle;
  const fresh = warnings.filter(({ street, at }) => !app.read.has(street + at));
  if (!fresh.length) return null;
  const seen = () => {
    for (const { street, at } of fresh) app.read.add(street + at);
    app.redraw();
  };
  const places = fresh.map(({ street, at }) => `${street}, ${time(at)}`).join("; ");
  return box(".limit", "shield", [h("b", {}, t("warned")), ` ${places}. `, t("warned_how")], button(".btn", "check", t("understood"), seen, { "data-go": "warned" }));
}

// What is known of a place, in a row of words.
export function tagList(codes, warned = false) {
  const tags = codes.map((code) => h("li.tag.wait", {}, icon("info"), t(`note_${code}`)));
  if (warned) tags.unshift(h("li.tag.limit", {}, icon("shield"), t("warned_street")));
  return tags.length > 0 && h("ul.tags", { "aria-label": t("notes") }, tags);
}

function tags(app, door) {
  const { bundle, route } = app.log;
  return tagList(route.notesFor(door), (bundle.warnings || []).some(({ street }) => street === door.street));
}

function hint(app, door) {
  const { route } = app.log;
  const shared = route.entranceOf(door);
  const again = door.state === "again" || route.statusOf(door) === "come_back";
  const parts = [again ? t("second_time") : "", door.core ? "" : t("if_time"), shared ? floorWords(door) : ""];
  return parts.filter(Boolean).join(" · ");
}

function finished(app) {
  const back = button(".btn.btn-main.btn-l.btn-wide", "flag", t("to_end"), () => app.go("end"));
  const more = button(".btn.btn-wide", "plus", t("time_left"), () => app.go("nearby"), { "data-go": "nearby" });
  const main = [warningBox(app), movedBox(app), h("h1", {}, t("all_doors_done")), h("p", {}, t("all_doors_done_why")), past(app)];
  return { title: t("all_doors_done"), main, dock: [toast(app), back, more], tabs: true };
}

export function doors(app) {
  const { route } = app.log;
  const door = route.current();
  if (!door) return finished(app);
  const shared = route.entranceOf(door);
  const counts = route.counts();
  const main = [
    warningBox(app),
    movedBox(app),
    dueBox(app),
    h("section.now", { "aria-label": t("this_door") },
      h("span.plate.plate-nr", { "aria-hidden": "true", "data-long": door.number.length > 4 }, door.number),
      h("div", {}, h("h1", {}, placeOf(door)), hint(app, door) && h("p.muted", {}, hint(app, door))),
      tags(app, door)),
    h("div.row", {}, viewSwitch(app, "doors"),
      h("p.push.muted.num", {}, t("so_far", { done: counts.core, all: app.log.bundle.core }))),
    strip(route, door),
    restLine(app),
    shared && button(".btn.btn-wide", "list", t("whole_entrance"), () => app.go("entrance", { id: shared.id }), { "data-go": "entrance" }),
    h("ol.doors", {}, upcoming(app, door)),
    past(app),
  ];
  return { title: placeOf(door), main, dock: [toast(app), deeds(app, door)], tabs: true };
}

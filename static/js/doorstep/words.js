// A door in words: what is known of it, and what was logged.
import { plural, t, time } from "./dom.js";

export function placeOf(door) {
  return `${door.street} ${door.number}`;
}

export function floorWords(door) {
  return door.floor === 0 ? t("ground_floor") : t("floor", { n: door.floor });
}

export function statusWords(route, door) {
  if (route.later.has(door.stop) && route.isOpen(door)) {
    const due = route.later.get(door.stop);
    return due ? t("later_at", { time: time(due) }) : t("later_after");
  }
  const status = route.statusOf(door);
  const words = t(status === "again" ? "second_time" : status === "done" ? "done" : `outcome_${status}`);
  return route.byOthers(door.stop) ? t("by_others", { words }) : words;
}

// For the line that offers to take it back.
export function label(app, stops, outcome) {
  const door = app.log.route.byStop.get(stops[0]);
  const words = t(outcome === "conversation" ? "saved_talk" : `outcome_${outcome}`);
  return stops.length > 1 ? plural("toast", stops.length, { words }) : t("toast", { door: door.number, words });
}

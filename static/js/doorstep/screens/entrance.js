// Behind one street door: bells by floor, several at once; or the whole entrance in two taps.
import { backButton } from "../frame.js";
import { button, h, icon, t } from "../dom.js";
import { GLYPHS } from "../route.js";
import { floorWords, label, statusWords, toast } from "./doors.js";

function cell(app, door, picked, refresh) {
  const { route } = app.log;
  const open = route.isOpen(door);
  const input = h("input", {
    type: "checkbox", name: "bell", value: door.stop, checked: picked.has(door.stop), disabled: !open,
    onchange: (event) => {
      if (event.target.checked) picked.add(door.stop);
      else picked.delete(door.stop);
      refresh();
    },
  });
  return h("label.opt", {}, input, h("span", {}, icon(GLYPHS[route.statusOf(door)], statusWords(route, door)), door.number));
}

export function entrance(app, params) {
  const { route } = app.log;
  const shared = route.bundle.entrances.find((one) => one.id === params.id);
  const doors = route.behind(params.id);
  const left = doors.filter((door) => route.isOpen(door));
  const picked = (params.picked ||= new Set());
  const refresh = () => app.redraw();
  const pickAll = (some) => () => {
    const open = some.filter((door) => route.isOpen(door)).map((door) => door.stop);
    const all = open.every((stop) => picked.has(stop));
    for (const stop of open) {
      if (all) picked.delete(stop);
      else picked.add(stop);
    }
    refresh();
  };
  const log = (stops, outcome) => () =>
    app.save(async () => {
      await app.log.logDoors(stops, outcome, { label: label(app, stops, outcome) });
      picked.clear();
    }, route.behind(params.id).filter((door) => route.isOpen(door)).length > stops.length ? "entrance" : "doors", params);
  const floors = [...new Set(doors.map((door) => door.floor))].sort((a, b) => b - a);
  const floorRow = (floor) => {
    const row = doors.filter((door) => door.floor === floor);
    return h("fieldset.floor", {}, h("legend", {}, floorWords(row[0])),
      h("div.bells", {}, row.map((door) => cell(app, door, picked, refresh))),
      row.some((door) => route.isOpen(door)) && button(".btn.btn-text", null, t("whole_floor"), pickAll(row), { "aria-label": t("whole_floor_of", { floor: floorWords(row[0]) }) }));
  };
  const stops = [...picked];
  const one = stops.length === 1;
  const deeds = stops.length
    ? [h("div.two", {},
        button(".btn.btn-wait.deed", "st-nothome", one ? t("not_home") : t("nobody_opens"), log(stops, "not_home"), { "data-outcome": "not_home" }),
        one
          ? button(".btn.btn-main.deed", "open", t("open"), () => app.go("open", { stop: stops[0] }))
          : button(".btn.deed", "st-noaccess", t("no_access"), log(stops, "no_access")))]
    : [h("div.two", {},
        button(".btn.deed", "st-noaccess", t("whole_no_access"), log(left.map((door) => door.stop), "no_access"), { disabled: !left.length }),
        button(".btn.deed", "st-nothome", t("whole_silent"), log(left.map((door) => door.stop), "not_home"), { disabled: !left.length }))];
  const main = [
    h("h1", {}, shared.label || `${doors[0].street}, ${t("entrance")}`),
    h("p.muted", {}, t("entrance_how")),
    ...floors.map(floorRow),
  ];
  return { title: t("entrance"), top: [backButton(t("back"), () => app.go("doors"))], main, dock: [toast(app), ...deeds] };
}

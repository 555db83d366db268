// The route drawn from its own lines: no tile, no third party. Leaflet comes only when the map is asked for.
import { button, h, icon, settings, t } from "../dom.js";
import { GLYPHS } from "../route.js";
import { label, placeOf, statusWords } from "../words.js";
import { viewSwitch } from "./doors.js";

const LEGEND = [["st-new", "outcome_new"], ["st-nothome", "outcome_not_home"], ["st-talk", "outcome_conversation"], ["st-done", "done"], ["st-stop", "outcome_sticker"], ["st-noaccess", "outcome_no_access"]];
// The zoom at which the signs of neighbouring front doors stand beside each other.
const DOORS_APART = 19;
let styled = false;
let loading = null;

// Only this screen has a map: the first page does not wait for how it looks.
function style() {
  if (!styled) document.head.append(h("link", { rel: "stylesheet", href: settings.mapStyle }));
  styled = true;
}

function loadLeaflet() {
  loading ||= new Promise((resolve, reject) => {
    const sheet = h("link", { rel: "stylesheet", href: settings.leaflet.css });
    const script = h("script", { src: settings.leaflet.js, onload: () => resolve(window.L), onerror: reject });
    document.head.append(sheet, script);
  });
  return loading;
}

const flip = ([lon, lat]) => [lat, lon];

function drawMap(app, L, box) {
  const { bundle, route } = app.log;
  const map = L.map(box, { attributionControl: false, zoomControl: false, maxZoom: 20 });
  const here = route.current();
  const points = bundle.doors.map((door) => flip(door.at));
  map.fitBounds(L.latLngBounds(points).pad(0.1));
  for (const street of bundle.streets) {
    L.polyline(street.line.map(flip), { className: "map-street-edge", weight: 12 }).addTo(map);
    L.polyline(street.line.map(flip), { className: "map-street", weight: 10 }).addTo(map);
  }
  if (bundle.line.length) L.polyline(bundle.line.map(flip), { className: "map-route" }).addTo(map);
  for (const door of bundle.doors) {
    const mark = door === here ? h("span.plate.plate-s", {}, door.number) : icon(GLYPHS[route.statusOf(door)]);
    const sign = L.divIcon({ html: mark, className: "map-sign", iconSize: door === here ? null : [24, 24] });
    const title = `${placeOf(door)}, ${statusWords(route, door)}`;
    const marker = L.marker(flip(door.at), { icon: sign, title, alt: title, keyboard: true }).addTo(map);
    marker.on("click", () => {
      if (!route.isOpen(door)) return;
      route.chosen = door.stop;
      app.go("map");
    });
  }
  if (here) map.setView(flip(here.at), DOORS_APART, { animate: false });
  return map;
}

// The position stays on the phone: it is drawn, not stored, not sent.
function findMe(L, map) {
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const at = [coords.latitude, coords.longitude];
    L.circleMarker(at, { className: "map-start", radius: 9 }).addTo(map);
    map.panTo(at);
  }, () => {}, { enableHighAccuracy: true, timeout: 10000 });
}

export function map(app) {
  style();
  const { route, bundle: { credit } } = app.log;
  const door = route.current();
  const box = h("div.canvas", { "aria-label": t("map_of", { turf: app.log.bundle.turf }), role: "region" });
  const ready = async () => {
    try {
      const L = await loadLeaflet();
      if (!box.isConnected) return;
      const drawn = drawMap(app, L, box);
      tools.firstChild.addEventListener("click", () => findMe(L, drawn));
    } catch {
      box.replaceChildren(h("p.empty", {}, t("no_map")));
    }
  };
  const tools = h("div.tools", {}, button(".btn", "here", "", () => {}, { "aria-label": t("where_am_i") }));
  const legend = h("ul.legend", { "aria-label": t("legend") }, LEGEND.map(([glyph, key]) => h("li.st", {}, icon(glyph), t(key))));
  const main = [h("h1.vh", {}, t("view_map")), h("div.map", {}, box, legend, tools, credit && h("span.credit", {}, credit))];
  const words = door && { label: label(app, [door.stop], "not_home") };
  const notHome = () => app.save(() => app.log.logDoors([door.stop], "not_home", words), "map");
  const deeds = door && h("div.two", {},
    button(".btn.btn-wait.deed", "st-nothome", t("not_home"), notHome, { "data-outcome": "not_home" }),
    button(".btn.btn-main.deed", "open", t("open"), () => app.go("open", { stop: door.stop })));
  const dock = door ? [h("div.row", {}, h("span.plate", {}, door.number), h("b", {}, placeOf(door)), h("span.push.muted", {}, statusWords(route, door))), deeds] : [];
  return { title: t("view_map"), top: [viewSwitch(app, "map")], mainClass: "map-main", main, dock, tabs: true, ready };
}

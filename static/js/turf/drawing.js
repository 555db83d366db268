// Drawing with the mouse or a finger: Leaflet.draw's handlers behind our own buttons, in our own words and colours.
import { colour } from "../map/ground.js";

const L = window.L;

function speak(texts) {
  const { handlers } = L.drawLocal.draw;
  handlers.polygon.tooltip = { cont: texts.area_next, end: texts.area_end, start: texts.area_start };
  handlers.polyline.tooltip = { cont: texts.line_next, end: texts.line_end, start: texts.line_start };
  handlers.polyline.error = texts.crosses;
}

function cornerIcon() {
  return new L.DivIcon({ className: "leaflet-div-icon leaflet-editing-icon map-corner", iconSize: new L.Point(16, 16) });
}

export function lineStyle(name = "map-route") {
  return { color: colour(name), fillColor: colour(name), fillOpacity: 0.15, opacity: 1, weight: 4 };
}

// Leaflet.draw's own cross on a corner stands in the middle of it.
export function cornerOptions() {
  return { icon: cornerIcon(), touchIcon: cornerIcon() };
}

// kind: "polygon" or "polyline". done(layer) once it is finished, during(latlngs) at every corner, ended() always.
export function startDrawing(map, kind, texts, { done, during, ended }) {
  speak(texts);
  const options = { ...cornerOptions(), shapeOptions: lineStyle(), showArea: false, showLength: false };
  const Handler = kind === "polygon" ? L.Draw.Polygon : L.Draw.Polyline;
  const handler = new Handler(map, { ...options, allowIntersection: kind !== "polygon" });
  const onVertex = ({ layers }) => during?.(layers.getLayers().map((marker) => marker.getLatLng()));
  const onDone = ({ layer }) => done(layer);
  const onStop = () => {
    map.off(L.Draw.Event.DRAWVERTEX, onVertex);
    map.off(L.Draw.Event.CREATED, onDone);
    map.off(L.Draw.Event.DRAWSTOP, onStop);
    ended();
  };
  map.on(L.Draw.Event.DRAWVERTEX, onVertex);
  map.on(L.Draw.Event.CREATED, onDone);
  map.on(L.Draw.Event.DRAWSTOP, onStop);
  handler.enable();
  return handler;
}

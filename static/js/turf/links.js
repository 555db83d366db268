// Closing a street by pressing it, adding a way by drawing it; the list beside the map does both by name.
import { addBackdrop } from "../map/backdrop.js";
import { boundsOf, colour, connectTools, fetchJson, makeMap, pageData } from "../map/ground.js";
import { lineStyle, startDrawing } from "./drawing.js";

const L = window.L;
const data = pageData("map-data");
const map = makeMap(document.getElementById("map"), data.extent);
const line = document.getElementById("id_line");
const drawn = document.getElementById("drawn");
const buttons = { draw: document.querySelector("[data-link-draw]"), stop: document.querySelector("[data-link-stop]") };
const streets = new Map();
let added = null;
let chosen = null;
let handler = null;

function streetStyle({ closed, barred }, isChosen) {
  if (isChosen) {
    return { color: colour("map-route"), dashArray: null, opacity: 1, weight: 7 };
  }
  if (closed) {
    return { color: colour("map-long"), dashArray: "2 8", opacity: 1, weight: 6 };
  }
  return { color: colour("map-3"), dashArray: barred ? "2 8" : null, opacity: 0.35, weight: 6 };
}

function restyle(id) {
  const street = streets.get(id);
  street?.setStyle(streetStyle(street.about, id === chosen));
}

function choose(id) {
  const before = chosen;
  chosen = id;
  if (before !== null) {
    restyle(before);
  }
  restyle(id);
}

function press(id) {
  if (handler) {
    return;
  }
  choose(id);
  window.htmx.ajax("GET", `${data.piece}?segment=${id}`, { swap: "innerHTML", target: "#chosen" });
}

function addStreet({ properties, geometry }) {
  const layer = L.geoJSON(geometry).getLayers()[0];
  layer.about = properties;
  layer.on("click", () => press(properties.id)).addTo(map);
  streets.set(properties.id, layer);
  restyle(properties.id);
}

async function showStreets() {
  const { features } = await fetchJson(data.streets);
  for (const feature of features) {
    if (feature.properties.kind === "street") {
      addStreet(feature);
    } else {
      L.geoJSON(feature, { interactive: false, style: { ...lineStyle(), dashArray: "8 4" } }).addTo(map);
    }
  }
  const asked = document.querySelector("#chosen [data-segment]");
  if (asked) {
    choose(Number(asked.dataset.segment));
  }
}

function setDrawing(on) {
  buttons.draw.hidden = on;
  buttons.stop.hidden = !on;
}

function draw() {
  setDrawing(true);
  handler = startDrawing(map, "polyline", data.texts, {
    done(layer) {
      added?.remove();
      added = layer.addTo(map);
      line.value = layer.getLatLngs().map(({ lng, lat }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(" ");
      drawn.hidden = false;
      document.getElementById("id_note").focus();
    },
    ended() {
      handler = null;
      setDrawing(false);
    },
  });
}

buttons.draw.addEventListener("click", draw);
buttons.stop.addEventListener("click", () => (handler?._markers?.length > 1 ? handler.completeShape() : handler?.disable()));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    handler?.disable();
  }
});
L.geoJSON(data.edge, {
  interactive: false,
  style: { color: colour("map-ink"), dashArray: "2 6", fill: false, opacity: 0.6, weight: 1.5 },
}).addTo(map);
addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), () => boundsOf(data.extent));
showStreets();

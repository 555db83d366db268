// Drawing an area: the edge on the map and the text in the form are one thing; whichever changes draws the other.
import { addBackdrop } from "../map/backdrop.js";
import { boundsOf, colour, connectTools, fetchJson, makeMap, pageData } from "../map/ground.js";
import { cornerOptions, lineStyle, startDrawing } from "./drawing.js";

const L = window.L;
const DECIMALS = 6;
const data = pageData("map-data");
const map = makeMap(document.getElementById("map"), data.extent);
const text = document.getElementById("id_shape");
const buttons = {
  draw: document.querySelector("[data-area-draw]"),
  stop: document.querySelector("[data-area-stop]"),
  undo: document.querySelector("[data-area-undo]"),
};
const edge = L.featureGroup().addTo(map);
let handler = null;

function rounded(value) {
  return Array.isArray(value) ? value.map(rounded) : Number(value.toFixed(DECIMALS));
}

function write(polygons) {
  const coordinates = rounded(polygons);
  const shape = coordinates.length === 1 ? { type: "Polygon", coordinates: coordinates[0] } : { type: "MultiPolygon", coordinates };
  text.value = polygons.length ? JSON.stringify(shape) : "";
  text.dispatchEvent(new Event("drawn", { bubbles: true }));
}

function writeEdge() {
  write(edge.getLayers().map((layer) => layer.toGeoJSON().geometry.coordinates));
}

function polygonsOf(shape) {
  if (shape?.type === "FeatureCollection") {
    return shape.features.flatMap((feature) => polygonsOf(feature));
  }
  if (shape?.type === "Feature") {
    return polygonsOf(shape.geometry);
  }
  if (shape?.type === "Polygon") {
    return [shape.coordinates];
  }
  return shape?.type === "MultiPolygon" ? shape.coordinates : [];
}

function show(polygons) {
  edge.clearLayers();
  for (const coordinates of polygons) {
    const layer = L.polygon(L.GeoJSON.coordsToLatLngs(coordinates, 1), lineStyle());
    layer.options.poly = cornerOptions();
    edge.addLayer(layer);
    layer.editing.enable();
    layer.on("edit", writeEdge);
  }
}

// Half-typed text is no shape yet; the server says what is wrong with a whole one.
function read() {
  try {
    show(polygonsOf(JSON.parse(text.value || "null")));
    return edge.getLayers().length > 0;
  } catch {
    return false;
  }
}

function home() {
  return edge.getLayers().length ? edge.getBounds() : boundsOf(data.extent);
}

function setDrawing(on) {
  buttons.draw.hidden = on;
  buttons.stop.hidden = !on;
  buttons.undo.hidden = !on;
}

function draw() {
  const before = text.value;
  edge.clearLayers();
  setDrawing(true);
  let finished = false;
  handler = startDrawing(map, "polygon", data.texts, {
    done(layer) {
      finished = true;
      write([layer.toGeoJSON().geometry.coordinates]);
    },
    during(corners) {
      if (corners.length > 2) {
        write([[[...corners, corners[0]].map(({ lng, lat }) => [lng, lat])]]);
      }
    },
    ended() {
      handler = null;
      setDrawing(false);
      if (!finished) {
        text.value = before;
        text.dispatchEvent(new Event("drawn", { bubbles: true }));
      }
      read();
    },
  });
}

async function showOthers() {
  const shapes = await fetchJson(data.coverage);
  L.geoJSON(shapes, {
    filter: ({ properties }) => properties.id !== data.own,
    interactive: false,
    style: { color: colour("map-ink"), dashArray: "2 6", fill: false, opacity: 0.6, weight: 1.5 },
  }).addTo(map);
}

buttons.draw.addEventListener("click", draw);
buttons.stop.addEventListener("click", () => handler?.disable());
buttons.undo.addEventListener("click", () => handler?.deleteLastVertex());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    handler?.disable();
  }
});
text.addEventListener("input", () => read() && map.fitBounds(home(), { padding: [24, 24] }));

// A circle around an address, chosen from the list: the name that was typed stays.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-circle]");
  if (link) {
    event.preventDefault();
    text.value = link.dataset.circle;
    text.dispatchEvent(new Event("drawn", { bubbles: true }));
    if (read()) {
      map.fitBounds(home(), { padding: [24, 24] });
    }
    document.getElementById("id_name").focus();
  }
});

addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), home);
showOthers();
if (read()) {
  map.fitBounds(home(), { animate: false, padding: [24, 24] });
}

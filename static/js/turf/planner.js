// The planner: the map and the list show the same turfs, and choosing one in either chooses it in both.
import { addBackdrop } from "../map/backdrop.js";
import { boundsOf, colour, connectTools, fetchJson, makeMap, pageData, sign } from "../map/ground.js";

const L = window.L;
const data = pageData("map-data");
const map = makeMap(document.getElementById("map"), data.extent);
const grounds = new Map();
const walks = new Map();
let chosen = null;
let startMark = null;

const FILLS = { ok: "map-3", long: "map-long", room: "map-0" };

function groundStyle(fit, isChosen) {
  return {
    color: colour("map-ink"),
    dashArray: isChosen ? "9 6" : null,
    fillColor: colour(FILLS[fit]),
    fillOpacity: fit === "ok" ? 0.2 : 0.5,
    weight: isChosen ? 4 : 1.5,
  };
}

function walkStyle(isChosen) {
  return {
    color: colour("map-route"),
    dashArray: isChosen ? "1 7" : null,
    interactive: false,
    lineCap: "round",
    opacity: isChosen ? 1 : 0,
    weight: 3.5,
  };
}

function markList(id) {
  for (const line of document.querySelectorAll("[data-turf]")) {
    const mine = Number(line.dataset.turf) === id;
    line.classList.toggle("sel", mine);
    const name = line.querySelector("[data-turf-pick]");
    if (!name) {
      continue; // its name is being changed: a form stands in the line
    }
    line.querySelector("[data-turf-acts]").hidden = !mine;
    if (mine) {
      name.setAttribute("aria-current", "true");
      line.scrollIntoView({ block: "nearest" });
    } else {
      name.removeAttribute("aria-current");
    }
  }
}

function choose(id) {
  if (chosen !== null && grounds.has(chosen)) {
    grounds.get(chosen).setStyle(groundStyle(grounds.get(chosen).fit, false));
    walks.get(chosen)?.setStyle(walkStyle(false));
  }
  startMark?.remove();
  chosen = id;
  markList(id);
  const ground = grounds.get(id);
  if (!ground) {
    return;
  }
  ground.setStyle(groundStyle(ground.fit, true)).bringToFront();
  const walk = walks.get(id);
  if (walk) {
    walk.setStyle(walkStyle(true)).bringToFront();
    const look = { color: colour("map-street"), fillColor: colour("map-route"), fillOpacity: 1, radius: 7, weight: 2 };
    startMark = L.circleMarker(walk.getLatLngs()[0], { ...look, interactive: false }).addTo(map);
  }
  if (!map.getBounds().contains(ground.getBounds())) {
    map.fitBounds(ground.getBounds(), { maxZoom: 17, padding: [40, 40] });
  }
}

function addTurf({ properties, geometry }) {
  const layer = L.geoJSON(geometry).getLayers()[0];
  if (properties.kind === "walk") {
    walks.set(properties.id, layer.setStyle(walkStyle(false)).addTo(map));
    return;
  }
  layer.fit = properties.fit;
  layer.setStyle(groundStyle(properties.fit, false)).on("click", () => choose(properties.id)).addTo(map);
  grounds.set(properties.id, layer);
  const [lon, lat] = properties.label;
  sign([lat, lon], String(properties.number), { title: properties.name })
    .on("click", () => choose(properties.id))
    .addTo(map);
}

function home() {
  const all = L.featureGroup([...grounds.values()]);
  return grounds.size ? all.getBounds() : boundsOf(data.extent);
}

async function showTurfs() {
  const { features } = await fetchJson(data.shapes);
  for (const feature of features) {
    addTurf(feature);
  }
  map.fitBounds(home(), { animate: false, padding: [24, 24] });
  if (data.chosen) {
    choose(data.chosen);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-turf-pick]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    window.history.replaceState(null, "", link.href);
    choose(Number(link.closest("[data-turf]").dataset.turf));
  }
});

// A renamed line comes back as a new element: mark it again.
document.addEventListener("htmx:afterSettle", () => markList(chosen));

L.geoJSON(data.edge, {
  interactive: false,
  style: { color: colour("map-ink"), dashArray: "2 6", fill: false, opacity: 0.6, weight: 1.5 },
}).addTo(map);
addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), home);
if (data.shapes) {
  showTurfs();
}

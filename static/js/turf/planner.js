// The planner: the map and the list show the same turfs, and choosing or changing one in either does it in both.
import { addBackdrop } from "../map/backdrop.js";
import { boundsOf, colour, connectTools, makeMap, pageData } from "../map/ground.js";
import { MapActs } from "./planner_acts.js";
import { PlanShapes } from "./planner_shapes.js";

const L = window.L;
const htmx = window.htmx;
const data = pageData("map-data");
const map = makeMap(document.getElementById("map"), data.extent);
const shapes = new PlanShapes(map, data, { onTurf: pressTurf, onSide: (...side) => acts.pressSide(...side) });
const acts = new MapActs(shapes, data.texts, say);
const aside = document.querySelector(".planner aside");
let startMark = null;

function say(words) {
  const line = document.createElement("p");
  line.className = "said";
  line.textContent = words;
  document.getElementById("said").replaceChildren(line);
}

function chosenInList() {
  return Number(document.getElementById("plan")?.dataset.chosen) || null;
}

function zoomTo(id) {
  const bounds = shapes.bounds(id);
  if (bounds) {
    map.fitBounds(bounds, { maxZoom: 18, padding: [40, 40] });
  }
}

// Pressing the chosen turf once more shows it from near by.
function pressTurf(id, number, place) {
  if (acts.mode === "start") {
    pressGround(place);
    return;
  }
  if (acts.pressTurf(id, number)) {
    return;
  }
  if (id === shapes.chosen) {
    zoomTo(id);
  } else {
    htmx.ajax("GET", `${data.list}?turf=${id}`, { swap: "outerHTML", target: "#plan" });
  }
}

function showStart(lat, lon) {
  startMark?.remove();
  const look = { color: colour("map-0"), fillColor: colour("map-ink"), fillOpacity: 1, radius: 9, weight: 3 };
  startMark = L.circleMarker([lat, lon], { ...look, interactive: false }).addTo(map);
}

// The map says so while it lags behind the list.
let lagging = 0;
async function catchUp(work) {
  const box = map.getContainer();
  lagging += 1;
  box.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    lagging -= 1;
    if (!lagging) {
      box.removeAttribute("aria-busy");
    }
  }
}

// After every answer of the server the list is what holds; the map follows it.
async function follow({ moveMap = true } = {}) {
  const id = chosenInList();
  const isNew = id !== shapes.chosen;
  window.history.replaceState(null, "", id === null ? window.location.pathname : `?turf=${id}`);
  document.querySelector(".turf.sel")?.scrollIntoView({ block: "nearest" });
  await shapes.choose(id);
  const bounds = id === null ? null : shapes.bounds(id);
  if (isNew && moveMap && bounds && !map.getBounds().contains(bounds)) {
    map.fitBounds(bounds, { maxZoom: 17, padding: [40, 40] });
  }
}

function home() {
  return shapes.bounds() ?? boundsOf(data.extent);
}

function wireActs() {
  document.addEventListener("click", (event) => {
    if (event.target.closest('[aria-disabled="true"][data-map-join]')) {
      return;
    }
    if (event.target.closest("[data-map-join]")) {
      acts.toggleJoin();
    }
    const again = event.target.closest('.turf.sel [aria-current="true"]');
    if (again) {
      zoomTo(Number(again.closest("[data-turf]").dataset.turf));
    }
    if (event.target.closest("[data-pick-start]")) {
      acts.begin("start");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && acts.isWaiting()) {
      acts.stop();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches('#act-move input[name="face"]')) {
      acts.showSides();
    }
    if (event.target.matches("[data-show-before]")) {
      shapes.showBefore(event.target.checked);
    }
  });
  map.on("click", ({ latlng }) => pressGround(latlng));
}

function pressGround({ lat, lng }) {
  if (acts.mode !== "start") {
    return;
  }
  acts.end();
  document.getElementById("said").replaceChildren();
  showStart(lat, lng);
  const field = document.getElementById("id_start");
  field.value = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

function wireAnswers() {
  // A refusal carries the plan as it is: it is shown as any answer is.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if ([409, 422].includes(detail.xhr.status)) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
  });
  // Gone: thrown away by somebody else. The page as it is now says so.
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 404) {
      window.location.reload();
    }
  });
  document.addEventListener("turf-changed", ({ detail }) => catchUp(async () => {
    if (detail.all) {
      await shapes.load();
    } else if (detail.turfs) {
      shapes.drop(detail.gone);
      await shapes.load(detail.turfs);
    }
    await follow({ moveMap: false });
  }));
  // The list is taken out and put in again: where one was in it stays.
  let scrolled = 0;
  document.addEventListener("htmx:beforeSwap", () => {
    scrolled = aside.scrollTop;
  });
  document.addEventListener("htmx:afterSwap", () => {
    aside.scrollTop = scrolled;
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id === "plan" && chosenInList() !== shapes.chosen) {
      catchUp(follow);
    }
  });
}

L.geoJSON(data.edge, {
  interactive: false,
  style: { color: colour("map-ink"), dashArray: "2 6", fill: false, opacity: 0.6, weight: 1.5 },
}).addTo(map);
addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), home);
wireActs();
wireAnswers();
for (const button of document.querySelectorAll("[data-pick-start]")) {
  button.hidden = false;
}
if (data.start) {
  showStart(data.start[1], data.start[0]);
}
if (data.shapes) {
  catchUp(async () => {
    await shapes.load();
    map.fitBounds(home(), { animate: false, padding: [24, 24] });
    await follow();
  });
}

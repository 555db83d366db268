// A Leaflet map without tiles: ours draws its own ground. Colours come from the stylesheet alone.
const L = window.L;

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Reads what the page wrote with json_script.
export function pageData(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// extent: [west, south, east, north] in degrees.
export function boundsOf(extent) {
  const [west, south, east, north] = extent;
  return L.latLngBounds([south, west], [north, east]);
}

// Animation only for who did not ask for rest.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export function makeMap(element, extent) {
  const map = L.map(element, {
    attributionControl: false,
    fadeAnimation: !calm,
    inertia: !calm,
    maxZoom: 19,
    minZoom: 6,
    preferCanvas: true,
    zoomAnimation: !calm,
    zoomControl: false,
    zoomSnap: 0.5,
  });
  map.fitBounds(boundsOf(extent), { animate: false, padding: [16, 16] });
  return map;
}

// Buttons with data-map-zoom (a step) and data-map-fit (everything in view again).
export function connectTools(map, toolbar, home) {
  for (const button of toolbar.querySelectorAll("[data-map-zoom]")) {
    button.addEventListener("click", () => map.setZoom(map.getZoom() + Number(button.dataset.mapZoom)));
  }
  for (const button of toolbar.querySelectorAll("[data-map-fit]")) {
    button.addEventListener("click", () => map.fitBounds(home(), { padding: [24, 24] }));
  }
}

export async function fetchJson(url) {
  const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`${url}: ${answer.status}`);
  }
  return answer.json();
}

// A word or number on the map: a turf's number as an enamel plate, anything else as a tag.
export function sign(latlng, text, { title = "", className = "plate plate-s map-plate" } = {}) {
  const shown = document.createElement("span");
  shown.className = className;
  shown.textContent = text;
  const icon = L.divIcon({ className: "leaflet-div-icon map-sign", html: shown, iconSize: [0, 0] });
  return L.marker(latlng, { icon, keyboard: false, title });
}

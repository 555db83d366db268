// The point of a meeting place: a tap, the middle of the map, or the two numbers in the form; all say the same.
import { addBackdrop } from "../map/backdrop.js";
import { boundsOf, connectTools, makeMap, pageData, sign } from "../map/ground.js";

const data = pageData("map-data");
const element = document.getElementById("map");
const map = makeMap(element, data.extent);
const latitude = document.getElementById("id_latitude");
const longitude = document.getElementById("id_longitude");
const said = document.getElementById("point-said");
const DECIMALS = 6;
let marker = null;

function read() {
  const [lat, lng] = [Number.parseFloat(latitude.value), Number.parseFloat(longitude.value)];
  return Number.isFinite(lat) && Number.isFinite(lng) ? { lat, lng } : null;
}

function show() {
  marker?.remove();
  const point = read();
  marker = point && sign(point, data.texts.point).addTo(map);
}

function choose({ lat, lng }) {
  latitude.value = lat.toFixed(DECIMALS);
  longitude.value = lng.toFixed(DECIMALS);
  said.textContent = said.dataset.chosen;
  show();
}

const middle = document.createElement("span");
middle.className = "middle";
element.parentElement.append(middle);
map.on("click", (event) => choose(event.latlng));
document.querySelector("[data-take-middle]").addEventListener("click", () => choose(map.getCenter()));
for (const input of [latitude, longitude]) {
  input.addEventListener("input", show);
}
addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), () => boundsOf(data.extent));
show();
document.documentElement.dataset.ready = "1";

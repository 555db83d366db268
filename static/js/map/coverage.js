// Neighbourhoods in the colour of how far a campaign is; used by the planner's overview and by dashboards.
import { colour, fetchJson, sign } from "./ground.js";

const L = window.L;
// Narrower than this on the screen a neighbourhood shows no number: in a whole city they would lie over each other.
const ROOM_FOR_SIGN = 44;

function style({ properties }) {
  return {
    color: colour("map-ink"),
    fillColor: colour(`map-${properties.step}`),
    fillOpacity: properties.step ? 0.55 : 0.25,
    weight: 1.5,
  };
}

function widthOnScreen(map, bounds) {
  const [west, east] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.latLngToLayerPoint(corner).x);
  return east - west;
}

// pick(id) is called when somebody presses a neighbourhood; every one of them is in the list beside the map too.
export async function addCoverage(map, url, pick) {
  const shapes = await fetchJson(url);
  const signs = [];
  const layer = L.geoJSON(shapes, {
    style,
    onEachFeature({ properties }, polygon) {
      const bounds = polygon.getBounds();
      const text = properties.percent === 100 ? "✓" : `${properties.percent}%`;
      const marker = sign(bounds.getCenter(), text, { className: "tag map-plate", title: properties.name });
      marker.on("click", () => pick(properties.id));
      signs.push({ bounds, marker });
      polygon.on("click", () => pick(properties.id));
    },
  });
  const showSigns = () => {
    for (const { bounds, marker } of signs) {
      if (widthOnScreen(map, bounds) >= ROOM_FOR_SIGN) {
        marker.addTo(map);
      } else {
        marker.remove();
      }
    }
  };
  map.on("zoomend", showSigns);
  showSigns();
  return layer.addTo(map);
}

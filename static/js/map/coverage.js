// Neighbourhoods in the colour of how far a campaign is; used by the planner's overview and by dashboards.
import { colour, fetchJson, sign } from "./ground.js";

const L = window.L;

function style({ properties }) {
  return {
    color: colour("map-ink"),
    fillColor: colour(`map-${properties.step}`),
    fillOpacity: properties.step ? 0.55 : 0.25,
    weight: 1.5,
  };
}

// pick(id) is called when somebody presses a neighbourhood; every one of them is in the list beside the map too.
export async function addCoverage(map, url, pick) {
  const shapes = await fetchJson(url);
  const layer = L.geoJSON(shapes, {
    style,
    onEachFeature({ properties }, polygon) {
      const middle = polygon.getBounds().getCenter();
      const text = properties.percent === 100 ? "✓" : `${properties.percent}%`;
      sign(middle, text, { className: "tag map-plate", title: properties.name }).on("click", () => pick(properties.id)).addTo(map);
      polygon.on("click", () => pick(properties.id));
    },
  });
  return layer.addTo(map);
}

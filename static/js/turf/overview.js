// The map of a campaign's neighbourhoods; pressing one opens its planner, as its line in the list does.
import { addBackdrop } from "../map/backdrop.js";
import { addCoverage } from "../map/coverage.js";
import { boundsOf, connectTools, makeMap, pageData } from "../map/ground.js";

const data = pageData("map-data");
const map = makeMap(document.getElementById("map"), data.extent);

function open(id) {
  window.location.assign(data.planner.replace("/0/", `/${id}/`));
}

addBackdrop(map, data.backdrop);
connectTools(map, document.getElementById("map-tools"), () => boundsOf(data.extent));
addCoverage(map, data.coverage, open);

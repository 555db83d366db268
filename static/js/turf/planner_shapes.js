// What is planned, on the map: grounds and numbers of all turfs, the walk and the street sides of the chosen one.
import { fetchJson } from "../map/ground.js";
import { Plate, Walk, readPalette } from "./planner_canvas.js";

const L = window.L;
const FILLS = { ok: "map-3", long: "map-long", room: "map-0" };

function turned(line) {
  return line.map(([lon, lat]) => [lat, lon]);
}

export class PlanShapes {
  // data: the page's map-data; onTurf(id, number, place) and onSide(key, label) hear what is pressed.
  constructor(map, data, { onTurf, onSide }) {
    Object.assign(this, { map, data, onTurf, onSide });
    this.palette = readPalette();
    this.turfs = new Map();
    this.chosen = null;
    this.walk = L.featureGroup().addTo(map);
    this.sides = new Map();
    this.picked = new Set();
    this.before = null;
  }

  async load(only = []) {
    const wanted = only.map((id) => `turf=${id}`).join("&");
    const { features } = await fetchJson(wanted ? `${this.data.shapes}?${wanted}` : this.data.shapes);
    if (!only.length) {
      this.drop([...this.turfs.keys()]);
    }
    for (const feature of features) {
      this.addTurf(feature);
    }
  }

  drop(ids) {
    for (const id of ids) {
      this.turfs.get(id)?.ground.remove();
      this.turfs.get(id)?.plate.remove();
      this.turfs.delete(id);
    }
  }

  addTurf({ properties, geometry }) {
    const { id, number, fit, warned, locked, label } = properties;
    this.drop([id]);
    const ground = L.geoJSON(geometry).getLayers()[0];
    const plate = new Plate([label[1], label[0]], {
      chosen: id === this.chosen, locked, palette: this.palette, text: String(number), warned,
    });
    for (const layer of [ground, plate]) {
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.onTurf(id, number, event.latlng);
      });
    }
    ground.setStyle(this.groundStyle(fit, id === this.chosen)).addTo(this.map).bringToBack();
    plate.addTo(this.map);
    this.turfs.set(id, { fit, ground, number, plate });
  }

  groundStyle(fit, isChosen) {
    return {
      color: this.palette["map-ink"],
      dashArray: isChosen ? "9 6" : null,
      fillColor: this.palette[FILLS[fit]],
      fillOpacity: fit === "ok" ? 0.2 : 0.5,
      weight: isChosen ? 4 : 1.5,
    };
  }

  mark(id, isChosen) {
    const turf = this.turfs.get(id);
    if (turf) {
      turf.ground.setStyle(this.groundStyle(turf.fit, isChosen));
      turf.plate.options.chosen = isChosen;
      turf.plate.bringToFront();
    }
  }

  // Shows the walk of one turf; null shows none. Asking again draws it anew.
  async choose(id) {
    this.mark(this.chosen, false);
    this.chosen = id;
    this.mark(id, true);
    this.walk.clearLayers();
    this.sides.clear();
    this.picked.clear();
    if (id === null) {
      return;
    }
    const shape = await fetchJson(this.data.turf.replace("/0/", `/${id}/`));
    if (shape.id === this.chosen) {
      this.walk.clearLayers();
      this.drawWalk(shape);
    }
  }

  drawWalk({ core, spill, faces }) {
    for (const face of faces) {
      const line = L.polyline(turned(face.line), this.sideStyle(face.key)).addTo(this.walk);
      line.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.onSide(face.key, face.label);
      });
      this.sides.set(face.key, line);
    }
    const look = { color: this.palette["map-route"], dashArray: "1 7", interactive: false, lineCap: "round", weight: 3.5 };
    for (const [line, isSpill] of [[spill, true], [core, false]]) {
      if (line.length > 1) {
        new Walk(turned(line), { ...look, opacity: isSpill ? 0.55 : 1, spill: isSpill }).addTo(this.walk);
      }
    }
    const first = (core.length ? core : spill)[0];
    if (first) {
      const mark = { color: this.palette["map-street"], fillColor: this.palette["map-route"], fillOpacity: 1 };
      L.circleMarker(turned([first])[0], { ...mark, interactive: false, radius: 8, weight: 2.5 }).addTo(this.walk);
    }
    this.turfs.get(this.chosen)?.plate.bringToFront();
  }

  sideStyle(key) {
    const isPicked = this.picked.has(key);
    return {
      color: this.palette[isPicked ? "map-long" : "map-3"],
      lineCap: "butt",
      opacity: isPicked ? 1 : 0.75,
      weight: isPicked ? 11 : 7,
    };
  }

  pick(keys) {
    this.picked = new Set(keys);
    for (const [key, line] of this.sides) {
      line.setStyle(this.sideStyle(key));
    }
  }

  bounds(id = null) {
    if (id !== null) {
      return this.turfs.get(id)?.ground.getBounds() ?? null;
    }
    const grounds = [...this.turfs.values()].map((turf) => turf.ground);
    return grounds.length ? L.featureGroup(grounds).getBounds() : null;
  }

  async showBefore(isShown) {
    this.before?.remove();
    this.before = null;
    if (isShown) {
      const shapes = await fetchJson(this.data.before);
      const style = { color: this.palette["map-route"], dashArray: "4 5", fill: false, interactive: false, weight: 2 };
      this.before = L.geoJSON(shapes, { interactive: false, style }).addTo(this.map);
      for (const { plate } of this.turfs.values()) {
        plate.bringToFront();
      }
    }
  }
}

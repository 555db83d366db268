// Streets, houses, water and green, drawn from our own data on canvas squares, so that no tile server is asked.
import { colour, fetchJson } from "./ground.js";

const L = window.L;
const NEAR = 15;
const FAR = 12;
const EARTH = 40075016.7;

// Width in metres of a street by its class; what is not named is a path.
const WIDTHS = {
  motorway: 16, trunk: 14, primary: 12, secondary: 11, tertiary: 9, unclassified: 7.5, residential: 7.5,
  living_street: 6.5, pedestrian: 6, service: 4.5, road: 7,
};
const PATH_WIDTH = 1.6;

function widthOf(roadClass) {
  return WIDTHS[roadClass.replace("_link", "")] ?? PATH_WIDTH;
}

function world(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

// Lines and rings as flat arrays in the unit square of the world.
function partsOf(geometry) {
  if (!geometry) {
    return [];
  }
  const { type, coordinates } = geometry;
  const lines = {
    LineString: () => [coordinates],
    MultiLineString: () => coordinates,
    Polygon: () => coordinates,
    MultiPolygon: () => coordinates.flat(),
    GeometryCollection: () => [],
  }[type];
  return (lines ? lines() : []).map((line) => line.map(([lon, lat]) => world(lon, lat)));
}

function prepare(collection) {
  return collection.features.map(({ properties, geometry }) => ({ ...properties, parts: partsOf(geometry) }));
}

function trace(context, shapes, at) {
  context.beginPath();
  for (const shape of shapes) {
    for (const part of shape.parts) {
      part.forEach((point, index) => {
        const [x, y] = at(point);
        if (index) {
          context.lineTo(x, y);
        } else {
          context.moveTo(x, y);
        }
      });
      if (shape.k !== "s" && shape.k !== "r") {
        context.closePath();
      }
    }
  }
}

function fill(context, shapes, at, paint) {
  trace(context, shapes, at);
  context.fillStyle = paint;
  context.fill("evenodd");
}

function stroke(context, shapes, at, paint, width, dash = []) {
  trace(context, shapes, at);
  context.strokeStyle = paint;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

// Per name the longest straight piece in this square, if the name fits on it.
function labelsOf(streets, at, context) {
  const best = new Map();
  for (const street of streets.filter((one) => one.n)) {
    for (const part of street.parts) {
      for (let index = 1; index < part.length; index += 1) {
        const [from, to] = [at(part[index - 1]), at(part[index])];
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (length > (best.get(street.n)?.length ?? 0)) {
          best.set(street.n, { length, from, to });
        }
      }
    }
  }
  return [...best].filter(([name, piece]) => context.measureText(name).width < piece.length + 8);
}

function drawLabels(context, streets, at, palette) {
  context.font = `500 12px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  for (const [name, { from, to }] of labelsOf(streets, at, context)) {
    let angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    if (Math.abs(angle) > Math.PI / 2) {
      angle += Math.PI;
    }
    context.save();
    context.translate((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
    context.rotate(angle);
    context.strokeStyle = palette.street;
    context.strokeText(name, 0, 0);
    context.fillStyle = palette.ink;
    context.fillText(name, 0, 0);
    context.restore();
  }
}

function drawStreets(context, streets, at, palette, scale) {
  const byWidth = new Map();
  for (const street of streets) {
    const width = widthOf(street.c);
    byWidth.set(width, [...(byWidth.get(width) ?? []), street]);
  }
  const classes = [...byWidth].sort(([one], [other]) => one - other);
  const wide = classes.filter(([width]) => width > PATH_WIDTH);
  const pixels = (width) => Math.max(width * scale, width > 8 ? 2 : 1.2);
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const [width, some] of wide) {
    stroke(context, some, at, palette.edge, pixels(width) + 1.6);
  }
  for (const [width, some] of wide) {
    stroke(context, some, at, palette.street, pixels(width));
  }
  if (scale > 0.35) {
    const paths = byWidth.get(PATH_WIDTH) ?? [];
    stroke(context, paths, at, palette.edge, Math.max(1, PATH_WIDTH * scale), [4, 3]);
  }
}

function draw(context, shapes, at, palette, scale) {
  const of = (kind) => shapes.filter((shape) => shape.k === kind);
  fill(context, of("g"), at, palette.green);
  fill(context, of("w").filter((one) => one.parts.length), at, palette.water);
  stroke(context, of("r"), at, palette.edge, 2, [6, 4]);
  if (scale > 0.2) {
    fill(context, of("b"), at, palette.building);
  }
  const streets = of("s");
  drawStreets(context, streets, at, palette, scale);
  if (scale > 0.5) {
    drawLabels(context, streets, at, palette);
  }
}

function readPalette() {
  return {
    building: colour("map-building"), edge: colour("map-street-2"), font: colour("font") || "sans-serif",
    green: colour("map-green"), ink: colour("map-ink"), street: colour("map-street"), water: colour("map-water"),
  };
}

// The data squares under a drawn square: its ancestor, its four children, or none when too far off.
function squaresUnder({ x, y, z }) {
  if (z < FAR) {
    return [];
  }
  if (z < NEAR - 1) {
    const up = 2 ** (z - FAR);
    return [[FAR, Math.floor(x / up), Math.floor(y / up)]];
  }
  if (z === NEAR - 1) {
    return [[0, 0], [1, 0], [0, 1], [1, 1]].map(([right, down]) => [NEAR, 2 * x + right, 2 * y + down]);
  }
  const up = 2 ** (z - NEAR);
  return [[NEAR, Math.floor(x / up), Math.floor(y / up)]];
}

const Backdrop = L.GridLayer.extend({
  initialize(address, options) {
    L.GridLayer.prototype.initialize.call(this, options);
    this.address = address;
    this.squares = new Map();
    this.palette = readPalette();
  },

  createTile(coords, done) {
    const size = this.getTileSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const tile = document.createElement("canvas");
    tile.width = size.x * ratio;
    tile.height = size.y * ratio;
    const context = tile.getContext("2d");
    context.scale(ratio, ratio);
    const pixels = size.x * 2 ** coords.z;
    const at = ([u, v]) => [u * pixels - coords.x * size.x, v * pixels - coords.y * size.y];
    const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * coords.y) / 2 ** coords.z)));
    const scale = pixels / (EARTH * Math.cos(latitude));
    Promise.all(squaresUnder(coords).map((square) => this.load(square)))
      .then((found) => {
        draw(context, found.flat(), at, this.palette, scale);
        done(null, tile);
      })
      .catch((error) => done(error, tile));
    return tile;
  },

  load([z, x, y]) {
    const url = this.address.replace("0/0/0", `${z}/${x}/${y}`);
    if (!this.squares.has(url)) {
      this.squares.set(url, fetchJson(url).then(prepare));
    }
    return this.squares.get(url);
  },
});

// address: the product's own address of square 0/0/0.
export function addBackdrop(map, address) {
  return new Backdrop(address, { keepBuffer: 1, pane: "tilePane", updateWhenZooming: false }).addTo(map);
}

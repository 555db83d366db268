// Shapes that Leaflet does not have, on its canvas: a turf's number as an enamel plate, and a line with arrows.
import { colour } from "../map/ground.js";

const L = window.L;
const HEIGHT = 24;
const ARROW_EVERY = 64;
const ARROW = 6;
const SPILL_ALPHA = 0.55;

// Read once: asking the stylesheet at every stroke would cost more than drawing.
export function readPalette() {
  const names = ["plate", "on-plate", "map-ink", "map-route", "map-street", "map-long", "map-0", "map-3"];
  const palette = Object.fromEntries(names.map((name) => [name, colour(name)]));
  return { ...palette, font: colour("font") || "sans-serif" };
}

function roundedBox(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
}

function drawWarning(context, x, y, palette) {
  context.beginPath();
  context.moveTo(x, y - 9);
  context.lineTo(x + 9, y + 7);
  context.lineTo(x - 9, y + 7);
  context.closePath();
  context.fillStyle = palette["map-long"];
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = palette["map-ink"];
  context.stroke();
  context.fillStyle = palette["map-ink"];
  context.font = `700 11px ${palette.font}`;
  context.fillText("!", x, y + 2);
}

function drawLock(context, x, y, palette) {
  context.fillStyle = palette["map-0"];
  context.strokeStyle = palette["map-ink"];
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y - 3, 4, Math.PI, 0);
  context.stroke();
  roundedBox(context, x - 6, y - 3, 12, 9, 2);
  context.fill();
  context.stroke();
}

export const Plate = L.CircleMarker.extend({
  // options: text, warned, locked, chosen, palette
  _updateBounds() {
    const half = L.point(this._halfWidth() + 12, HEIGHT / 2 + 10);
    this._pxBounds = new L.Bounds(this._point.subtract(half), this._point.add(half));
  },

  _halfWidth() {
    return Math.max(17, 8 + 4.5 * this.options.text.length);
  },

  _containsPoint(point) {
    const away = point.subtract(this._point);
    return Math.abs(away.x) <= this._halfWidth() && Math.abs(away.y) <= HEIGHT / 2;
  },

  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) {
      return;
    }
    const context = renderer._ctx;
    const { x, y } = this._point;
    const { palette, text, warned, locked, chosen } = this.options;
    const half = this._halfWidth();
    context.save();
    // What was drawn before leaves its dashes and its transparency behind.
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (chosen) {
      roundedBox(context, x - half - 4, y - HEIGHT / 2 - 4, 2 * half + 8, HEIGHT + 8, 8);
      context.lineWidth = 2.5;
      context.strokeStyle = palette["map-ink"];
      context.stroke();
    }
    roundedBox(context, x - half, y - HEIGHT / 2, 2 * half, HEIGHT, 5);
    context.fillStyle = palette.plate;
    context.fill();
    roundedBox(context, x - half + 2.5, y - HEIGHT / 2 + 2.5, 2 * half - 5, HEIGHT - 5, 3);
    context.lineWidth = 1.5;
    context.strokeStyle = palette["on-plate"];
    context.stroke();
    context.fillStyle = palette["on-plate"];
    context.font = `700 13px ${palette.font}`;
    context.fillText(text, x, y + 0.5);
    if (warned) {
      drawWarning(context, x + half, y - HEIGHT / 2, palette);
    }
    if (locked) {
      drawLock(context, x - half, y - HEIGHT / 2, palette);
    }
    context.restore();
  },
});

function drawArrow(context, at, angle) {
  context.beginPath();
  context.moveTo(at.x + ARROW * Math.cos(angle), at.y + ARROW * Math.sin(angle));
  for (const turn of [2.5, -2.5]) {
    context.lineTo(at.x + ARROW * Math.cos(angle + turn), at.y + ARROW * Math.sin(angle + turn));
  }
  context.closePath();
  context.fill();
}

// A walk: dotted, with an arrow now and then for its direction; options.spill draws it paler.
export const Walk = L.Polyline.extend({
  _updatePath() {
    this._renderer._updatePoly(this);
    const context = this._renderer._ctx;
    if (!this._renderer._drawing) {
      return;
    }
    context.save();
    context.fillStyle = this.options.color;
    context.globalAlpha = this.options.spill ? SPILL_ALPHA : 1;
    let ahead = ARROW_EVERY / 2;
    for (const part of this._parts) {
      for (let index = 1; index < part.length; index += 1) {
        const [from, to] = [part[index - 1], part[index]];
        const length = from.distanceTo(to);
        const angle = Math.atan2(to.y - from.y, to.x - from.x);
        for (; ahead < length; ahead += ARROW_EVERY) {
          const share = ahead / length;
          drawArrow(context, { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }, angle);
        }
        ahead -= length;
      }
    }
    context.restore();
  },
});

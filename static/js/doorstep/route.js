// The route as it stands: the bundle's doors, what others did, and what this phone logged. No network, no pages.

// The same glyph on button, list, strip and map.
export const GLYPHS = {
  not_home: "st-nothome", come_back: "st-nothome", conversation: "st-talk", not_interested: "st-done",
  no_shared_language: "st-done", do_not_ring: "st-stop", sticker: "st-stop", no_address: "st-noaccess",
  no_access: "st-noaccess", unsafe: "st-done", done: "st-done", new: "st-new", again: "st-new",
};
const OPENED = ["conversation", "come_back", "not_interested", "no_shared_language", "do_not_ring"];

export class Route {
  constructor(bundle) {
    this.bundle = bundle;
    // In the order they are walked: as planned, or as put by hand.
    this.doors = bundle.doors;
    this.later = new Set();
    this.lastStop = null;
    this.byStop = new Map(bundle.doors.map((door) => [door.stop, door]));
    this.theirs = new Map();
    this.mine = new Map();
    this.chosen = null;
    this.takeChanges(bundle.changes);
  }

  takeChanges(changes) {
    for (const change of changes) this.theirs.set(change.stop, change);
  }

  // Entries in the order of their ids; a later one about a door replaces the earlier.
  takeEntry(item) {
    if (item.type === "door") {
      this.mine.set(item.stop, { id: item.id, outcome: item.payload.outcome });
      this.lastStop = item.stop;
    }
    if (item.type === "undo") this.mine.set(item.stop, { id: null, outcome: null });
  }

  outcomeOf(stop) {
    const mine = this.mine.get(stop);
    const theirs = this.theirs.get(stop);
    if (mine && mine.outcome) return mine.outcome;
    // Our own event comes back from the server: if we took it back here, that is newer.
    if (theirs && theirs.outcome && !(mine && theirs.event)) return theirs.outcome;
    return null;
  }

  eventOf(stop) {
    const mine = this.mine.get(stop);
    if (mine) return mine.id;
    const theirs = this.theirs.get(stop);
    return theirs ? theirs.event : null;
  }

  statusOf(door) {
    return this.outcomeOf(door.stop) || door.state;
  }

  // All doors in one word, to see whether anything changed.
  picture() {
    return this.doors.map((door) => this.statusOf(door)).join();
  }

  isOpen(door) {
    return !this.outcomeOf(door.stop) && door.state !== "done";
  }

  current() {
    const chosen = this.byStop.get(this.chosen);
    if (chosen && this.isOpen(chosen)) return chosen;
    const open = this.doors.filter((door) => this.isOpen(door));
    // What was put off comes when the rest is done.
    return open.find((door) => !this.later.has(door.stop)) || open[0] || null;
  }

  // Where one stands, as far as the phone knows.
  here() {
    return this.byStop.get(this.lastStop) || null;
  }

  // Open doors as they will come: from this one on, then what was left behind.
  remaining() {
    const from = Math.max(0, this.doors.indexOf(this.current()));
    return [...this.doors.slice(from), ...this.doors.slice(0, from)].filter((door) => this.isOpen(door));
  }

  get reordered() {
    return this.doors !== this.bundle.doors;
  }

  // Doors that are done keep their place before those to come.
  walkInOrder(open) {
    const coming = new Set(open);
    this.doors = [...this.doors.filter((door) => !coming.has(door)), ...open];
    this.chosen = open.length ? open[0].stop : null;
  }

  // The door in front of one stays in front.
  walkAsPlanned() {
    const door = this.current();
    this.doors = this.bundle.doors;
    this.chosen = door ? door.stop : null;
  }

  putOff(stop) {
    this.later.add(stop);
    this.after([stop]);
  }

  orderKept() {
    return { order: this.reordered ? this.doors.map((door) => door.stop) : null, later: [...this.later] };
  }

  // From an earlier visit of the page; an order that does not fit this route is forgotten.
  takeOrder({ order, later }) {
    this.later = new Set(later.filter((stop) => this.byStop.has(stop)));
    const doors = (order || []).map((stop) => this.byStop.get(stop)).filter(Boolean);
    if (doors.length === this.bundle.doors.length) this.doors = doors;
  }

  // After a door chosen out of turn the walk goes on from there, then comes back for what was left.
  after(stops) {
    const last = Math.max(...stops.map((stop) => this.doors.findIndex((door) => door.stop === stop)));
    const next = this.doors.slice(last + 1).find((door) => this.isOpen(door));
    this.chosen = next ? next.stop : null;
  }

  behind(entrance) {
    return this.doors.filter((door) => door.entrance === entrance);
  }

  entranceOf(door) {
    return this.bundle.entrances.find((entrance) => entrance.id === door.entrance) || null;
  }

  // The strip: this street, this side, a window around the current door.
  front(door, size = 8) {
    const row = this.doors.filter((other) => other.street === door.street && other.side === door.side);
    const at = row.indexOf(door);
    const from = Math.max(0, Math.min(at - Math.floor(size / 2), row.length - size));
    return row.slice(from, from + size);
  }

  counts() {
    const outcomes = this.doors.map((door) => this.outcomeOf(door.stop)).filter(Boolean);
    const mine = [...this.mine.values()].map((entry) => entry.outcome).filter(Boolean);
    return {
      tried: outcomes.length,
      core: this.doors.filter((door) => door.core && !this.isOpen(door)).length,
      mine: mine.length,
      opened: mine.filter((outcome) => OPENED.includes(outcome)).length,
      talks: mine.filter((outcome) => outcome === "conversation").length,
    };
  }
}

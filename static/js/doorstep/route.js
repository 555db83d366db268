// The route as it stands: the bundle's doors, what others did, and what this phone logged. No network, no pages.

// The same glyph on button, list, strip and map.
export const GLYPHS = {
  not_home: "st-nothome", come_back: "st-nothome", conversation: "st-talk", not_interested: "st-done",
  no_shared_language: "st-done", do_not_ring: "st-stop", sticker: "st-stop", no_address: "st-noaccess",
  no_access: "st-noaccess", unsafe: "st-done", done: "st-done", new: "st-new", again: "st-new",
};
export const NOTES = ["bell_broken", "lift_out", "door_locked", "building_works", "dog"];
const OPENED = ["conversation", "come_back", "not_interested", "no_shared_language", "do_not_ring"];

export class Route {
  constructor(bundle) {
    this.bundle = bundle;
    // In the order they are walked: as planned, or as put by hand.
    this.doors = bundle.doors;
    // Doors put off, and when they are due; 0 is when the rest is done.
    this.later = new Map();
    this.lastStop = null;
    this.byStop = new Map(bundle.doors.map((door) => [door.stop, door]));
    this.theirs = new Map();
    this.mine = new Map();
    this.chosen = null;
    // What this phone said of street doors, and of broken bells and the like.
    this.entered = new Map();
    this.noted = [];
    this.takeChanges(bundle.changes);
  }

  // The same walk on a fresh copy of the route: what was logged here, the order and the door in front stay.
  renewed(bundle) {
    const next = new Route(bundle);
    Object.assign(next, { mine: this.mine, lastStop: this.lastStop, entered: this.entered, noted: this.noted });
    next.takeOrder(this.orderKept());
    next.chosen = next.byStop.has(this.chosen) ? this.chosen : null;
    return next;
  }

  takeChanges(changes) {
    for (const change of changes) this.theirs.set(change.stop, change);
  }

  // Entries in the order of their ids; a later one about a door replaces the earlier.
  takeEntry(item) {
    if (item.type === "door") {
      this.mine.set(item.stop, { id: item.id, outcome: item.payload.outcome });
      this.lastStop = item.stop;
      this.later.delete(item.stop);
    }
    if (item.type === "undo") {
      this.mine.set(item.stop, { id: null, outcome: null });
      this.later.delete(item.stop);
    }
    if (item.type === "entrance") this.entered.set(item.entrance, item.payload.outcome);
    if (item.type === "note") this.noted.push({ stop: item.stop, entrance: item.entrance, ...item.payload });
  }

  // "let_in", "silent", "refused", "no_access"; from others "let_in" or "shut"; "" as long as nobody tried.
  entranceOutcome(id) {
    const entrance = this.bundle.entrances.find((one) => one.id === id);
    return this.entered.get(id) || (entrance && entrance.last) || "";
  }

  /** Codes of what is wrong there now: `bell_broken`, `lift_out`, ... @param {{ stop?: number, entrance?: number }} place */
  notesAt({ stop, entrance }) {
    const here = (note) => (stop ? note.stop === stop : note.entrance === entrance);
    // Days: a note holds to the end of its last one.
    const today = new Date().toISOString().slice(0, 10);
    const codes = new Set((this.bundle.notes || []).filter((note) => here(note) && !(note.until < today)).map((note) => note.code));
    for (const note of this.noted.filter(here)) {
      if (note.gone) codes.delete(note.code);
      else codes.add(note.code);
    }
    return [...codes];
  }

  // At the door or at the street door before it.
  notesFor(door) {
    return [...new Set([...this.notesAt({ stop: door.stop }), ...(door.entrance ? this.notesAt({ entrance: door.entrance }) : [])])];
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

  byOthers(stop) {
    const mine = this.mine.get(stop);
    const theirs = this.theirs.get(stop);
    return Boolean(theirs && theirs.outcome && !theirs.event && !(mine && mine.outcome));
  }

  statusOf(door) {
    return this.outcomeOf(door.stop) || door.state;
  }

  // All doors in one word, to see whether anything changed.
  picture() {
    const shut = this.bundle.entrances.map((entrance) => this.entranceOutcome(entrance.id));
    return [...this.doors.map((door) => this.statusOf(door)), ...shut, JSON.stringify(this.bundle.notes)].join();
  }

  // "No time now, come back in a while" is an outcome and still to be done.
  isOpen(door) {
    const outcome = this.outcomeOf(door.stop);
    return outcome ? outcome === "come_back" && this.later.has(door.stop) : door.state !== "done";
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

  // Once more: it stays where it is in the row, and comes when it is due or when the rest is done.
  putOff(stop, due = 0) {
    this.later.set(stop, due);
    this.after([stop]);
  }

  // The door that was promised for now.
  due(now) {
    const ripe = ([stop, at]) => at && at <= now && this.isOpen(this.byStop.get(stop));
    const [first] = [...this.later].filter(ripe).sort((a, b) => a[1] - b[1]);
    const door = first && this.byStop.get(first[0]);
    return door && door !== this.current() ? door : null;
  }

  orderKept() {
    return { order: this.reordered ? this.doors.map((door) => door.stop) : null, later: [...this.later] };
  }

  // From an earlier visit of the page; an order that does not fit this route is forgotten.
  takeOrder({ order, later }) {
    const kept = later.map((row) => (Array.isArray(row) ? row : [row, 0]));
    const stands = (stop) => this.byStop.has(stop) && [null, "come_back"].includes(this.outcomeOf(stop));
    this.later = new Map(kept.filter(([stop]) => stands(stop)));
    const doors = (order || []).map((stop) => this.byStop.get(stop)).filter(Boolean);
    if (doors.length === this.bundle.doors.length) this.doors = doors;
  }

  // First what is left behind the same street door; after a door chosen out of turn the walk goes on from there,
  // then comes back for what was left.
  after(stops) {
    const last = Math.max(...stops.map((stop) => this.doors.findIndex((door) => door.stop === stop)));
    const { entrance } = this.doors[last];
    const ahead = this.doors.slice(last + 1);
    const comes = (door) => this.isOpen(door) && !this.later.has(door.stop);
    const inside = entrance && [...ahead, ...this.doors].find((door) => door.entrance === entrance && comes(door));
    const next = inside || ahead.find(comes);
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

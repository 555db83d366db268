// One shift on this phone: loads the route, keeps the log, and remembers what can be taken back.
import { get, put, remove, rowsOf } from "../db.js";
import { releaseHeld, save } from "../outbox.js";
import { NoAnswer, ask } from "../request.js";
import { lock, sealTo, unlock } from "../seal.js";
import { sortAfter, uuid4, uuid7 } from "../uuid.js";
import { settings } from "./dom.js";
import { Route } from "./route.js";

const HELD_AT_MOST_MS = 300000;
const STALE_MS = 1800000;

// What was done before counts at the end of the shift too.
export async function earlierCounts(owner, shift) {
  const kept = await get("meta", `earlier|${owner}`);
  return kept && kept.shift === shift ? kept.counts : { mine: 0, opened: 0, talks: 0 };
}

export class ShiftLog {
  constructor(owner, bundle, takenAt = Date.now()) {
    this.owner = owner;
    this.bundle = bundle;
    this.takenAt = takenAt;
    this.route = new Route(bundle);
    this.last = null;
    // Whether this turf is the duo's no more.
    this.gone = false;
  }

  get key() {
    return `${this.owner}|${this.bundle.assignment}`;
  }

  // What unsent rows are sealed to when they are handed in as a file, also after the route is gone.
  get sealKey() {
    const { assignment, shift, public_key } = this.bundle;
    return { key: `seal|${this.key}`, assignment, shift, public_key };
  }

  // From the network if there is one, else from this phone. Written and read back before it counts as "on this phone".
  static async load(owner, assignment) {
    try {
      await ShiftLog.fetch(owner, assignment);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    return ShiftLog.stored(owner, assignment);
  }

  static async fetch(owner, assignment) {
    const key = `${owner}|${assignment}`;
    const { status, data } = await ask(settings.urls.bundle.replace("ASSIGNMENT", assignment));
    if (status === 404) await remove("bundles", [key]);
    if (status !== 200 || !data) return false;
    await put({ bundles: [{ key, bundle: data, at: Date.now(), version: settings.version }] });
    return true;
  }

  static async stored(owner, assignment) {
    const key = `${owner}|${assignment}`;
    const [stored, order] = await Promise.all([get("bundles", key), get("meta", `order|${key}`)]);
    if (!stored) return null;
    const log = new ShiftLog(owner, stored.bundle, stored.version === settings.version ? stored.at : 0);
    await log.replay();
    if (order) log.route.takeOrder(order);
    return log;
  }

  async replay() {
    const logged = (await rowsOf("entries", this.owner)).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (logged.length) sortAfter(logged[logged.length - 1].id);
    const rows = logged.filter((row) => row.state !== "rejected");
    // One damaged row must not keep the others from the screen; the sender tells of it.
    const items = await Promise.all(rows.map((row) => unlock(this.owner, row.id, row.locked).catch(() => null)));
    for (const opened of items) {
      if (opened && opened.item.assignment === this.bundle.assignment) this.route.takeEntry(opened.item);
    }
  }

  // A route taken on the phone long ago, or by an older app: fetched again while one walks. Says whether it looks different.
  async refresh() {
    if (Date.now() - this.takenAt < STALE_MS || !(await ShiftLog.fetch(this.owner, this.bundle.assignment))) return false;
    const { bundle, at } = await get("bundles", this.key);
    const before = this.route.picture();
    this.route = this.route.renewed(bundle);
    Object.assign(this, { bundle, takenAt: at });
    return before !== this.route.picture();
  }

  // The order of walking and what was put off outlive a closed tab.
  keepOrder() {
    return put({ meta: [{ key: `order|${this.key}`, ...this.route.orderKept() }] });
  }

  // Changes by others, asked before each sending; says whether a door looks different now.
  // A shift that is over keeps what it has.
  async pull() {
    const { bundle } = this;
    const url = settings.urls.changes.replace("ASSIGNMENT", bundle.assignment);
    const { status, data } = await ask(`${url}?since=${encodeURIComponent(bundle.cursor)}`);
    this.gone = status === 404;
    if (status !== 200 || !data || bundle !== this.bundle) return false;
    const before = this.route.picture();
    const warned = JSON.stringify(bundle.warnings);
    this.route.takeChanges(data.changes);
    bundle.cursor = data.cursor;
    const known = new Map([...bundle.changes, ...data.changes].map((change) => [change.stop, change]));
    bundle.changes = [...known.values()];
    for (const part of ["notes", "warnings"]) if (data[part]) bundle[part] = data[part];
    // Of a street door only what came of it: its label is in the route.
    const last = new Map((data.entrances || []).map((one) => [one.id, one.last]));
    bundle.entrances = bundle.entrances.map((one) => (last.has(one.id) ? { ...one, last: last.get(one.id) } : one));
    if (data.changes.length || before !== this.route.picture()) {
      await put({ bundles: [{ key: this.key, bundle, at: this.takenAt, version: settings.version }] });
    }
    return before !== this.route.picture() || warned !== JSON.stringify(bundle.warnings);
  }

  item(type, fields) {
    const logged = { id: uuid7(), type, assignment: this.bundle.assignment, logged_at: new Date().toISOString() };
    return { ...logged, ...fields };
  }

  async rows(items) {
    const row = async (item) => ({ id: item.id, owner: this.owner, state: "queued", locked: await lock(this.owner, item.id, { item }) });
    return Promise.all(items.map(row));
  }

  // One outcome for one door or for a whole floor, in one transaction with what belongs to it: the conversation,
  // the card that was given, the street door.
  async logDoors(stops, outcome, { talk = null, answers = null, label = "", dayPart = "", card = null, entrance = null } = {}) {
    const items = stops.map((stop) => {
      const supersedes = this.route.eventOf(stop) || undefined;
      return this.item("door", { stop, supersedes, payload: dayPart ? { outcome, day_part: dayPart } : { outcome } });
    });
    if (entrance) items.unshift(this.item("entrance", { entrance: entrance.id, payload: { outcome: entrance.outcome } }));
    const id = uuid4();
    let given = null;
    await save(this.owner, async () => {
      given = card && (await card.take());
      const told = talk && { ...talk, card_code_hash: given ? given.hash : null };
      const sealed = told ? [await this.sealed(id, told)] : [];
      return { entries: await this.rows(items), sealed, meta: given ? [given.row] : [] };
    });
    // Saved: from here on nothing may say that it was not.
    const wasLater = stops.some((stop) => this.route.later.has(stop));
    for (const item of items) this.route.takeEntry(item);
    this.last = { stops, outcome, label, answers, dayPart, card, sealed: talk ? [id] : [], at: Date.now() };
    this.route.after(stops);
    await Promise.all([wasLater && this.keepOrder(), given && given.keep()]).catch((error) => console.warn("not kept", error));
  }

  async sealed(id, talk) {
    const text = await sealTo(this.bundle.public_key, `${this.owner}|${this.bundle.shift}|${id}`, talk);
    // Held until the next entry: so long it can be taken back and told again.
    return { id, owner: this.owner, shift: this.bundle.shift, state: "held", sealed: text };
  }

  async release() {
    await releaseHeld(this.owner);
    this.last = null;
  }

  // The last conversation of an evening must not wait for a next door that never comes.
  async releaseOld() {
    if (!this.last || Date.now() - this.last.at < HELD_AT_MOST_MS) return false;
    await this.release();
    return true;
  }

  /**
   * Takes back the last entry; returns it, so that a conversation can be told again.
   * One that another tab released is sealed for good: then nothing changes, and it throws `Changed`.
   */
  async undo() {
    const { last } = this;
    if (!last) return null;
    const items = this.undoing(last.stops);
    let back = null;
    await save(this.owner, async () => {
      back = last.card && (await last.card.giveBack());
      return { entries: await this.rows(items), meta: back ? [back.row] : [] };
    }, { takeBack: last.sealed, keepHeld: true }).catch((error) => {
      if (error.name === "Changed") this.last = null;
      throw error;
    });
    this.last = null;
    for (const item of items) this.route.takeEntry(item);
    this.route.chosen = last.stops[0];
    if (back) await back.keep().catch((error) => console.warn("not kept", error));
    return last;
  }

  undoing(stops) {
    return stops
      .filter((stop) => this.route.eventOf(stop))
      .map((stop) => this.item("undo", { stop, supersedes: this.route.eventOf(stop), payload: { outcome: this.route.outcomeOf(stop) } }));
  }

  async takeBack(stops) {
    const items = this.undoing(stops);
    await save(this.owner, async () => ({ entries: await this.rows(items) }));
    this.last = null;
    for (const item of items) this.route.takeEntry(item);
  }

  // The street door itself: let in, silent, refused, no way in.
  logEntrance(entrance, outcome) {
    return this.note("entrance", { entrance, payload: { outcome } });
  }

  /** What the next duo is glad to know; it runs out by itself. @param {{ stop?: number, entrance?: number }} place */
  logNote(place, code, gone = false) {
    return this.note("note", { ...place, payload: gone ? { code, gone: true } : { code } });
  }

  async note(type, fields = {}) {
    const item = this.item(type, { payload: {}, ...fields });
    await save(this.owner, async () => ({ entries: await this.rows([item]) }), { keepHeld: true });
    this.route.takeEntry(item);
  }
}

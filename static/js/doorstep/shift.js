// One shift on this phone: loads the route, keeps the log, and remembers what can be taken back.
import { get, put, remove, rowsOf } from "../db.js";
import { NoAnswer, ask } from "../request.js";
import { lock, sealTo, unlock } from "../seal.js";
import { uuid4, uuid7 } from "../uuid.js";
import { settings } from "./dom.js";
import { Route } from "./route.js";

const HELD_AT_MOST_MS = 300000;

// What was done before counts at the end of the shift too.
export async function earlierCounts(owner, shift) {
  const kept = await get("meta", `earlier|${owner}`);
  return kept && kept.shift === shift ? kept.counts : { mine: 0, opened: 0, talks: 0 };
}

export class ShiftLog {
  constructor(owner, bundle) {
    this.owner = owner;
    this.bundle = bundle;
    this.route = new Route(bundle);
    this.last = null;
    // Whether this turf is the duo's no more.
    this.gone = false;
  }

  get key() {
    return `${this.owner}|${this.bundle.assignment}`;
  }

  // From the network if there is one, else from this phone. Written and read back before it counts as "on this phone".
  static async load(owner, assignment) {
    const key = `${owner}|${assignment}`;
    try {
      const answer = await ask(settings.urls.bundle.replace("ASSIGNMENT", assignment));
      if (answer.status === 200) await put({ bundles: [{ key, bundle: answer.data }] });
      if (answer.status === 404) await remove("bundles", [key]);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    const stored = await get("bundles", key);
    if (!stored) return null;
    const log = new ShiftLog(owner, stored.bundle);
    await log.replay();
    const kept = await get("meta", `order|${key}`);
    if (kept) log.route.takeOrder(kept);
    return log;
  }

  async replay() {
    const rows = (await rowsOf("entries", this.owner)).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const row of rows) {
      const { item } = await unlock(this.owner, row.id, row.locked);
      if (item.assignment === this.bundle.assignment && row.state !== "rejected") this.route.takeEntry(item);
    }
    await this.release();
  }

  // The order of walking and what was put off outlive a closed tab.
  keepOrder() {
    return put({ meta: [{ key: `order|${this.key}`, ...this.route.orderKept() }] });
  }

  // Changes by others, asked before each sending; says whether a door looks different now.
  // A shift that is over keeps what it has.
  async pull() {
    const url = settings.urls.changes.replace("ASSIGNMENT", this.bundle.assignment);
    const answer = await ask(`${url}?since=${encodeURIComponent(this.bundle.cursor)}`);
    this.gone = answer.status === 404;
    if (answer.status !== 200) return false;
    const before = this.route.picture();
    this.route.takeChanges(answer.data.changes);
    this.bundle.cursor = answer.data.cursor;
    const known = new Map([...this.bundle.changes, ...answer.data.changes].map((change) => [change.stop, change]));
    this.bundle.changes = [...known.values()];
    await put({ bundles: [{ key: this.key, bundle: this.bundle }] });
    return before !== this.route.picture();
  }

  item(type, fields) {
    const logged = { id: uuid7(), type, assignment: this.bundle.assignment, logged_at: new Date().toISOString() };
    return { ...logged, ...fields };
  }

  async row(item) {
    return { id: item.id, owner: this.owner, state: "queued", locked: await lock(this.owner, item.id, { item }) };
  }

  // One outcome for one door or for a whole floor, in one transaction with the conversation that belongs to it.
  async logDoors(stops, outcome, { talk = null, answers = null, label = "", dayPart = "" } = {}) {
    await this.release();
    const items = stops.map((stop) => {
      const supersedes = this.route.eventOf(stop) || undefined;
      return this.item("door", { stop, supersedes, payload: dayPart ? { outcome, day_part: dayPart } : { outcome } });
    });
    const sealed = talk ? [await this.sealed(talk)] : [];
    await put({ entries: await Promise.all(items.map((item) => this.row(item))), sealed });
    for (const item of items) this.route.takeEntry(item);
    this.last = { stops, outcome, label, answers, dayPart, sealed: sealed.map((row) => row.id), at: Date.now() };
    this.route.after(stops);
  }

  async sealed(talk) {
    const id = uuid4();
    const associated = `${this.owner}|${this.bundle.shift}|${id}`;
    const text = await sealTo(this.bundle.public_key, associated, talk);
    // Held until the next entry: so long it can be taken back and told again.
    return { id, owner: this.owner, shift: this.bundle.shift, state: "held", sealed: text };
  }

  async release() {
    const held = (await rowsOf("sealed", this.owner)).filter((row) => row.state === "held");
    if (held.length) await put({ sealed: held.map((row) => ({ ...row, state: "queued" })) });
    this.last = null;
  }

  // The last conversation of an evening must not wait for a next door that never comes.
  async releaseOld() {
    if (!this.last || Date.now() - this.last.at < HELD_AT_MOST_MS) return false;
    await this.release();
    return true;
  }

  // Takes back the last entry; returns it, so that a conversation can be told again.
  async undo() {
    const last = this.last;
    if (!last) return null;
    await remove("sealed", last.sealed);
    await this.takeBack(last.stops);
    this.route.chosen = last.stops[0];
    this.last = null;
    return last;
  }

  async takeBack(stops) {
    const items = stops
      .filter((stop) => this.route.eventOf(stop))
      .map((stop) => {
        const outcome = this.route.outcomeOf(stop);
        return this.item("undo", { stop, supersedes: this.route.eventOf(stop), payload: { outcome } });
      });
    if (items.length) await put({ entries: await Promise.all(items.map((item) => this.row(item))) });
    for (const item of items) this.route.takeEntry(item);
  }

  async note(type, fields = {}) {
    const item = this.item(type, { payload: {}, ...fields });
    await put({ entries: [await this.row(item)] });
  }

  // After everything is sent: the route, the log and the key that reads it.
  async wipe() {
    const rows = await rowsOf("entries", this.owner);
    await remove("entries", rows.filter((row) => row.state === "sent").map((row) => row.id));
    await remove("bundles", [this.key]);
    await remove("meta", [`order|${this.key}`, `earlier|${this.owner}`]);
    if (rows.every((row) => row.state === "sent")) await remove("keys", [this.owner]);
  }
}

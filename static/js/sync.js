// Sends what waits: one flusher at a time over all tabs, each time asking first who is signed in.
import { rowsOf } from "./db.js";
import { alone } from "./alone.js";
import { NoAnswer, ask } from "./request.js";
import { unlock } from "./seal.js";
import { settle } from "./settling.js";

const SCHEMA = 2;
const MOST_ITEMS = 50;
// Below the server's 256 kB, with room for the frame around the items.
const MOST_BYTES = 240000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300000;
const OTHER_TAB_MS = 1500;

/** The first items that fit into one request. */
export function batchOf(items, most) {
  let bytes = 0;
  const batch = [];
  for (const item of items) {
    // Bytes, not letters: words of a payload are codes today, but may not be for ever.
    bytes += new TextEncoder().encode(JSON.stringify(item)).length + 1;
    if (batch.length && (batch.length >= most || bytes > MOST_BYTES)) break;
    batch.push(item);
  }
  return batch;
}

// Rows as the server wants them. One that cannot be read any more must not stop the others.
async function opened(owner, rows) {
  const damaged = [];
  const open = async (row) => {
    try {
      return (await unlock(owner, row.id, row.locked)).item;
    } catch (error) {
      if (error.name !== "OperationError") throw error;
      damaged.push({ id: row.id, status: "rejected", code: "unreadable", text: "" });
      return null;
    }
  };
  const items = (await Promise.all(rows.map(open))).filter(Boolean);
  await settle("entries", rows, damaged);
  return items;
}

/**
 * @param {{ owner: number, urls: { session: string, sync: string, conversations: string }, version: string,
 *   pull: () => Promise<void>, changed: (why: string) => void }} options `why` is "ok", "auth", "offline", "server" or "busy"
 */
export function makeSync({ owner, urls, version, pull, changed }) {
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let running = null;
  let again = false;
  // Fewer at a time where the network is too slow or the server finds it too much.
  let most = MOST_ITEMS;
  let csrf = "";

  async function probe() {
    const { status, data } = await ask(urls.session);
    if (status !== 200 || !data) return "server";
    csrf = data.csrf;
    return data.user === owner ? "ok" : "auth";
  }

  async function post(url, body) {
    const once = () => ask(url, { csrf, body: { owner, ...body } });
    try {
      const answer = await once();
      // The token changed since we asked, not the person.
      if (answer.status === 403 && (await probe()) === "ok") return await once();
      return answer;
    } catch (error) {
      if (error instanceof NoAnswer) most = Math.max(1, Math.floor(most / 2));
      throw error;
    }
  }

  function verdict({ status, data }, size) {
    if (status === 200 && data && Array.isArray(data.results)) return "ok";
    if (status === 401 || status === 403 || status === 409) return "auth";
    const misread = status === 413 || (status === 400 && data && data.code === "malformed");
    if (!misread) return "server";
    return size > 1 ? "smaller" : "refused";
  }

  // One request after another until nothing is left; what the server wants later stays for the next flush.
  async function drain(store, url, rows, items, frame) {
    const left = [...items];
    const byId = new Map(rows.map((row) => [row.id, row]));
    let why = "ok";
    while (left.length) {
      const batch = batchOf(left, most);
      const answer = await post(url, { ...frame(), items: batch });
      const word = verdict(answer, batch.length);
      if (word === "smaller") {
        most = Math.max(1, Math.floor(batch.length / 2));
        continue;
      }
      if (word === "auth" || word === "server") return word;
      const results = word === "ok" ? answer.data.results : [{ id: batch[0].id, status: "rejected", code: "malformed", text: "" }];
      const done = await settle(store, batch.map((item) => byId.get(item.id)), results);
      if (done < batch.length) why = "server";
      left.splice(0, batch.length);
    }
    return why;
  }

  async function sendEntries() {
    const rows = (await rowsOf("entries", owner, "queued")).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (!rows.length) return "ok";
    const frame = () => ({ schema: SCHEMA, app_version: version, sent_at: new Date().toISOString() });
    return drain("entries", urls.sync, rows, await opened(owner, rows), frame);
  }

  async function sendSealed() {
    // Ids are random: in their order the evening's is forgotten.
    const rows = await rowsOf("sealed", owner, "queued");
    return drain("sealed", urls.conversations, rows, rows.map(({ id, shift, sealed }) => ({ id, shift, sealed })), () => ({}));
  }

  async function flushAlone() {
    try {
      const who = await probe();
      if (who !== "ok") return who;
      // What others did comes meanwhile: a slow answer holds up nothing.
      const news = pull().catch((error) => error);
      const sent = [await sendEntries(), await sendSealed()];
      const trouble = await news;
      if (trouble instanceof Error) throw trouble;
      most = Math.min(MOST_ITEMS, most * 2);
      return sent.find((why) => why !== "ok") || "ok";
    } catch (error) {
      if (error instanceof NoAnswer) return "offline";
      throw error;
    }
  }

  function later(why) {
    if (why === "ok" || why === "auth") {
      wait = FIRST_WAIT_MS;
      return;
    }
    // Jitter: a whole meeting place finds its network again at the same moment.
    timer = setTimeout(flush, why === "busy" ? OTHER_TAB_MS : wait * (0.5 + Math.random() / 2));
    if (why !== "busy") wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  async function rounds() {
    let why = "server";
    try {
      do {
        again = false;
        why = await alone("canvass-flush", flushAlone);
      } while (again && why === "ok");
    } finally {
      running = null;
      later(why);
    }
    if (why !== "busy") changed(why);
    return why;
  }

  // Asked for while one runs: that one goes around once more.
  function flush() {
    clearTimeout(timer);
    if (running) again = true;
    else running = rounds();
    return running;
  }

  function kick() {
    clearTimeout(timer);
    timer = setTimeout(flush, 0);
  }

  function kickFresh() {
    wait = FIRST_WAIT_MS;
    kick();
  }

  window.addEventListener("online", kickFresh);
  window.addEventListener("offline", () => changed("offline"));
  window.addEventListener("pageshow", kickFresh);
  document.addEventListener("visibilitychange", () => document.hidden || kickFresh());
  return { flush, kick };
}

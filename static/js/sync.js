// Sends what waits: one flusher at a time over all tabs, each time asking first who is signed in.
import { remove, rowsOf, put } from "./db.js";
import { NoAnswer, ask } from "./request.js";
import { unlock } from "./seal.js";

const BATCH = 40;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300000;
const SCHEMA = 1;
const STORED = ["created", "duplicate", "conflict_noted"];

function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request("canvass-flush", { ifAvailable: true }, (held) => (held ? work() : "busy"));
}

export async function countRows(owner) {
  const rows = [...(await rowsOf("entries", owner)), ...(await rowsOf("sealed", owner))];
  const waiting = rows.filter((row) => row.state === "queued" || row.state === "held").length;
  return { waiting, rejected: rows.filter((row) => row.state === "rejected").length };
}

/**
 * @param {{ owner: number, urls: { session: string, sync: string, conversations: string }, version: string,
 *   pull: () => Promise<void>, changed: (why: string) => void }} options
 */
export function makeSync({ owner, urls, version, pull, changed }) {
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let again = false;

  async function settle(store, rows, results) {
    const byId = new Map(results.map((result) => [result.id, result]));
    const kept = [];
    const gone = [];
    for (const row of rows) {
      const result = byId.get(row.id);
      if (!result || result.status === "retry") continue;
      if (!STORED.includes(result.status)) kept.push({ ...row, state: "rejected", why: result.text });
      else if (store === "entries") kept.push({ ...row, state: "sent" });
      else gone.push(row.id);
    }
    await put({ [store]: kept });
    await remove(store, gone);
    return kept.length + gone.length;
  }

  async function send(store, url, rows, csrf, body) {
    const answer = await ask(url, { csrf, body: { owner, ...body } });
    if (answer.status === 401 || answer.status === 403 || answer.status === 409) return "auth";
    if (answer.status !== 200) return "server";
    return (await settle(store, rows, answer.data.results)) ? "ok" : "server";
  }

  async function sendEntries(csrf) {
    const queued = (await rowsOf("entries", owner)).filter((row) => row.state === "queued");
    const rows = queued.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, BATCH);
    if (!rows.length) return "empty";
    const items = [];
    for (const row of rows) items.push((await unlock(owner, row.id, row.locked)).item);
    const body = { schema: SCHEMA, app_version: version, sent_at: new Date().toISOString(), items };
    return send("entries", urls.sync, rows, csrf, body);
  }

  async function sendSealed(csrf) {
    const rows = (await rowsOf("sealed", owner)).filter((row) => row.state === "queued").slice(0, BATCH);
    if (!rows.length) return "empty";
    // Ids are random: sorting by them forgets the order of the evening.
    const items = rows.map(({ id, shift, sealed }) => ({ id, shift, sealed }));
    return send("sealed", urls.conversations, rows, csrf, { items });
  }

  async function flushAlone() {
    try {
      const session = await ask(urls.session);
      if (session.status !== 200) return "server";
      if (session.data.user !== owner) return "auth";
      await pull();
      let why = "ok";
      while (why === "ok") why = await sendEntries(session.data.csrf);
      if (why !== "empty") return why;
      why = "ok";
      while (why === "ok") why = await sendSealed(session.data.csrf);
      return why === "empty" ? "ok" : why;
    } catch (error) {
      if (error instanceof NoAnswer) return "offline";
      throw error;
    }
  }

  async function flush() {
    clearTimeout(timer);
    again = false;
    const why = await alone(flushAlone);
    if (why !== "busy") changed(why);
    if (why === "busy" || why === "offline" || why === "server") {
      // Jitter: a whole meeting place finds its network again at the same moment.
      timer = setTimeout(flush, wait * (0.5 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    } else {
      wait = FIRST_WAIT_MS;
      if (again) kick();
    }
    return why;
  }

  function kick() {
    again = true;
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

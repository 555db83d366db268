// Sends waiting rows, one request at a time, in the order they were keyed in.
import { ask } from "../request.js";

const AT_ONCE = 50;
const SLOWEST_MS = 30000;
const KEPT = new Set(["created", "duplicate", "conflict_noted", "held"]);

/**
 * @param {{ url: string, owner: number, csrf: string }} settings
 * @param {object} store
 * @param {{ answered: (id: string, answer: object, stored: boolean) => void, trouble: (kind: string) => void }} told
 */
export function openSender(settings, store, told) {
  let busy = false;
  let pause = 1000;
  let timer = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
    pause = Math.min(2 * pause, SLOWEST_MS);
  }

  function take(results) {
    const done = new Set();
    for (const answer of results) {
      if (answer.status === "retry") continue;
      done.add(answer.id);
      told.answered(answer.id, answer, KEPT.has(answer.status));
    }
    store.answered(done);
    return done.size > 0;
  }

  // True where some of them were answered for good.
  async function send(rows) {
    try {
      const answer = await ask(settings.url, { body: { owner: settings.owner, items: rows }, csrf: settings.csrf });
      if (answer.status === 200 && answer.data) {
        told.trouble("");
        return take(answer.data.results);
      }
      told.trouble([401, 403, 404].includes(answer.status) || answer.status === 200 ? "signedOut" : "offline");
    } catch {
      told.trouble("offline");
    }
    return false;
  }

  async function flush() {
    const rows = store.all().slice(0, AT_ONCE);
    if (busy || !rows.length) return;
    busy = true;
    clearTimeout(timer);
    const went = await send(rows);
    busy = false;
    if (went) pause = 1000;
    if (store.all().length) went ? flush() : later();
  }

  window.addEventListener("online", flush);
  return flush;
}

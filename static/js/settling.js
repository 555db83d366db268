// What becomes of rows once the server has spoken, and taking them off the phone. Nothing of it is needed before the first screen.
import { rowsOf, run } from "./db.js";
import { forgetKey } from "./seal.js";

const STORED = ["created", "duplicate", "conflict_noted", "held"];

/**
 * What the server said of these rows; `retry` or nothing leaves a row as it is.
 *
 * @param {"entries" | "sealed"} store
 * @returns {Promise<number>} how many are done with
 */
export async function settle(store, rows, results) {
  const byId = new Map(results.map((result) => [result.id, result]));
  const judged = rows.filter((row) => byId.has(row.id) && byId.get(row.id).status !== "retry");
  await run([store], "readwrite", (stores) => {
    for (const { id } of judged) {
      const { status, code, text } = byId.get(id);
      const found = stores[store].get(id);
      found.onsuccess = () => {
        // Discarded by hand meanwhile, or settled by another tab.
        if (!found.result || found.result.state !== "queued") return;
        if (!STORED.includes(status)) stores[store].put({ ...found.result, state: "rejected", code, why: text });
        else if (store === "entries") stores[store].put({ ...found.result, state: "sent" });
        else stores[store].delete(id);
      };
    }
  });
  return judged.length;
}

// Refused rows once more, when the coordinator put right what was wrong.
export async function queueAgain(owner) {
  for (const store of ["entries", "sealed"]) {
    const rows = await rowsOf(store, owner, "rejected");
    await run([store], "readwrite", (stores) => rows.forEach((row) => stores[store].put({ ...row, state: "queued" })));
  }
}

/**
 * Takes sent entries off the phone and, when nothing else is left, the key that reads them.
 *
 * @param {number} owner
 * @param {{ all?: boolean }} [options] `all`: also what is unsent
 * @returns {Promise<boolean>} whether nothing is left
 */
export async function clear(owner, { all = false } = {}) {
  let left = 0;
  await run(["keys", "entries", "sealed"], "readwrite", (stores) => {
    left = 0;
    const sweep = (store, then) => {
      const rows = stores[store].index("owner").getAll(owner);
      rows.onsuccess = () => {
        for (const row of rows.result) {
          if (all || row.state === "sent") stores[store].delete(row.id);
          else left += 1;
        }
        then();
      };
    };
    sweep("entries", () => sweep("sealed", () => left || stores.keys.delete(owner)));
  });
  if (!left) forgetKey(owner);
  return !left;
}

/** What a person left on this phone beside the log: routes, the order of walking, the sheet of cards. */
export function forgetPerson(owner) {
  const mine = String(owner);
  return run(["meta", "bundles"], "readwrite", (stores) => {
    const sweep = (store, place) => {
      const keys = store.getAllKeys();
      keys.onsuccess = () => keys.result.filter((key) => key.split("|")[place] === mine).forEach((key) => store.delete(key));
    };
    sweep(stores.meta, 1);
    sweep(stores.bundles, 0);
  });
}

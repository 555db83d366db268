// What is logged on this phone and whether it is sent: `queued`, `held` (a conversation that may still be told again),
// `sent`, `rejected`. Every step is one transaction: a flat battery leaves all of it or nothing.
import { remove, rowsOf, run } from "./db.js";
import { forgetKey, keyOf } from "./seal.js";

const STORED = ["created", "duplicate", "conflict_noted", "held"];

// What could be told again until now goes with the next sending.
function release(sealed, owner) {
  const held = sealed.index("state").getAll([owner, "held"]);
  held.onsuccess = () => held.result.forEach((row) => sealed.put({ ...row, state: "queued" }));
}

function takeOut(sealed, id, refuse) {
  const found = sealed.get(id);
  found.onsuccess = () => (found.result && found.result.state === "held" ? sealed.delete(id) : refuse("sealed"));
}

// Rows that two tabs may both want to write carry a number: the second one looks again.
function putNext(meta, row, refuse) {
  const before = meta.get(row.key);
  before.onsuccess = () => ((before.result ? before.result.rev : 0) === row.rev - 1 ? meta.put(row) : refuse("meta"));
}

/**
 * @param {number} owner
 * @param {() => Promise<{ entries?: object[], sealed?: object[], meta?: object[] }>} make the rows, locked with the owner's key
 * @param {{ takeBack?: string[], keepHeld?: boolean }} [options] held conversations to take back; whether others stay held
 */
export async function save(owner, make, { takeBack = [], keepHeld = false } = {}) {
  const { id } = await keyOf(owner);
  const { entries = [], sealed = [], meta = [] } = await make();
  const names = ["keys", "entries", "sealed", "meta"];
  try {
    await run(names, "readwrite", (stores, refuse) => {
      const key = stores.keys.get(owner);
      // Wiped in another tab meanwhile: nobody could read these rows.
      key.onsuccess = () => (key.result && key.result.id === id) || refuse("key");
      for (const one of takeBack) takeOut(stores.sealed, one, refuse);
      if (!keepHeld && !takeBack.length) release(stores.sealed, owner);
      for (const row of entries) stores.entries.put(row);
      for (const row of sealed) stores.sealed.put(row);
      for (const row of meta) putNext(stores.meta, row, refuse);
    });
  } catch (error) {
    if (error.name === "QuotaExceededError" && (await makeRoom(owner))) return save(owner, make, { takeBack, keepHeld });
    if (error.name !== "Changed" || error.message === "sealed") throw error;
    forgetKey(owner);
    return save(owner, make, { takeBack, keepHeld });
  }
  return undefined;
}

// What the server has can go first.
async function makeRoom(owner) {
  const sent = await rowsOf("entries", owner, "sent");
  await remove("entries", sent.map((row) => row.id));
  return sent.length > 0;
}

export function releaseHeld(owner) {
  return run(["sealed"], "readwrite", ({ sealed }) => release(sealed, owner));
}

/** @returns {Promise<{ waiting: number, rejected: number }>} */
export async function countRows(owner) {
  const counts = await run(["entries", "sealed"], "readonly", (stores) => {
    const count = (store, state) => stores[store].index("state").count([owner, state]);
    return {
      waiting: [count("entries", "queued"), count("sealed", "queued"), count("sealed", "held")],
      rejected: [count("entries", "rejected"), count("sealed", "rejected")],
    };
  });
  const sum = (requests) => requests.reduce((total, request) => total + request.result, 0);
  return { waiting: sum(counts.waiting), rejected: sum(counts.rejected) };
}

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

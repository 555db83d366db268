// What is logged on this phone and whether it is sent: `queued`, `held` (a conversation that may still be told again),
// `sent`, `rejected`. Every step is one transaction: a flat battery leaves all of it or nothing.
import { remove, rowsOf, run } from "./db.js";
import { forgetKey, keyOf } from "./seal.js";

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

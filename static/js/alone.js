// One at a time over all tabs of this phone.
import { run } from "./db.js";
import { uuid4 } from "./uuid.js";

// A tab that the phone put to sleep may hold on for ever; what is done twice here does no harm, what is never done does.
const SLEEPING_MS = 90000;
const LEASE_MS = 30000;
const busySince = new Map();

function overdue(name) {
  if (!busySince.has(name)) busySince.set(name, Date.now());
  return Date.now() - busySince.get(name) > SLEEPING_MS;
}

async function withLock(name, work) {
  const request = (options) =>
    navigator.locks.request(name, options, (held) => {
      if (!held) return "busy";
      busySince.delete(name);
      return work();
    });
  try {
    const answer = await request({ ifAvailable: true });
    if (answer !== "busy" || !overdue(name)) return answer;
    return await request({ steal: true });
  } catch (error) {
    // Another tab took over while ours slept.
    if (error.name === "AbortError") return "busy";
    throw error;
  }
}

// For browsers without locks: a row in the database that runs out by itself.
async function withLease(name, work) {
  const key = `lease|${name}`;
  const mine = { key, token: uuid4(), until: Date.now() + LEASE_MS };
  let free = false;
  await run(["meta"], "readwrite", ({ meta }) => {
    const found = meta.get(key);
    found.onsuccess = () => {
      free = !found.result || found.result.until < Date.now() || found.result.token === mine.token;
      if (free) meta.put(mine);
    };
  });
  if (!free) return "busy";
  try {
    return await work();
  } finally {
    await run(["meta"], "readwrite", ({ meta }) => {
      const found = meta.get(key);
      found.onsuccess = () => found.result && found.result.token === mine.token && meta.delete(key);
    });
  }
}

/** Runs `work` unless another tab is at it: then the answer is "busy". */
export function alone(name, work) {
  return navigator.locks ? withLock(name, work) : withLease(name, work);
}

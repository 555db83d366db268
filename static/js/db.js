// IndexedDB behind a few verbs. A connection serves one burst of work: one that the browser dropped is never used again.

const NAME = "canvass-field";
const VERSION = 2;
// Some browsers lose their database server and then never answer.
const PATIENCE_MS = 8000;
const PAUSES_MS = [50, 400];
// Longer than a tap takes, shorter than a phone's nap, after which browsers have lost it without a word.
const BURST_MS = 10000;
// Asking again changes nothing about these.
const FINAL = ["QuotaExceededError", "ConstraintError", "DataError", "DataCloneError", "Changed", "Blocked"];

// What a transaction counted on is not so any more: another tab was faster. Nothing was written.
export class Changed extends Error {
  name = "Changed";
}

// Another tab holds the database in its old shape and does not let go.
export class Blocked extends Error {
  name = "Blocked";
}

function upgrade(database, transaction, from) {
  if (from < 1) {
    database.createObjectStore("meta", { keyPath: "key" });
    database.createObjectStore("keys", { keyPath: "owner" });
    database.createObjectStore("bundles", { keyPath: "key" });
    database.createObjectStore("entries", { keyPath: "id" }).createIndex("owner", "owner");
    database.createObjectStore("sealed", { keyPath: "id" }).createIndex("owner", "owner");
  }
  // What waits is counted and fetched without reading what was sent.
  if (from < 2) for (const name of ["entries", "sealed"]) transaction.objectStore(name).createIndex("state", ["owner", "state"]);
}

function ask(version) {
  return new Promise((resolve, reject) => {
    const request = version ? indexedDB.open(NAME, version) : indexedDB.open(NAME);
    let blocked = false;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(blocked ? new Blocked(NAME) : new DOMException("no answer", "TimeoutError"));
    }, PATIENCE_MS);
    request.onupgradeneeded = (event) => upgrade(request.result, request.transaction, event.oldVersion);
    request.onblocked = () => {
      blocked = true;
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (late) request.result.close();
      else request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

async function open() {
  try {
    return await ask(VERSION);
  } catch (error) {
    // A newer page opened beside this one: stores are only ever added, so that this one goes on.
    if (error.name === "VersionError") return ask();
    throw error;
  }
}

let burst = null;
let timer = 0;

// What still runs on it ends as it would have.
function drop() {
  clearTimeout(timer);
  if (burst) burst.then((database) => database.close(), () => {});
  burst = null;
}

/** The connection of this burst; also asked for when a thumb goes down, so that it is there when the tap is known. */
export function connect() {
  burst ||= open();
  clearTimeout(timer);
  timer = setTimeout(drop, BURST_MS);
  return burst;
}

async function once(names, mode, work) {
  try {
    const database = await connect();
    return await new Promise((resolve, reject) => {
      // Strict: on disk before we say "saved", else a flat battery takes it.
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      let refusal = null;
      const refuse = (why) => {
        refusal = new Changed(why);
        transaction.abort();
      };
      const lost = () => reject(refusal || transaction.error || new DOMException("connection lost", "AbortError"));
      database.addEventListener("close", lost, { once: true });
      const answer = work(stores, refuse);
      transaction.oncomplete = () => resolve(answer instanceof IDBRequest ? answer.result : answer);
      transaction.onabort = lost;
    });
  } catch (error) {
    drop();
    throw error;
  }
}

window.addEventListener("pagehide", drop);
document.addEventListener("visibilitychange", () => document.hidden && drop());

/**
 * One transaction over `names`; tried again on a new connection if the browser lost this one.
 *
 * @param {(stores: Record<string, IDBObjectStore>, refuse: (why: string) => void) => any} work
 *   may return a request: its result is the answer; `refuse` undoes everything and throws `Changed`
 */
export async function run(names, mode, work) {
  for (const pause of PAUSES_MS) {
    try {
      return await once(names, mode, work);
    } catch (error) {
      if (FINAL.includes(error.name)) throw error;
      await new Promise((resume) => { setTimeout(resume, pause); });
    }
  }
  return once(names, mode, work);
}

export function get(store, key) {
  return run([store], "readonly", (stores) => stores[store].get(key));
}

/** @param {string} [state] only rows in this state */
export function rowsOf(store, owner, state) {
  return run([store], "readonly", (stores) =>
    state ? stores[store].index("state").getAll([owner, state]) : stores[store].index("owner").getAll(owner));
}

// All or nothing over several stores: { entries: [...], sealed: [...] }.
export function put(rows) {
  return run(Object.keys(rows), "readwrite", (stores) => {
    for (const [store, list] of Object.entries(rows)) for (const row of list) stores[store].put(row);
  });
}

export function add(store, row) {
  return run([store], "readwrite", (stores) => stores[store].add(row));
}

export function remove(store, keys) {
  return run([store], "readwrite", (stores) => {
    for (const key of keys) stores[store].delete(key);
  });
}

// IndexedDB behind four verbs. Opened per transaction: a connection that the browser dropped is never used again.

const NAME = "canvass-field";
const VERSION = 1;

function upgrade(database) {
  database.createObjectStore("meta", { keyPath: "key" });
  database.createObjectStore("keys", { keyPath: "owner" });
  database.createObjectStore("bundles", { keyPath: "key" });
  database.createObjectStore("entries", { keyPath: "id" }).createIndex("owner", "owner");
  database.createObjectStore("sealed", { keyPath: "id" }).createIndex("owner", "owner");
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

// `work` gets the object stores by name and may return a request; its result is the answer.
async function run(names, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      // Strict: on disk before we say "saved", else a flat battery takes it.
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      const request = work(stores);
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export function get(store, key) {
  return run([store], "readonly", (stores) => stores[store].get(key));
}

export function rowsOf(store, owner) {
  return run([store], "readonly", (stores) => stores[store].index("owner").getAll(owner));
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

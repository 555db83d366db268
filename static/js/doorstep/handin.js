// What is unsent, as a file for the coordinator: sealed, so that nobody else can read it. Nothing is deleted here.
import { rowsOf, run } from "../db.js";
import { releaseHeld } from "../outbox.js";
import { sealTo, unlock } from "../seal.js";

const SCHEMA = 2;
const UNSENT = ["queued", "rejected"];

async function unsent(store, owner) {
  const lists = await Promise.all(UNSENT.map((state) => rowsOf(store, owner, state)));
  return lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
}

// One key per shift; a duo may have walked more than one turf of it.
async function sealKeys(owner) {
  const prefix = `seal|${owner}|`;
  return run(["meta"], "readonly", ({ meta }) => meta.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
}

async function itemsOf(owner) {
  const rows = await unsent("entries", owner);
  const items = await Promise.all(rows.map((row) => unlock(owner, row.id, row.locked).catch(() => null)));
  return items.filter(Boolean).map(({ item }) => item);
}

async function handIn(owner, keys, items, sealed) {
  const [{ assignment, shift, public_key: publicKey }] = keys;
  const now = new Date().toISOString();
  const entries = await sealTo(publicKey, `${owner}|${shift}|hand-in`, { schema: SCHEMA, sent_at: now, items });
  return { format: "canvass-hand-in", v: 1, owner, shift, assignment, made_at: now, sealed, entries };
}

/** @returns {Promise<object[]>} one file's content for each shift that something is unsent of */
export async function handIns(owner) {
  await releaseHeld(owner);
  const [keys, items, sealed] = await Promise.all([sealKeys(owner), itemsOf(owner), unsent("sealed", owner)]);
  const files = [];
  for (const shift of new Set(keys.map((key) => key.shift))) {
    const own = keys.filter((key) => key.shift === shift);
    const mine = items.filter((item) => own.some((key) => key.assignment === item.assignment));
    const talks = sealed.filter((row) => row.shift === shift).map((row) => ({ id: row.id, shift, sealed: row.sealed }));
    if (mine.length || talks.length) files.push(await handIn(owner, own, mine, talks));
  }
  return files;
}

function download(content) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `shift-${content.shift}-${content.made_at.slice(0, 10)}.canvass`;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read it only after the tap is over.
  window.setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** @returns {Promise<boolean>} whether there was anything to put into a file */
export async function exportFile(app) {
  const files = await handIns(app.owner);
  files.forEach(download);
  if (app.log) app.log.last = null;
  await app.count();
  return files.length > 0;
}

// For the screen that shows the refused ones by name.
export async function refusedRows(owner) {
  const [entries, sealed] = await Promise.all(["entries", "sealed"].map((store) => rowsOf(store, owner, "rejected")));
  const opened = entries.map(async (row) => {
    const content = await unlock(owner, row.id, row.locked).catch(() => null);
    return { store: "entries", id: row.id, why: row.why, code: row.code, item: content && content.item };
  });
  return [...(await Promise.all(opened)), ...sealed.map((row) => ({ store: "sealed", id: row.id, why: row.why, code: row.code, item: null }))];
}

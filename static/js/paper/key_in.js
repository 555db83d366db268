// Keying in a walk sheet: a number, a letter, Enter. Every row is an entry of its own, kept until it is answered.
import { uuid7 } from "../uuid.js";
import { openSender } from "./sender.js";
import { openStore } from "./store.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const TEXTS = settings.texts;
const JUMP_MS = 1500;
const rows = [...document.querySelectorAll("[data-row]")];
const byEntry = new Map();
const done = [];
let jump = "";
let jumpTimer = 0;

const store = openStore(settings.url);
const flush = openSender(settings, store, { answered, trouble });

const boxes = (row) => [...row.querySelectorAll("input")];
const picked = (row) => boxes(row).find((box) => box.checked)?.value || "";
const isDoor = (row) => row.dataset.row === "door";
const rowOf = (entry) => rows.find((row) => (entry.stop ? row.dataset.stop === String(entry.stop) : row.dataset.entrance === String(entry.entrance)));
const nameOf = (row) => row.querySelector("legend").firstElementChild?.textContent || row.querySelector("legend").textContent.trim();
const current = () => document.activeElement?.closest?.("[data-row]");

function say(text) {
  document.getElementById("said").textContent = text;
}

function mark(row, state, text) {
  row.classList.remove("pending", "waiting", "saved", "refused");
  if (state) row.classList.add(state);
  row.querySelector(".key-state").textContent = text || "";
}

function check(row, outcome) {
  for (const box of boxes(row)) box.checked = box.value === outcome;
}

function count() {
  const doors = rows.filter(isDoor);
  const keyed = doors.filter((row) => row.dataset.outcome).length;
  const label = document.getElementById("count");
  label.textContent = label.textContent.replace(/\d+/, String(keyed));
  document.getElementById("progress").value = keyed;
  const last = done[done.length - 1];
  document.getElementById("undo").disabled = !last;
  document.getElementById("undo-what").textContent = last ? `: ${nameOf(last.row)}` : "";
}

function enter(row, entry) {
  byEntry.set(entry.id, { row, before: { outcome: row.dataset.outcome, event: row.dataset.event } });
  row.dataset.outcome = entry.type === "undo" ? "" : entry.outcome;
  row.dataset.event = entry.type === "undo" ? "" : entry.id;
  mark(row, "waiting", TEXTS.waiting);
  store.add(entry);
  flush();
  count();
}

function entryFor(row, outcome) {
  const entry = { id: uuid7(), type: row.dataset.row, outcome };
  if (!isDoor(row)) return { ...entry, entrance: Number(row.dataset.entrance) };
  entry.stop = Number(row.dataset.stop);
  if (row.dataset.event) entry.supersedes = row.dataset.event;
  return entry;
}

function commit(row) {
  const outcome = row && picked(row);
  if (!outcome || outcome === row.dataset.outcome) {
    if (row?.classList.contains("pending")) mark(row, "", "");
    return;
  }
  done.push({ row, before: row.dataset.outcome });
  enter(row, entryFor(row, outcome));
  say(`${nameOf(row)}: ${boxes(row).find((box) => box.checked).parentElement.textContent.trim()}`);
}

function undo() {
  const last = done.pop();
  if (!last) return;
  const { row, before } = last;
  check(row, before);
  if (before || !isDoor(row)) {
    if (before) enter(row, entryFor(row, before));
  } else if (row.dataset.event) {
    enter(row, { id: uuid7(), type: "undo", stop: Number(row.dataset.stop), outcome: row.dataset.outcome, supersedes: row.dataset.event });
  }
  focus(row);
  say(`${nameOf(row)}: ${TEXTS.undone}`);
  count();
}

function answered(id, answer, stored) {
  const known = byEntry.get(id);
  if (!known) return;
  byEntry.delete(id);
  const { row, before } = known;
  if (stored) {
    if (!row.classList.contains("pending")) mark(row, "saved", answer.status === "held" ? TEXTS.held : TEXTS.saved);
    return;
  }
  // Refused: what stood before still stands, and the row says why.
  if (row.dataset.event === id || !row.dataset.event) Object.assign(row.dataset, before);
  check(row, row.dataset.outcome);
  mark(row, "refused", answer.text || answer.code);
  say(`${nameOf(row)}: ${answer.text || answer.code}`);
  count();
}

function trouble(kind) {
  const banner = document.getElementById("trouble");
  banner.hidden = !kind;
  banner.textContent = kind ? TEXTS[kind] : "";
}

function focus(row) {
  if (!row) return;
  (boxes(row).find((box) => box.checked) || boxes(row)[0]).focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(row, by) {
  commit(row);
  focus(rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + by))]);
}

function nextOpen(row) {
  commit(row);
  const at = rows.indexOf(row);
  const open = (other) => isDoor(other) && !other.dataset.outcome;
  focus(rows.slice(at + 1).find(open) || rows.find(open) || row);
}

function pick(row, letter) {
  const box = boxes(row).find((one) => one.dataset.letter.toLowerCase() === letter.toLowerCase());
  if (!box) return false;
  box.checked = true;
  box.focus();
  mark(row, picked(row) === row.dataset.outcome ? "" : "pending", "");
  return true;
}

function goTo(digit) {
  clearTimeout(jumpTimer);
  jump += digit;
  const number = (row) => (row.dataset.number || "").match(/^\d+/)?.[0] || "";
  const from = current();
  if (from) commit(from);
  const found = rows.find((row) => number(row) === jump) || rows.find((row) => number(row).startsWith(jump));
  if (found) focus(found);
  document.getElementById("jump").textContent = found ? `${TEXTS.goTo}: ${jump}` : `${TEXTS.noDoor}: ${jump}`;
  jumpTimer = setTimeout(endJump, JUMP_MS);
}

function endJump() {
  clearTimeout(jumpTimer);
  jump = "";
  document.getElementById("jump").textContent = "";
}

function sideways(row, by) {
  const all = boxes(row);
  const at = all.indexOf(document.activeElement);
  all[(at + by + all.length) % all.length].focus();
}

const KEYS = {
  ArrowDown: (row) => step(row, 1),
  ArrowUp: (row) => step(row, -1),
  ArrowRight: (row) => sideways(row, 1),
  ArrowLeft: (row) => sideways(row, -1),
  Enter: nextOpen,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("a, button, summary, select, textarea") && event.key !== "Escape") return;
  const row = current();
  if (event.key === "Escape") undo();
  else if (/^\d$/.test(event.key)) goTo(event.key);
  else if (row && KEYS[event.key]) {
    KEYS[event.key](row);
    endJump();
  } else if (row && event.key.length === 1 && pick(row, event.key)) endJump();
  else return;
  event.preventDefault();
}

// What waited in this window before a reload is drawn as it was keyed in.
function restore() {
  for (const entry of store.all()) {
    const row = rowOf(entry);
    if (!row) continue;
    byEntry.set(entry.id, { row, before: { outcome: row.dataset.outcome, event: row.dataset.event } });
    row.dataset.outcome = entry.type === "undo" ? "" : entry.outcome;
    row.dataset.event = entry.type === "undo" ? "" : entry.id;
    check(row, row.dataset.outcome);
    mark(row, "waiting", TEXTS.waiting);
  }
}

document.addEventListener("keydown", onKey);
document.getElementById("rows").addEventListener("click", (event) => {
  const box = event.target.closest("input");
  if (box) commit(box.closest("[data-row]"));
});
document.getElementById("rows").addEventListener("focusout", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && !row.contains(event.relatedTarget)) commit(row);
});
document.getElementById("undo").addEventListener("click", undo);
window.addEventListener("beforeunload", (event) => {
  rows.filter((row) => row.classList.contains("pending")).forEach(commit);
  if (store.all().length) event.preventDefault();
});

restore();
count();
flush();
focus(rows.find((row) => isDoor(row) && !row.dataset.outcome) || rows[0]);
document.documentElement.dataset.ready = "1";

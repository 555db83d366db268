// Moving people between duos: drag, or pick up and put down with a tap or the keyboard. The server does the moving.

let moving = null;

const places = () => [...document.querySelectorAll("#board [data-drop]")];
const buttons = () => [...document.querySelectorAll("#board .put")];

function showPlaces(on) {
  for (const button of buttons()) button.hidden = !on;
  const fresh = document.querySelector("#board .duo.new");
  if (fresh) fresh.hidden = !on;
}

function take(line) {
  moving = line;
  document.getElementById("move-form").action = line.querySelector("[data-move]").dataset.move;
  line.classList.add("picked");
}

function pickUp(line) {
  take(line);
  const banner = document.getElementById("moving");
  const words = banner.querySelector("[data-moving]");
  words.textContent = words.dataset.moving.replace("#", line.dataset.name);
  showPlaces(true);
  banner.hidden = false;
}

function stop() {
  if (!moving) return;
  moving.classList.remove("picked");
  document.getElementById("moving").hidden = true;
  showPlaces(false);
  const link = moving.querySelector("[data-move]");
  moving = null;
  link.focus();
}

function put(place) {
  const form = document.getElementById("move-form");
  const data = document.createElement("input");
  data.type = "hidden";
  [data.name, data.value] = place.dataset.drop === "leave" ? ["leave", "1"] : ["duo", place.dataset.drop];
  form.append(data);
  form.submit();
}

function step(by) {
  const all = buttons().filter((button) => !button.hidden);
  const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
  if (next) next.focus();
}

function wireKeys() {
  document.addEventListener("keydown", (event) => {
    if (!moving) return;
    if (event.key === "Escape") stop();
    else if (["ArrowDown", "ArrowRight"].includes(event.key)) step(1);
    else if (["ArrowUp", "ArrowLeft"].includes(event.key)) step(-1);
    else return;
    event.preventDefault();
  });
}

function wireDrag(board) {
  for (const line of board.querySelectorAll("[data-person]")) line.draggable = true;
  board.addEventListener("dragstart", (event) => {
    const line = event.target.closest("[data-person]");
    if (!line) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", line.dataset.person);
    // Nothing is drawn anew: the cards must not move from under the hand.
    take(line);
  });
  board.addEventListener("dragover", (event) => {
    const place = event.target.closest("[data-drop]");
    if (!moving || !place) return;
    event.preventDefault();
    for (const other of places()) other.classList.toggle("over", other === place);
  });
  board.addEventListener("drop", (event) => {
    const place = event.target.closest("[data-drop]");
    if (!moving || !place) return;
    event.preventDefault();
    put(place);
  });
  board.addEventListener("dragend", () => {
    for (const place of places()) place.classList.remove("over");
    stop();
  });
}

export function wireBoard() {
  const board = document.getElementById("board");
  if (!board || !document.getElementById("move-form")) return;
  board.addEventListener("click", (event) => {
    const link = event.target.closest("[data-move]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stop();
    pickUp(link.closest("[data-person]"));
    step(1);
  });
  document.getElementById("stop-moving").addEventListener("click", stop);
  wireKeys();
  wireDrag(board);
}

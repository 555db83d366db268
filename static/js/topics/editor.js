// Editors of topics and guides: a counter at each limited line, and Alt with an arrow key to move a step.
// Without this script the server still holds the limits, and the buttons still move.
const words = document.getElementById("counter-words")?.content.textContent ?? "";

function count(input) {
  const most = Number(input.dataset.counter);
  const used = [...input.value].length;
  const said = document.getElementById(`${input.id}-counter`);
  said.textContent = words.replace("[n]", used).replace("[max]", most);
  said.classList.toggle("full", used > most * 0.9);
}

function wireCounters() {
  for (const input of document.querySelectorAll("input[data-counter]")) {
    const said = document.createElement("span");
    said.className = "counter";
    said.id = `${input.id}-counter`;
    input.after(said);
    const described = [input.getAttribute("aria-describedby"), said.id].filter(Boolean);
    input.setAttribute("aria-describedby", described.join(" "));
    input.addEventListener("input", () => count(input));
    count(input);
  }
}

// The row moves with its buttons, so the focus stays on what was pressed.
function wireMoves() {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-move][aria-disabled='true']")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const to = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!to || !event.altKey) return;
    const row = event.target.closest("[data-moves] > li");
    const button = row && row.querySelector(`[data-move='${to}']`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  });
}

wireCounters();
wireMoves();

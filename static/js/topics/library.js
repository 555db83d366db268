// The library by keyboard: "/" goes to the search, arrows go through what was found. Printing has its own button.
// Without this script the form, the links and the browser's own printing do the same.
const search = document.querySelector("[data-search]");
const links = [...document.querySelectorAll("[data-results] a")];

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]");
}

function step(by) {
  const at = links.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  if (to < 0) search?.focus();
  else links[Math.min(to, links.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && search && !isTyping(event.target)) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "ArrowDown" && (event.target === search || links.includes(event.target))) {
    event.preventDefault();
    step(1);
  } else if (event.key === "ArrowUp" && links.includes(event.target)) {
    event.preventDefault();
    step(-1);
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

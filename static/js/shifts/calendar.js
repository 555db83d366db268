// The month by keyboard: arrows go to the nearest shift that way, Page Up and Page Down to another month.
const table = document.getElementById("month");
const STEPS = { ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0] };

const cells = [...table.tBodies[0].rows].map((row) => [...row.cells]);

function placeOf(link) {
  const cell = link.closest("td");
  return [cells.findIndex((row) => row.includes(cell)), cell.cellIndex];
}

// Along a row into the weeks before and after; up and down first through the day's own shifts.
function next(link, [down, across]) {
  const links = [...table.querySelectorAll("a")];
  if (across) {
    return links[links.indexOf(link) + across];
  }
  const own = [...link.closest("td").querySelectorAll("a")];
  const near = own[own.indexOf(link) + down];
  if (near) {
    return near;
  }
  const [row, column] = placeOf(link);
  for (let at = row + down; at >= 0 && at < cells.length; at += down) {
    const found = [...cells[at][column].querySelectorAll("a")];
    if (found.length) {
      return down > 0 ? found[0] : found.at(-1);
    }
  }
  return null;
}

table.addEventListener("keydown", (event) => {
  const link = event.target.closest("a");
  const step = STEPS[event.key];
  if (link && step && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    next(link, document.dir === "rtl" ? [step[0], -step[1]] : step)?.focus();
  }
  const month = { PageDown: "next", PageUp: "previous" }[event.key];
  if (month) {
    event.preventDefault();
    document.querySelector(`[data-month="${month}"]`).click();
  }
});

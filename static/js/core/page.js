// On every page: display switches, menus that close, focus on errors, tables opened for paper, finished jobs.
import { CHOICES, apply, choose, chosen } from "./display.js";

function toggle(key) {
  const [first] = CHOICES[key];
  choose(key, chosen(key) === first ? "" : first);
  return chosen(key) === first;
}

function wireDisplay(root) {
  for (const button of root.querySelectorAll("button[data-display]")) {
    const key = button.dataset.display;
    if (!(key in CHOICES)) continue;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(chosen(key) === CHOICES[key][0]));
    button.addEventListener("click", () => button.setAttribute("aria-pressed", String(toggle(key))));
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function wireMenus() {
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const open = document.querySelector("details.menu[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

function wirePaper() {
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll("details.data:not([open])")) {
      table.open = true;
      opened.push(table);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const table of opened.splice(0)) table.open = false;
  });
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// A select that filters sends its form at once; its button stays for those without scripts.
function wireFilters() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-autosubmit]")) event.target.form.requestSubmit();
  });
}

// What a finished job made is drawn by the server: the page around it is asked for again, once.
function wireJobs() {
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.target.closest("[data-reload-when-done]");
    const job = box && box.querySelector("[data-job-state]");
    if (job && job.dataset.jobState === "done") window.location.reload();
  });
}

for (const key of Object.keys(CHOICES)) apply(key);
wireDisplay(document);
wireMenus();
wirePaper();
wireFilters();
wireJobs();
document.querySelector("[data-error-summary]")?.focus();

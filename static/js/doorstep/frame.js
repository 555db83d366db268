// The frame around every screen: top bar, dock, tabs; and the state of what waits to be sent.
import { button, h, icon, plural, settings, t } from "./dom.js";

const TABS = [["doors", "door", "tab_doors"], ["guide", "script", "tab_guide"], ["end", "flag", "tab_shift"]];

function fill(id, nodes) {
  const box = document.getElementById(id);
  box.replaceChildren(...nodes.filter(Boolean));
  box.hidden = !box.childNodes.length;
}

function syncWords(app) {
  if (app.rejected) return ["warn", plural("rejected", app.rejected)];
  if (app.why === "auth") return ["lock", t("sign_in_again")];
  if (app.waiting) return ["cloud", plural("waiting", app.waiting)];
  return ["saved", t("all_sent")];
}

export function syncState(app) {
  const [glyph, words] = syncWords(app);
  const calm = glyph === "saved";
  const state = { id: "sync", role: "status", "data-waiting": app.waiting, "data-rejected": app.rejected };
  if (app.why === "auth") return h("a.sync.wait", { ...state, href: settings.urls.login }, icon(glyph), words);
  if (calm || app.screen === "waiting") return h(calm ? "span.sync" : "span.sync.wait", state, icon(glyph), words);
  const look = () => app.go("waiting", { back: app.screen, then: app.params });
  return h("button.sync.wait", { ...state, role: null, type: "button", onclick: look }, h("span", { role: "status" }, icon(glyph), words));
}

export function drawSync(app) {
  const old = document.getElementById("sync");
  if (old) old.replaceWith(syncState(app));
}

function safetyButton(app) {
  const back = { screen: app.screen, params: app.params };
  return button(".btn.safe", "shield", t("unsafe"), () => app.go("safety", back));
}

export function backButton(text, onclick) {
  return button(".btn", "back", text, onclick, { "data-back": true });
}

function tabs(app) {
  return TABS.map(([screen, glyph, key]) => {
    const current = app.screen === screen || (screen === "doors" && app.screen === "map");
    const onclick = (event) => {
      event.preventDefault();
      app.go(screen);
    };
    return h("a", { href: `#${screen}`, onclick, "aria-current": current && "page" }, icon(glyph), t(key));
  });
}

// What had the focus, to be found again on the page drawn anew.
function sameAs({ name, value, dataset }) {
  if (name && value) return `input[name="${name}"][value="${value}"]`;
  const [mark] = Object.entries(dataset);
  return mark ? `[data-${mark[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${mark[1]}"]` : "";
}

/** @param {{ title: string, top?: Node[], main: Node[], mainClass?: string, dock?: Node[], tabs?: boolean, safe?: boolean }} page */
export function draw(app, page, isNew) {
  const held = isNew ? "" : sameAs(document.activeElement);
  const start = page.top || [syncState(app)];
  fill("top", page.safe === false ? start : [...start, safetyButton(app)]);
  fill("dock", page.dock || []);
  fill("tabs", page.tabs ? tabs(app) : []);
  const main = document.getElementById("main");
  main.className = page.mainClass ?? "stack";
  main.replaceChildren(...page.main.filter(Boolean));
  document.body.classList.toggle("has-tabs", Boolean(page.tabs));
  document.body.dataset.screen = app.screen;
  document.title = `${page.title} · ${settings.product}`;
  if (page.ready) page.ready();
  if (!isNew) {
    const before = held && main.querySelector(held);
    if (before) before.focus({ preventScroll: true });
    return;
  }
  window.requestAnimationFrame(() => startAtTop(main));
}

// With the frame that shows the screen: asked for sooner, either makes the phone lay the page out twice.
function startAtTop(main) {
  window.scrollTo(0, 0);
  // A screen reader starts at the heading of the new screen.
  const heading = main.querySelector("h1");
  if (!heading || main.contains(document.activeElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

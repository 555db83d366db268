// The shift: where, with whom, is all of it on this phone, start.
import { put, remove } from "../../db.js";
import { button, day, h, icon, phoneLink, said, settings, t, time } from "../dom.js";

let awake = false;
let wakeLock = null;

async function keepAwake(wanted) {
  awake = wanted;
  try {
    if (wanted) wakeLock = await navigator.wakeLock.request("screen");
    else if (wakeLock) await wakeLock.release();
  } catch {
    // A low battery may refuse it; the shift goes on.
  }
}

// A phone lets go of it when one looks at something else.
document.addEventListener("visibilitychange", () => {
  if (awake && !document.hidden) keepAwake(true);
});

function fact(name, ...value) {
  return [h("dt", {}, name), h("dd", {}, ...value)];
}

export function waysOn(app) {
  return h("div.two", {}, h("a.btn", { href: settings.urls.home, "data-go": "home" }, icon("home"), t("to_home")),
    button(".btn", "lock", t("sign_out"), () => app.go("account"), { "data-go": "account" }));
}

// What is not needed to read this page comes a moment later.
function laterOn(fill, otherwise = () => {}) {
  return () => fill().catch((error) => {
    console.warn("not all of this page", error);
    otherwise();
  });
}

function languageBox() {
  const box = h("div", {});
  const fill = async () => box.replaceChildren((await import("../languages.js")).languageChoice());
  return { box, fill };
}

function nothing(app) {
  const language = languageBox();
  const offline = app.why === "offline";
  const box = h("section.empty", {}, icon("door"), h("h1", {}, t("no_route")), h("p", {}, t(offline ? "no_route_offline" : "no_route_why")));
  return { title: t("no_route"), main: [box, language.box], dock: [waysOn(app)], ready: laterOn(language.fill) };
}

function several(app) {
  const language = languageBox();
  const choose = (route) => async () => {
    await app.choose(route.assignment);
    app.go(app.started ? "doors" : "start");
  };
  const card = (route) =>
    h("li.card.stack", {},
      h("div.row", {}, h("span.plate", {}, route.turf), h("span.muted", {}, route.campaign)),
      h("p", {}, `${day(route.starts_at)}, ${time(route.starts_at)}`),
      button(".btn.btn-main", "door", t("take_route"), choose(route)));
  const main = [h("h1", {}, t("which_route")), h("ul.stack.plain", {}, app.routes.map(card)), language.box];
  return { title: t("which_route"), main, ready: laterOn(language.fill) };
}

async function begin(app) {
  await put({ meta: [{ key: `started|${app.log.key}`, value: new Date().toISOString() }] });
  if (!app.started) await app.log.note("walk_out");
  app.started = true;
}

function check(words, checked, onchange, more = {}) {
  return h("label.check", {}, h("input", { type: "checkbox", checked, onchange, ...more }), h("span", {}, words));
}

// Who led the talk is then asked after each conversation.
function onePhone(app) {
  const key = `one_phone|${app.owner}|${app.log.bundle.shift}`;
  const keep = ({ target }) => {
    app.onePhone = target.checked;
    (app.onePhone ? put({ meta: [{ key, value: true }] }) : remove("meta", [key])).catch(app.fail);
  };
  return app.log.bundle.partners.length > 0 && check(t("one_phone"), app.onePhone, keep, { name: "one_phone" });
}

function card({ bundle }) {
  const coordinator = bundle.safety_phone ? h("a", { href: phoneLink(bundle.safety_phone) }, bundle.safety_phone) : t("no_number");
  return h("section.card.stack", {},
    h("div.row", {}, h("span.plate", {}, bundle.turf), h("span.muted", {}, bundle.neighbourhood)),
    h("dl.facts", {},
      fact(t("meet"), `${time(bundle.starts_at)}, ${bundle.meeting_place}`),
      fact(t("doors"), bundle.core < bundle.doors.length ? t("core_and_more", { core: bundle.core, all: bundle.doors.length }) : String(bundle.doors.length)),
      fact(t("talk_about"), said(bundle.talk.topic)),
      fact(t("coordinator"), coordinator)));
}

export function start(app) {
  if (!app.log) return app.routes.length > 1 ? several(app) : nothing(app);
  const { bundle } = app.log;
  const partner = bundle.partners.join(", ");
  const checks = h("ul.checks", { "aria-busy": "true" }, h("li", {}, icon("clock"), h("span", {}, t("checking"))));
  const install = h("div", {});
  const language = languageBox();
  const fill = async () => {
    const [{ preflight }, { installBox }] = await Promise.all([import("../preflight.js"), import("../install.js"), language.fill()]);
    preflight(app, checks);
    await installBox(install);
  };
  const notHere = () => checks.replaceChildren(h("li", { "data-state": "warn" }, icon("warn"), h("span", {}, t("check_no_shell"))));
  const main = [
    h("div", {},
      h("p.muted", {}, t("when", { day: day(bundle.starts_at), from: time(bundle.starts_at), to: time(bundle.ends_at) })),
      h("h1", {}, partner ? t("hello_with", { name: app.name, partner }) : t("hello", { name: app.name }))),
    card(app.log),
    h("section.card.stack", {}, h("h2", {}, t("ready")), checks),
    install,
    h("div", {}, onePhone(app), "wakeLock" in navigator && check(t("keep_awake"), awake, (event) => keepAwake(event.target.checked))),
    button(".btn.btn-wide", "list", t("card_sheet"), () => app.go("card", { back: "start" }), { "data-go": "card" }),
    language.box,
    button(".btn.btn-wide", "sun", t("looks"), () => app.go("looks", { back: "start" }), { "data-go": "looks" }),
  ];
  const dock = [
    button(".btn.btn-main.btn-l.btn-wide", null, app.started ? t("to_doors") : t("start"), () => app.save(() => begin(app)), { "data-go": "begin" }),
    button(".btn.btn-wide", "script", t("read_guide"), () => app.go("guide")),
  ];
  return { title: t("your_shift"), main, dock, ready: laterOn(fill, notHere) };
}

// The shift: where, with whom, is the route on this phone, start.
import { put } from "../../db.js";
import { button, day, h, icon, said, t, time } from "../dom.js";

let wakeLock = null;

async function keepAwake(wanted) {
  try {
    if (wanted) wakeLock = await navigator.wakeLock.request("screen");
    else if (wakeLock) await wakeLock.release();
  } catch {
    // A low battery may refuse it; the shift goes on.
  }
}

function fact(name, ...value) {
  return [h("dt", {}, name), h("dd", {}, ...value)];
}

function phoneLink(number) {
  return number ? h("a", { href: `tel:${number.replace(/[^+\d]/g, "")}` }, number) : t("no_number");
}

function nothing(app) {
  const offline = app.why === "offline";
  const box = h("section.empty", {}, icon("door"), h("h1", {}, t("no_route")), h("p", {}, t(offline ? "no_route_offline" : "no_route_why")));
  return { title: t("no_route"), main: [box], safe: false };
}

function several(app) {
  const choose = (route) => async () => {
    await app.choose(route.assignment);
    app.go(app.started ? "doors" : "start");
  };
  const card = (route) =>
    h("li.card.stack", {},
      h("div.row", {}, h("span.plate", {}, route.turf), h("span.muted", {}, route.campaign)),
      h("p", {}, `${day(route.starts_at)}, ${time(route.starts_at)}`),
      button(".btn.btn-main", "door", t("take_route"), choose(route)));
  return { title: t("which_route"), main: [h("h1", {}, t("which_route")), h("ul.stack.plain", {}, app.routes.map(card))], safe: false };
}

async function begin(app) {
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
  await put({ meta: [{ key: `started|${app.log.key}`, value: new Date().toISOString() }] });
  if (!app.started) await app.log.note("walk_out");
  app.started = true;
}

export function start(app) {
  if (!app.log) return app.routes.length > 1 ? several(app) : nothing(app);
  const { bundle } = app.log;
  const partner = bundle.partners.join(", ");
  const awake = h("input", { type: "checkbox", onchange: (event) => keepAwake(event.target.checked) });
  const main = [
    h("div", {},
      h("p.muted", {}, t("when", { day: day(bundle.starts_at), from: time(bundle.starts_at), to: time(bundle.ends_at) })),
      h("h1", {}, partner ? t("hello_with", { name: app.name, partner }) : t("hello", { name: app.name }))),
    h("section.card.stack", {},
      h("div.row", {}, h("span.plate", {}, bundle.turf), h("span.muted", {}, bundle.neighbourhood)),
      h("dl.facts", {},
        fact(t("meet"), `${time(bundle.starts_at)}, ${bundle.meeting_place}`),
        fact(t("doors"), bundle.core < bundle.doors.length ? t("core_and_more", { core: bundle.core, all: bundle.doors.length }) : String(bundle.doors.length)),
        fact(t("talk_about"), said(bundle.talk.topic)),
        fact(t("coordinator"), phoneLink(bundle.safety_phone)))),
    h("section", {},
      h("h2.vh", {}, t("ready")),
      h("p.banner.ok", {}, icon("saved"), h("span", {}, h("b", {}, t("on_phone")), " ", t("on_phone_why")))),
    "wakeLock" in navigator && h("label.check", {}, awake, h("span", {}, t("keep_awake"))),
  ];
  const dock = [
    button(".btn.btn-main.btn-l.btn-wide", null, app.started ? t("to_doors") : t("start"), () => app.save(() => begin(app))),
    button(".btn.btn-wide", "script", t("read_guide"), () => app.go("guide")),
  ];
  return { title: t("your_shift"), main, dock };
}

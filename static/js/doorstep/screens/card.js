// A sheet of ten cards for this shift: scanned with the phone's own camera app, here, or typed in.
import { Cards, normalise, seedOf, tailOf } from "../cards.js";
import { backButton } from "../frame.js";
import { button, h, icon, plural, t } from "../dom.js";

const EVERY_MS = 300;

async function openCards(app) {
  app.cards ||= await Cards.open(app.owner, app.log.bundle.shift);
  return app.cards;
}

function leave(app, params) {
  app.go(params.back || (app.started ? "doors" : "start"), params.then || {});
}

// The first card is shown before the sheet counts: a mistyped letter would make ten codes that nobody has.
async function consider(app, params, text) {
  const seed = seedOf(text);
  if (!seed) {
    params.note = t("sheet_unknown");
  } else {
    Object.assign(params, { note: "", code: normalise(text), tail: await tailOf(seed, 0) });
  }
  if (app.params === params) app.redraw();
}

async function accept(app, params) {
  const cards = await openCards(app);
  const added = await cards.addSheet(params.code);
  Object.assign(params, { code: "", note: added ? "" : t("sheet_known") });
  app.redraw();
}

// Only where the browser can: others use the phone's own camera app.
function scanner(app, params) {
  const video = h("video.scan", { playsinline: true, muted: true, "aria-label": t("scan_sheet") });
  const stop = (stream) => stream.getTracks().forEach((track) => track.stop());
  const begin = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    video.srcObject = stream;
    await video.play();
    const timer = window.setInterval(async () => {
      const [found] = video.isConnected ? await detector.detect(video).catch(() => []) : [];
      if (video.isConnected && !(found && seedOf(found.rawValue))) return;
      window.clearInterval(timer);
      stop(stream);
      if (!video.isConnected) return;
      params.scanning = false;
      await consider(app, params, found.rawValue);
    }, EVERY_MS);
  };
  begin().catch(() => {
    Object.assign(params, { scanning: false, note: t("no_camera") });
    app.redraw();
  });
  return video;
}

// Torn, wet, blown away: its code is given to nobody.
function skipButton(app) {
  const skip = () => app.cards.skip().then(() => app.redraw()).catch(app.fail);
  return button(".btn.btn-wide", "x", t("card_skip", app.cards.next), skip, { "data-go": "skip-card" });
}

function check(app, params) {
  return h("section.card.stack", {}, h("p", {}, t("sheet_check")), h("p.say", { "data-tail": params.tail }, `… ${params.tail}`),
    h("div.two", {},
      button(".btn.btn-main", "check", t("sheet_right"), () => accept(app, params).catch(app.fail), { "data-go": "sheet-yes" }),
      button(".btn", null, t("sheet_wrong"), () => {
        params.code = "";
        app.redraw();
      })));
}

function ways(app, params) {
  const canScan = "BarcodeDetector" in window && navigator.mediaDevices;
  const input = h("input.input", { id: "sheet", name: "sheet", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", inputmode: "text" });
  const typed = (event) => {
    event.preventDefault();
    consider(app, params, input.value).catch(app.fail);
  };
  const scan = () => {
    params.scanning = true;
    app.redraw();
  };
  return [
    h("p", {}, t("sheet_how")),
    params.scanning ? scanner(app, params) : canScan && button(".btn.btn-wide", null, t("scan_sheet"), scan, { "data-go": "scan" }),
    h("form.stack", { onsubmit: typed }, h("div", {}, h("label.label", { for: "sheet" }, t("sheet_code")), input), h("button.btn", { type: "submit", "data-go": "sheet" }, t("sheet_use"))),
  ];
}

export function cardWords({ sheet, number, tail }) {
  return t(sheet > 1 ? "card_of_sheet" : "card_next", { sheet, number, tail });
}

export function card(app, params) {
  if (params.given) {
    const text = params.given;
    params.given = "";
    consider(app, params, text).catch(app.fail);
  }
  if (!app.cards && !params.opened) {
    params.opened = true;
    openCards(app).then(() => app.params === params && app.redraw()).catch(app.fail);
  }
  const next = app.cards && app.cards.next;
  const main = [
    h("h1", {}, t("card_sheet")),
    params.note && h("p.banner.limit", { role: "alert" }, icon("warn"), h("span", {}, params.note)),
    next && h("p.banner.ok", { role: "status", "data-left": app.cards.left }, icon("saved"), h("span", {}, plural("cards_left", app.cards.left), " ", cardWords(next))),
    next && !params.code && skipButton(app),
    ...(params.code ? [check(app, params)] : ways(app, params)),
    h("p.muted", {}, t("sheet_one_phone")),
    !next && h("p.muted", {}, t("no_sheet_why")),
  ];
  return { title: t("card_sheet"), top: [backButton(t("back"), () => leave(app, params))], main, dock: [button(".btn.btn-wide", null, t("sheet_done"), () => leave(app, params), { "data-go": "done" })] };
}

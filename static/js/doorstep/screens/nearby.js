// "We have time left": free turf near here, how far, and how many of its doors still fit; one tap takes it.
import { backButton } from "../frame.js";
import { button, h, icon, t } from "../dom.js";
import { askNearby, askTurf, follow, otherRoute } from "../nearby.js";

const WHY = { 0: "nearby_offline", 401: "sign_in_again_why", 404: "nearby_gone" };

// Asked once per visit of this page, and again by hand; what came back is drawn when it is there.
async function look(app, params, position = null) {
  Object.assign(params, { why: "asking", found: null });
  if (app.params === params) app.redraw();
  const { status, data } = await askNearby(app, position);
  if (status === 404) app.moved = await otherRoute(app);
  Object.assign(params, status === 200 ? { why: "", found: data } : { why: WHY[status] || "nearby_failed" });
  if (app.params === params) app.redraw();
}

// The phone asks for leave itself; refused, the last door logged does as well.
function fromHere(app, params) {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => look(app, params, coords).catch(app.fail),
    () => {
      params.note = t("no_position");
      app.redraw();
    },
    { enableHighAccuracy: false, timeout: 10000, maximumAge: 60000 },
  );
}

async function takeTurf(app, params, turf) {
  const { status, data } = await askTurf(app, turf);
  if (status === 200) {
    await follow(app, data.assignment);
    return;
  }
  params.note = data && data.text ? data.text : t(WHY[status] || "nearby_failed");
  if (status === 409) await look(app, params);
  else app.redraw();
}

function offer(app, params, one, left) {
  const words = { n: one.fits, minutes: left };
  const fits = one.fits === 0 ? t("fits_there_none", words) : one.fits < one.doors ? t("fits_there", words) : t("fits_there_all", words);
  const take = (event) => {
    event.currentTarget.disabled = true;
    takeTurf(app, params, one.turf).catch(app.fail);
  };
  return h("li.card.stack", {},
    h("h2.row", {}, h("span.plate", {}, String(one.number)), one.name),
    h("dl.facts", {},
      h("dt", {}, t("neighbourhood")), h("dd", {}, one.neighbourhood),
      h("dt", {}, t("how_far")), h("dd", {}, t("how_far_to", { metres: Math.round(one.metres / 10) * 10, door: one.first })),
      h("dt", {}, t("doors")), h("dd", {}, t("doors_in_minutes", { n: one.doors, minutes: one.minutes }))),
    h("p", {}, h("b", {}, fits)),
    button(".btn.btn-wide", "door", t("take_turf"), take, { "data-take": one.turf }));
}

function trouble(app, params) {
  return h("section.banner.wait", { role: "alert" }, icon("cloud"),
    h("div.stack", {}, h("p", {}, t(params.why)), h("p.chips", {}, button(".btn", "undo", t("try_again"), () => look(app, params).catch(app.fail), { "data-go": "again" }))));
}

function answer(app, params) {
  const { found } = params;
  if (!found) return params.why === "asking" ? [h("p", { role: "status" }, t("asking"))] : [trouble(app, params)];
  if (!found.turfs.length) return [h("p", { role: "status" }, found.minutes_left ? t("nothing_nearby") : t("too_late"))];
  return [
    h("p.muted", {}, t("nearby_how")),
    h("ul.stack.plain", {}, found.turfs.map((one) => offer(app, params, one, found.minutes_left))),
  ];
}

export function nearby(app, params) {
  if (!params.asked) {
    params.asked = true;
    if (params.why !== "offline") window.setTimeout(() => look(app, params).catch(app.fail), 0);
    params.why = params.why === "offline" ? "nearby_offline" : "asking";
  }
  const locate = "geolocation" in navigator && [
    button(".btn.btn-wide", "here", t("from_here"), () => fromHere(app, params), { "data-go": "from-here" }),
    h("p.small.muted", {}, t("from_here_why")),
  ];
  const main = [
    h("h1", {}, t("time_left")),
    params.note && h("p.banner.wait", { role: "alert" }, icon("info"), h("span", {}, params.note)),
    ...answer(app, params),
    ...(locate || []),
  ];
  return { title: t("time_left"), top: [backButton(t("back"), () => app.go("doors"))], main, tabs: true };
}

// How much of the walk fits, in words; and the planned order again.
import { t, time } from "./dom.js";
import { doorsThatFit } from "./fits.js";

export function plural(key, n, values = {}) {
  return t(`${key}_${n === 1 ? "one" : "many"}`, { n, ...values });
}

// "About 9 more doors fit until 20:45", as things usually go; the clock is the phone's.
export function fitWords(app) {
  const { bundle, route } = app.log;
  const left = route.remaining();
  const until = time(bundle.pace.last_door_at);
  const seconds = (Date.parse(bundle.pace.last_door_at) - Date.now()) / 1000;
  if (seconds <= 0) return t("fits_none", { time: until });
  const fit = doorsThatFit(left, { here: route.here(), pace: bundle.pace, seconds });
  return fit < left.length ? plural("fits", fit, { time: until }) : plural("fits_all", left.length, { time: until });
}

export function asPlanned(app) {
  app.log.route.walkAsPlanned();
  app.go("doors");
  app.log.keepOrder().catch(app.fail);
}

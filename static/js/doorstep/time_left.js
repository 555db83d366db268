// How much of the walk fits, in words that keep up with the clock; and the planned order again.
import { plural, t, time } from "./dom.js";
import { doorsThatFit } from "./fits.js";

const KEEP_UP_MS = 15000;

// Words that change by themselves, as long as they are on the screen.
export function keptUp(node, words) {
  node.textContent = words();
  const timer = window.setInterval(() => {
    if (!node.isConnected) window.clearInterval(timer);
    else if (node.textContent !== words()) node.textContent = words();
  }, KEEP_UP_MS);
  return node;
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

// Whether this phone's own clock can be believed.
import { clock } from "../request.js";

// As the server flags it.
const TOLERANCE_MS = 300000;
const DAY_MS = 86400000;

/** Whether this phone's clock is wrong; unheard of the server's, whether it is days from `near`, which should be about now. */
export function clockIsOff(near) {
  if (clock.ahead !== null) return Math.abs(clock.ahead) > TOLERANCE_MS;
  return Math.abs(Date.parse(near) - Date.now()) > 2 * DAY_MS;
}

// The server puts the times right; the person at the door still wants to know.
export function lookAtClock(app) {
  if (app.log && clockIsOff(app.log.bundle.starts_at)) app.say("clock_off");
}

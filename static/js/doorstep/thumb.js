import { connect } from "../db.js";

// Never while a thumb is down: the button under it would be another one when it comes up, and the tap be lost.
let pressed = false;
let owed = null;

export function whenThumbIsUp(work) {
  if (pressed) owed = work;
  else work();
}

function down() {
  pressed = true;
  // What the tap will log is written into a database that is open by then; whether it can be, the writing itself finds out.
  connect().catch(() => {});
}

// The click comes right after this event; what was put off comes after the click.
function up() {
  window.setTimeout(() => {
    const work = owed;
    pressed = false;
    owed = null;
    if (work) work();
  }, 0);
}

window.addEventListener("pointerdown", down, true);
window.addEventListener("pointerup", up, true);
window.addEventListener("pointercancel", up, true);

// A conversation that is going on or not yet saved: no new version of the app takes over meanwhile, in any tab.

const SCREENS = ["open", "talk", "after", "card"];
const NAME = "canvass-draft";
let letGo = null;

export function isDraft(screen) {
  return SCREENS.includes(screen);
}

export function markDraft(on) {
  if (!navigator.locks || on === Boolean(letGo)) return;
  if (letGo) {
    letGo();
    letGo = null;
    return;
  }
  const over = new Promise((resolve) => { letGo = resolve; });
  navigator.locks.request(NAME, { mode: "shared" }, () => over).catch(() => {});
}

export async function anyDraft() {
  if (!navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === NAME);
}

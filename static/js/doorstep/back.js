// The phone's own way back goes one screen back, as the button at the top does: it must not leave the app with a form half filled.

function backButton() {
  return document.querySelector("#top [data-back]");
}

// After each new screen. One entry is enough: it is put back when it was used.
export function markPlace() {
  const { state } = window.history;
  if (backButton() && !(state && state.inside)) window.history.pushState({ inside: true }, "");
}

window.addEventListener("popstate", () => {
  // Some other address: a sheet of cards that was scanned.
  if (window.location.hash || !backButton()) return;
  backButton().click();
});

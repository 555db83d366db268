// The app on the home screen: offered once, in the words of this phone's own system, and dismissible.
import { get, put } from "../db.js";
import { button, h, icon, t } from "./dom.js";

const SEEN = "install|seen";
let invitation = null;

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  invitation = event;
});

export function isInstalled() {
  return window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
}

function system() {
  // iPadOS says that it is a Mac, but a Mac has no touch.
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  if (apple) return "ios";
  return /Android/.test(navigator.userAgent) ? "android" : "";
}

/** The steps in words, with the system's own button where there is one; null where there is nothing to install. */
export function installSteps() {
  if (isInstalled() || !(system() || invitation)) return null;
  if (invitation) {
    const ask = () => invitation.prompt();
    return [h("p", {}, t("install_why")), button(".btn.btn-wide", "download", t("install"), ask, { "data-go": "install" })];
  }
  const lines = [1, 2, 3].map((n) => h("li", {}, t(`install_${system()}_${n}`)));
  return [h("p", {}, t("install_why")), h("ol", {}, lines)];
}

export async function installBox(box) {
  const steps = installSteps();
  if (!steps || (await get("meta", SEEN))) return;
  const away = async () => {
    await put({ meta: [{ key: SEEN, value: true }] });
    box.replaceChildren();
  };
  box.replaceChildren(h("section.banner.install", { "aria-label": t("install_title") }, icon("download"),
    h("div.stack", {}, h("h2", {}, t("install_title")), ...steps, button(".btn", "check", t("understood"), away, { "data-go": "install-seen" }))));
}

// The shell for when there is no network, and how a newer one takes over: when nothing waits and nobody is in a conversation.
import { button, h, icon, settings, t } from "./dom.js";
import { anyDraft } from "./drafts.js";

const PATIENCE_MS = 3000;

function versionOf(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    window.setTimeout(() => resolve(""), PATIENCE_MS);
    worker.postMessage("version", [port2]);
  });
}

async function isCalm(app) {
  await app.count();
  return !app.waiting && !(await anyDraft());
}

function notice(app, registration) {
  const use = async () => {
    if (!registration.waiting || !(await isCalm(app))) return;
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
    registration.waiting.postMessage("activate");
  };
  return h("section.banner", { id: "update", role: "status" }, icon("info"),
    h("div.stack", {}, h("p", {}, h("b", {}, t("update_ready")), " ", t("update_why")),
      h("p.chips", {}, button(".btn", "arrow", t("update_use"), use, { "data-go": "update" }))));
}

async function consider(app, registration) {
  const { waiting } = registration;
  const shown = document.getElementById("update");
  if (!waiting || !(await isCalm(app))) {
    if (shown) shown.remove();
    return;
  }
  // This page came from the network and is that version already.
  const version = await versionOf(waiting);
  // The first worker of all takes over by itself meanwhile.
  if (registration.waiting !== waiting) return;
  // A phone too busy to answer has said nothing yet.
  if (!version) {
    window.setTimeout(app.calm, PATIENCE_MS);
    return;
  }
  if (version === settings.version) {
    if (shown) shown.remove();
    waiting.postMessage("activate");
  } else if (!shown && !document.getElementById("update")) document.getElementById("trouble").after(notice(app, registration));
}

export async function keepShell(app) {
  // Switched off by the server: the worker that is here takes itself away.
  if (!("serviceWorker" in navigator) || !settings.worker) return;
  const registration = await navigator.serviceWorker.register(settings.worker, { updateViaCache: "none" });
  // Where registering is blocked, some browsers answer with nothing.
  if (!registration) return;
  app.calm = () => {
    if (registration.waiting) consider(app, registration).catch((error) => console.warn("no new version", error));
  };
  const watch = () => registration.installing?.addEventListener("statechange", app.calm);
  registration.addEventListener("updatefound", watch);
  // One may be on its way already, begun by the page before this one.
  watch();
  app.calm();
}

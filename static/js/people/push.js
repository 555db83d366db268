// Web push of this browser: asked for by a tap, never by the page itself.

import { ask } from "../request.js";

const box = document.getElementById("push");
const says = box.querySelector("[data-says]");
const buttons = { on: box.querySelector("[data-do=on]"), off: box.querySelector("[data-do=off]") };
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** @param {"on" | "off" | "denied" | "failed" | "unable"} state */
function show(state) {
  says.textContent = says.dataset[state];
  buttons.on.hidden = state === "on" || state === "unable" || state === "denied";
  buttons.off.hidden = state !== "on";
}

/** @param {string} text base64url @returns {Uint8Array} */
function bytes(text) {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

async function current() {
  const registration = await navigator.serviceWorker.getRegistration(box.dataset.worker);
  return registration ? registration.pushManager.getSubscription() : null;
}

async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  await navigator.serviceWorker.register(box.dataset.worker);
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) };
  const subscription = await registration.pushManager.subscribe(options);
  const answer = await ask(box.dataset.subscribe, { body: subscription.toJSON(), csrf: box.dataset.csrf });
  if (answer.status !== 200) {
    await subscription.unsubscribe();
    return show("failed");
  }
  return show("on");
}

async function turnOff() {
  const subscription = await current();
  if (subscription) {
    await ask(box.dataset.forget, { body: { endpoint: subscription.endpoint }, csrf: box.dataset.csrf });
    await subscription.unsubscribe();
  }
  show("off");
}

/** @param {() => Promise<void>} deed */
function trying(deed) {
  return async () => {
    try {
      await deed();
    } catch {
      show("failed");
    }
  };
}

buttons.on.addEventListener("click", trying(turnOn));
buttons.off.addEventListener("click", trying(turnOff));
if (!able) show("unable");
else if (Notification.permission === "denied") show("denied");
else trying(async () => show((await current()) ? "on" : "off"))();

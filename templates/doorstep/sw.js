// The app's shell for when there is no network: one page and its files, no route, no name, no token.
// Routes and notes live in IndexedDB; nothing of them passes through here.
const VERSION = "{{ version }}";
const SHELL = "{{ shell }}";
const FILES = {{ files|safe }};
const PREFIX = "field-";
const CACHE = PREFIX + VERSION;
const PATIENCE_MS = 4000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

async function fillCache() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(SHELL, { cache: "no-store", credentials: "same-origin" });
  // Signed out, the shell is a sign-in page: that one is not for keeping.
  if (!shell.ok || shell.redirected) throw new Error("no shell to keep");
  await cache.put(SHELL, shell);
  await cache.addAll(FILES);
}

// The version before stays one round, for a page that is still open on it.
async function dropOld() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function kept(request) {
  return caches.open(CACHE).then((cache) => cache.match(request)).then((found) => found || caches.match(request));
}

async function freshOrKept(event, key) {
  const timeout = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE_MS));
  try {
    return await Promise.race([fetch(event.request), timeout]);
  } catch {
    return (await kept(key)) || Response.error();
  }
}

async function keptOrFresh(event) {
  return (await kept(event.request)) || fetch(event.request);
}

self.addEventListener("install", (event) => event.waitUntil(fillCache()));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));
// A newer version waits until the page says that nothing is waiting to be sent.
self.addEventListener("message", (event) => event.data === "activate" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === SHELL) event.respondWith(freshOrKept(event, SHELL));
  else if (FILES.includes(url.pathname)) {
    event.respondWith(HASHED.test(url.pathname) ? keptOrFresh(event) : freshOrKept(event, event.request));
  }
});

// The app's shell for when there is no network: one page and its files, no route, no name, no token.
// Routes and notes live in IndexedDB; nothing of them passes through here.
const VERSION = "{{ version }}";
const SHELL = "{{ shell }}";
const FILES = {{ files|safe }};
const PREFIX = "field-";
const CACHE = PREFIX + VERSION;
const PATIENCE_MS = 4000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
// With plain names, as in development, a file may change under its name: then the network is asked first.
const SETTLED = FILES.some((file) => HASHED.test(file));

async function fillCache() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(`${SHELL}?kept`, { cache: "no-store", credentials: "same-origin" });
  // Signed out, the shell is a sign-in page: that one is not for keeping.
  if (!shell.ok || shell.redirected) throw new Error("no shell to keep");
  await Promise.all([cache.put(SHELL, shell), cache.addAll(FILES)]);
}

// The version before stays one round, for a page that is still open on it.
async function dropOld() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(key) {
  const options = { ignoreVary: true };
  const cache = await caches.open(CACHE);
  return (await cache.match(key, options)) || caches.match(key, options);
}

async function freshOrKept(request, key) {
  const timeout = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE_MS));
  try {
    const answer = await Promise.race([fetch(request), timeout]);
    // A server in trouble is no better than none.
    return answer.status < 500 ? answer : (await kept(key)) || answer;
  } catch {
    return (await kept(key)) || Response.error();
  }
}

async function keptOrFresh(request, key) {
  return (await kept(key)) || fetch(request);
}

// Half a shell is none: it must not pass for the version before.
async function install() {
  try {
    await fillCache();
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));
// A newer version waits until the page says that nothing waits to be sent and nobody is in a conversation.
self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
  if (event.data === "version") event.ports[0].postMessage(VERSION);
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === SHELL) {
    // Who chooses a language comes with a question mark: that page the server draws.
    event.respondWith(SETTLED && !url.search ? keptOrFresh(request, SHELL) : freshOrKept(request, SHELL));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(HASHED.test(url.pathname) ? keptOrFresh(request, request) : freshOrKept(request, request));
  }
});

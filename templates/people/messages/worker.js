// Shows push messages. It answers no requests, so the pages load as if it were not there.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data ? event.data.json() : {};
  } catch {
    told = {};
  }
  // The same tag takes the place of an earlier note: a message that came twice shows once.
  const options = { body: told.body || "", tag: told.tag || undefined, data: { link: told.link || "/" } };
  event.waitUntil(self.registration.showNotification(told.title || "{{ product_name|escapejs }}", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data.link, self.location.origin);
  // Only pages of our own, whatever a message says.
  const href = target.origin === self.location.origin ? target.href : self.location.origin;
  event.waitUntil(self.clients.openWindow(href));
});

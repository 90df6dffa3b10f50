// Shows the notices of the portal when no page of it is open. It keeps nothing, reads nothing and
// answers no request of a page: what comes is shown, and a touch opens the page it is about.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const HOME = "/thong-bao/";
const said = (event) => {
  try { return event.data ? event.data.json() : {}; } catch (_) { return {}; }
};
// Only pages of ours: one slash, and no other host behind it.
const ours = (path) => (typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : HOME);

self.addEventListener("push", (event) => {
  const news = said(event);
  event.waitUntil(self.registration.showNotification(news.title || "Cổng Dịch vụ công", {
    body: news.body || "Ông/Bà có thông báo mới. Mở Cổng để xem.",
    tag: news.tag || "motcua",
    lang: news.lang || "vi",
    icon: "/favicon.svg",
    data: { path: ours(news.path) },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = ours(event.notification.data && event.notification.data.path);
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = open.find((one) => new URL(one.url).pathname === path);
    return there ? there.focus() : self.clients.openWindow(self.location.origin + path);
  })());
});

// Stands in for the push service of a browser, which headless Chromium has none of: the subscription
// is that of `given`. Everything else (permission, service worker, notices) is the browser's own.
(given) => {
  if (localStorage.getItem("test-refused")) {
    Object.defineProperty(Notification, "permission", { get: () => "denied" });
  }
  const raw = (text) => Uint8Array.from(
    atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)).buffer;
  let key = null;
  const made = {
    endpoint: given.endpoint,
    get options() { return { applicationServerKey: key }; },
    getKey: (name) => raw(given[name]),
    unsubscribe: async () => { sessionStorage.removeItem("test-push"); return true; },
  };
  PushManager.prototype.subscribe = async (options) => {
    key = options.applicationServerKey.buffer;
    sessionStorage.setItem("test-push", "yes");
    return made;
  };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("test-push") ? made : null);
};

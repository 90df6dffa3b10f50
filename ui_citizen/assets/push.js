// Notices on this device: asks the browser, keeps what it gives with the account, and says how it
// stands. Works by delegation on the one element with data-push (the portal's public key); the list
// of devices is the page's own and is read again after each change.
(() => {
  if (window.motcuaPush) return;
  window.motcuaPush = true;
  const API = "/api/v1/me/push-browsers";
  const WORDS = {
    unsupported: "Trình duyệt này không nhận được thông báo. Trên iPhone, iPad: thêm Cổng vào Màn hình chính, rồi mở Cổng từ biểu tượng đó.",
    asked: "Trình duyệt đang hỏi. Hãy chọn Cho phép.",
    refused: "Trình duyệt đang chặn thông báo của Cổng. Mở phần cài đặt của trang (biểu tượng cạnh địa chỉ), cho phép Thông báo, rồi tải lại trang.",
    off: "Thông báo đang tắt trên thiết bị này.",
    on: "Thông báo đang bật trên thiết bị này.",
    failed: "Chưa bật được thông báo. Hãy kiểm tra kết nối mạng rồi thử lại.",
  };
  const supported = () =>
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const box = () => document.querySelector("[data-push]");
  const show = (state, words) => {
    const here = box();
    if (!here) return;
    here.dataset.state = state;
    here.querySelector("[data-push-says]").textContent = words || WORDS[state];
    here.querySelector("[data-push-on]").hidden = state !== "off" && state !== "failed";
    here.querySelector("[data-push-off]").hidden = state !== "on";
  };
  const bytes = (text) => {
    const whole = text.replace(/-/g, "+").replace(/_/g, "/") + "=".repeat((4 - (text.length % 4)) % 4);
    return Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const mark = async (endpoint) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
    return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
  };
  const registration = () => navigator.serviceWorker.register("/push-worker.js");
  const current = async () => {
    const there = await navigator.serviceWorker.getRegistration("/");
    return there ? there.pushManager.getSubscription() : null;
  };
  const row = async (subscription) => subscription
    && document.querySelector(`[data-push-mark="${await mark(subscription.endpoint)}"]`);
  const read = () => box()?.querySelector("[data-push-read]")?.click();
  let busy = false;
  const look = async () => {
    if (!box() || busy) return;
    if (!supported()) { show("unsupported"); return; }
    if (Notification.permission === "denied") { show("refused"); return; }
    const mine = await row(await current());
    document.querySelectorAll("[data-push-mark]").forEach((one) => {
      one.querySelector("[data-push-here]").hidden = one !== mine;
    });
    show(mine ? "on" : "off");
  };
  const fail = async (answer) => {
    let problem = {};
    try { problem = await answer.json(); } catch (_) { /* not ours */ }
    show("failed", problem.errors?.[0]?.message || problem.detail);
  };
  const switchOn = async (key) => {
    show("asked");
    if (await Notification.requestPermission() !== "granted") {
      show(Notification.permission === "denied" ? "refused" : "off");
      return;
    }
    const worker = await registration();
    await navigator.serviceWorker.ready;
    const old = await worker.pushManager.getSubscription();
    const oldKey = old?.options?.applicationServerKey;
    if (old && (!oldKey || text(oldKey) !== key)) await old.unsubscribe();
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true, applicationServerKey: bytes(key),
    });
    const answer = await fetch(API, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        endpoint: made.endpoint, p256dh: text(made.getKey("p256dh")), auth: text(made.getKey("auth")),
      }),
    });
    if (!answer.ok) { await made.unsubscribe(); await fail(answer); return; }
    show("on");
    read();
  };
  const switchOff = async () => {
    const there = await current();
    const mine = await row(there);
    if (mine) {
      const answer = await fetch(`${API}/${mine.dataset.pushId}`, { method: "DELETE" });
      if (!answer.ok && answer.status !== 404) { await fail(answer); return; }
    }
    await there?.unsubscribe();
    show("off");
    read();
  };
  const carefully = async (work) => {
    if (busy) return;
    busy = true;
    try { await work(); } catch (_) { show("failed"); } finally { busy = false; }
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-push-on]")) carefully(() => switchOn(box().dataset.push));
    else if (event.target.closest?.("[data-push-off]")) carefully(switchOff);
  });
  // Drawn anew, or the list has been read again.
  let seen = "";
  new MutationObserver(() => {
    const here = box();
    const marks = here ? [...document.querySelectorAll("[data-push-mark]")].map((one) => one.dataset.pushMark) : [];
    const now = here ? `${here.dataset.push} ${marks}` : "";
    if (now === seen && (!here || here.dataset.state)) return;
    seen = now;
    look().catch(() => show("failed"));
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-push-mark"] });
  look().catch(() => show("failed"));
})();

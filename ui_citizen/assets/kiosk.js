// A kiosk: keys on the screen, the paper printed by itself, the first page again after a minute
// without a touch, and nothing that leads out of it.
(() => {
  if (window.motcuaKiosk) return;
  window.motcuaKiosk = true;
  const seconds = 60;
  const inside = () => location.pathname.startsWith("/kiosk");
  let last = Date.now();
  const touched = () => {
    last = Date.now();
    document.getElementById("kiosk-warning")?.setAttribute("hidden", "");
  };
  ["pointerdown", "keydown", "input", "touchstart"].forEach((name) =>
    document.addEventListener(name, touched, { capture: true, passive: true }));
  setInterval(() => {
    if (!inside() || location.pathname.startsWith("/kiosk/ghi-danh")) return;
    const idle = (Date.now() - last) / 1000;
    const first = location.pathname.replace(/\/$/, "") === "/kiosk";
    const typed = [...document.querySelectorAll("input")].some((box) => box.value);
    if (first && !typed) return;
    if (idle > seconds) {
      document.querySelectorAll("form").forEach((form) => form.reset());
      document.cookie = "motcua_lang=vi; path=/; max-age=31536000; samesite=lax";
      location.replace("/kiosk/");
    } else if (idle > seconds - 10) {
      document.getElementById("kiosk-warning")?.removeAttribute("hidden");
    }
  }, 1000);
  const type = (box, key) => {
    const text = key === "Xóa" ? "" : key === "←" ? box.value.slice(0, -1) : box.value + key;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    set.call(box, box.maxLength > 0 ? text.slice(0, box.maxLength) : text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    if (!inside()) return;
    const key = event.target.closest?.("[data-key]");
    if (key) type(document.getElementById(key.dataset.into), key.dataset.key);
    const link = event.target.closest?.("a[href]");
    const away = link && (link.origin !== location.origin || link.target === "_blank"
      || !link.pathname.startsWith("/kiosk"));
    if (away) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, { capture: true });
  document.addEventListener("contextmenu", (event) => { if (inside()) event.preventDefault(); });
  document.addEventListener("dragstart", (event) => { if (inside()) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (!inside()) return;
    const leaves = (event.altKey && /Arrow|Home/.test(event.key)) || /^F\d+$/.test(event.key)
      || ((event.ctrlKey || event.metaKey) && !/^[acvxz]$/i.test(event.key));
    if (leaves) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, { capture: true });
})();

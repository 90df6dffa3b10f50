// Keeps what is being typed in this browser until it is saved. Loaded once; works by delegation, so
// redrawn pages need nothing.
(() => {
  if (window.motcuaKeep) return;
  window.motcuaKeep = true;
  const prefix = "motcua:";
  const restore = () => {
    document.querySelectorAll("[data-keep]:not([data-restored])").forEach((el) => {
      const kept = localStorage.getItem(prefix + el.dataset.keep);
      // What is offered by a list may still be on its way: look again when it is drawn.
      if (kept && el.tagName === "SELECT" && ![...el.options].some((o) => o.value === kept)) return;
      el.dataset.restored = "1";
      if (kept === null) return; // typed here and never sent: newer than what was offered
      if (el.type === "radio") el.checked = el.value === kept;
      else if (el.type === "checkbox") el.checked = kept === "yes";
      else if (kept && el.value !== kept) {
        el.value = kept;
        if (el.tagName === "SELECT") el.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  };
  document.addEventListener("input", (event) => {
    const el = event.target;
    const key = el.dataset && el.dataset.keep;
    if (key) localStorage.setItem(prefix + key, el.type !== "checkbox" ? el.value : el.checked ? "yes" : "no");
  });
  window.motcuaForget = () => {
    Object.keys(localStorage).filter((k) => k.startsWith(prefix)).forEach((k) => localStorage.removeItem(k));
  };
  new MutationObserver(restore).observe(document.documentElement, { childList: true, subtree: true });
  restore();
})();

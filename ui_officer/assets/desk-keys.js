// Keys of the counter: g next, l again, b absent, x done. Not while somebody types, and not for whoever
// has switched keys off on this machine (the sheet of keys in the inbox).
(() => {
  if (window.motcuaDeskKeys) return;
  window.motcuaDeskKeys = true;
  const keys = { g: "goi", l: "goi-lai", b: "vang-mat", x: "xong" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (localStorage.getItem("motcua-keys") === "off") return;
    if (!location.pathname.startsWith("/quay")) return;
    if (/INPUT|TEXTAREA|SELECT/.test(document.activeElement?.tagName || "")) return;
    const button = document.getElementById(keys[event.key] || "-");
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  });
})();

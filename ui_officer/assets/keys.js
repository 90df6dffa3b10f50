// "/" goes to the search box, j and k walk the rows, Enter opens (the row holds a link).
(() => {
  if (window.motcuaKeys) return;
  window.motcuaKeys = true;
  document.addEventListener("keydown", (event) => {
    const typing = /INPUT|TEXTAREA|SELECT/.test(document.activeElement?.tagName || "");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { document.getElementById("q")?.focus(); event.preventDefault(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const now = rows.indexOf(document.activeElement);
    const step = event.key === "j" ? 1 : -1;
    rows[Math.min(rows.length - 1, Math.max(0, now + step))].focus();
  });
})();

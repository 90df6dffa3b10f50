// Keys of an outline of questions: arrows walk, Alt and arrows move, Insert adds, Delete takes out.
// After a move the focus stays with the chosen question. Loaded once; works by delegation.
(() => {
  if (window.motcuaOutline) return;
  window.motcuaOutline = true;
  let wanted = 0;
  const tool = (name) => {
    wanted = Date.now() + 3000;
    document.querySelector(`[data-tool="${name}"]`)?.click();
  };
  document.addEventListener("keydown", (event) => {
    const button = event.target.closest?.("[data-outline] button");
    if (!button || event.ctrlKey || event.metaKey) return;
    const all = [...document.querySelectorAll("[data-outline] button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && event.altKey) tool(step > 0 ? "down" : "up");
    else if (step) {
      const next = all[all.indexOf(button) + step];
      if (next) { next.focus(); next.click(); }
    } else if (event.key === "Insert") tool("add");
    else if (event.key === "Delete") tool("drop");
    else return;
    event.preventDefault();
  });
  // The outline is drawn anew after a change: bring the focus back to what is chosen now.
  new MutationObserver(() => {
    if (Date.now() > wanted) return;
    const chosen = document.querySelector("[data-outline] button[aria-current=true]");
    if (chosen && document.activeElement?.closest("[data-outline]")) chosen.focus();
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-current"] });
})();

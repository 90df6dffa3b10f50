// Groups of the menu close when something else is used, and by Escape.
(() => {
  const open = () => document.querySelectorAll("details.menu[open]");
  const closeAllBut = (kept) =>
    open().forEach((one) => {
      if (!kept || !one.contains(kept)) one.open = false;
    });
  document.addEventListener("click", (event) => closeAllBut(event.target));
  document.addEventListener("focusin", (event) => closeAllBut(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((one) => {
      const inside = one.contains(document.activeElement);
      one.open = false;
      if (inside) one.querySelector("summary").focus();
    });
  });
})();

// Presses what carries data-tick every so many seconds while the page is looked at, so that a screen
// that nobody touches follows by itself and stops when it is left.
(() => {
  if (window.motcuaTick) return;
  window.motcuaTick = true;
  setInterval(() => {
    if (!document.hidden) document.querySelector("[data-tick]")?.click();
  }, 2000);
})();

// The paper of a number: printed once as it appears, again by the button #in-lai, and alone: nothing
// else of the page is on the paper.
(() => {
  if (window.motcuaSlips) return;
  window.motcuaSlips = true;
  let printed = "";
  const slip = () => document.querySelector("[data-print]");
  const print = () => window.print();
  const look = () => {
    const now = slip();
    if (!now || now.dataset.print === printed) return;
    printed = now.dataset.print;
    const picture = now.querySelector("img");
    if (picture && !picture.complete) picture.addEventListener("load", print, { once: true });
    else print();
  };
  const left = "data-not-printed";
  addEventListener("beforeprint", () => {
    for (let one = slip(); one && one !== document.body; one = one.parentElement) {
      for (const other of one.parentElement.children) other.toggleAttribute(left, other !== one);
    }
  });
  addEventListener("afterprint", () => {
    document.querySelectorAll(`[${left}]`).forEach((one) => one.removeAttribute(left));
  });
  document.addEventListener("click", (event) => event.target.closest?.("#in-lai") && print());
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-print"],
  });
  look();
})();

// What a page wishes of the browser, without running text as program (the content security policy
// forbids that). A page writes "name:argument#number" into the data-wish of one element; each new
// wish is granted once. Loaded once in the head of both apps.
(() => {
  // Kept over a reload: the page still shows its last wish then, and it has been granted.
  let granted = sessionStorage.getItem("motcua-wish") || "";
  const focus = (id, tries) => {
    const found = document.getElementById(id);
    if (found && !found.disabled) found.focus();
    else if (tries > 0) setTimeout(() => focus(id, tries - 1), 50); // not drawn yet
  };
  const grant = {
    focus: (id) => focus(id, 40),
    fetch: (path) => path.startsWith("/api/") && window.location.assign(path),
    top: () => window.scrollTo(0, 0),
    print: () => window.print(),
    forget: () => { window.motcuaForget?.(); window.scrollTo(0, 0); },
  };
  const look = () => {
    const wish = document.querySelector("[data-wish]")?.dataset.wish || "";
    if (!wish || wish === granted) return;
    granted = wish;
    sessionStorage.setItem("motcua-wish", wish);
    const [name, argument] = wish.split("#")[0].split(":");
    grant[name]?.(argument);
  };
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-wish"],
  });
  // The link past the menu takes the keyboard along, not only the eye.
  document.addEventListener("click", (event) => {
    const main = event.target.closest?.("a.skip") && document.getElementById("noi-dung");
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  });
  // Browsers that know no :has (Firefox before 121, Safari before 15.4) get classes in its place, so
  // that the first paint of the server does not stay beside the live page.
  if (!window.CSS?.supports?.("selector(:has(a))")) {
    const mark = () => ["ready", "told"].forEach(
      (id) => document.body.classList.toggle(`live-${id}`, !!document.getElementById(id)));
    new MutationObserver(mark).observe(document.documentElement, { subtree: true, childList: true });
    mark();
  }
  // A handler that failed puts the focus on #fault; that shows the notice beside it.
  document.addEventListener("focusin", (event) => {
    if (event.target.id === "fault") document.getElementById("fault-notice")?.removeAttribute("hidden");
  });
  look();
})();

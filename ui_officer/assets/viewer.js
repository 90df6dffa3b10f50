// Looking at papers: zoom, turn, next page, by keys or buttons. What is looked at comes from the
// page; how it is looked at lives here, so that no key waits for the server.
(() => {
  if (window.motcuaViewer) return;
  window.motcuaViewer = true;
  const one = (selector) => document.querySelector(selector);
  const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
  let zoom = 2;
  let turn = 0;
  let shown = "";
  const draw = () => {
    const image = one("[data-page]");
    if (!image) return;
    const box = image.parentElement;
    const scale = steps[zoom];
    const sideways = turn % 180 !== 0;
    image.style.width = `${scale * 100}%`;
    image.style.transform = turn ? `rotate(${turn}deg)` : "";
    // A turned picture keeps its room: as much above and below as it sticks out.
    const out = sideways ? (image.clientWidth - image.clientHeight) / 2 : 0;
    image.style.margin = sideways ? `${out}px ${-out}px` : "";
    box.dataset.zoomed = scale > 1 ? "yes" : "";
    const words = one("[data-zoom-words]");
    if (words) words.textContent = `${Math.round(scale * 100)}%`;
  };
  const press = (name) => one(`[data-view="${name}"]`)?.click();
  const acts = {
    in: () => { zoom = Math.min(steps.length - 1, zoom + 1); draw(); },
    out: () => { zoom = Math.max(0, zoom - 1); draw(); },
    fit: () => { zoom = 2; turn = 0; draw(); },
    turn: () => { turn = (turn + 90) % 360; draw(); },
  };
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-view]")?.dataset.view;
    if (acts[name]) acts[name]();
  });
  const keys = {
    PageDown: "next", PageUp: "previous", ArrowRight: "next", ArrowLeft: "previous",
    "+": "in", "=": "in", "-": "out", "0": "fit", r: "turn", "]": "next-file", "[": "previous-file",
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !one("[data-page]") || one("dialog[open]")) return;
    const at = document.activeElement;
    if (/TEXTAREA|SELECT/.test(at?.tagName || "") || (at?.tagName === "INPUT" && at.type !== "checkbox")) return;
    const name = keys[event.key];
    if (!name) return;
    event.preventDefault();
    press(name);
  });
  document.addEventListener("load", (event) => {
    const image = event.target;
    if (!image.dataset || image.dataset.page === undefined) return;
    image.removeAttribute("data-broken");
    if (image.dataset.page !== shown) { shown = image.dataset.page; turn = 0; }
    image.parentElement.scrollTop = 0;
    draw();
  }, true);
  document.addEventListener("error", (event) => {
    if (event.target.dataset?.page !== undefined) event.target.setAttribute("data-broken", "");
  }, true);
})();

// Keys of the inbox; the sheet behind "?" lists them. Enter opens by itself: each row holds a link.
(() => {
  if (window.motcuaKeys) return;
  window.motcuaKeys = true;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const row = () => document.activeElement?.closest("tr")?.querySelector("[data-row]");
  const walk = (step) => {
    const rows = all("[data-row]");
    if (!rows.length) return;
    const now = rows.indexOf(row());
    rows[Math.min(rows.length - 1, Math.max(0, now + step))].focus();
  };
  const open = (id) => {
    const box = one("#dung-phim");
    if (box) box.checked = !off();
    document.getElementById(id)?.showModal();
  };
  const filters = () => {
    const sheet = one("#loc")?.parentElement;
    if (!sheet) return;
    sheet.open = true;
    sheet.querySelector(".sheet input")?.focus();
  };
  const folder = (step) => {
    const listed = all(".folders a");
    const now = listed.findIndex((link) => link.getAttribute("aria-current") === "page");
    listed[Math.min(listed.length - 1, Math.max(0, now + step))]?.click();
  };
  const off = () => localStorage.getItem("motcua-keys") === "off";
  const close = () => {
    const open = one("details.drop[open]");
    if (open) { open.open = false; open.querySelector("summary")?.focus(); return; }
    one("[data-esc]")?.click();
  };
  const keys = {
    "/": () => one("#q")?.focus(),
    "?": () => open("phim"),
    j: () => walk(1),
    k: () => walk(-1),
    x: () => row()?.closest("tr").querySelector("input[type=checkbox]")?.click(),
    a: () => one("#chon-tat-ca")?.click(),
    ".": () => (one("#bulk-do") || one(".bulk .button:not(.plain)") || one(".bulk .button"))?.click(),
    f: filters,
    n: () => one("#trang-sau")?.click(),
    p: () => one("#trang-dau")?.click(),
    m: () => one("#da-xem")?.click(),
    v: () => {
      const sheet = one("#luu-cach-xem")?.parentElement;
      if (!sheet) return;
      sheet.open = true;
      sheet.querySelector("input")?.focus();
    },
    "[": () => folder(-1),
    "]": () => folder(1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (event.key === "Escape") { close(); return; }
    const at = document.activeElement;
    const typing = /TEXTAREA|SELECT/.test(at?.tagName || "")
      || (at?.tagName === "INPUT" && at.type !== "checkbox");
    if (typing) return;
    if (off() && event.key !== "?") return;
    const numbered = /^[1-9]$/.test(event.key) && all(".folders a")[Number(event.key) - 1];
    const act = numbered ? () => numbered.click() : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    const opens = event.target.closest?.("[data-opens]");
    if (opens) open(opens.dataset.opens);
    if (event.target.id === "dung-phim")
      localStorage.setItem("motcua-keys", event.target.checked ? "on" : "off");
    event.target.closest?.("[data-close]")?.closest("dialog").close();
  });
})();

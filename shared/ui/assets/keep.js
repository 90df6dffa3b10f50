// Keeps what is being typed in this browser until it is saved, and sends files straight to the API
// with progress. Loaded once; works by delegation, so redrawn pages need nothing.
(() => {
  if (window.motcuaKeep) return;
  window.motcuaKeep = true;
  const prefix = "motcua:";
  const restore = () => {
    document.querySelectorAll("[data-keep]:not([data-restored])").forEach((el) => {
      el.dataset.restored = "1";
      const kept = localStorage.getItem(prefix + el.dataset.keep);
      if (kept) el.value = kept; // typed here and never sent: newer than what was offered
    });
  };
  document.addEventListener("input", (event) => {
    const key = event.target.dataset && event.target.dataset.keep;
    if (key) localStorage.setItem(prefix + key, event.target.value);
  });
  window.motcuaForget = () => {
    Object.keys(localStorage).filter((k) => k.startsWith(prefix)).forEach((k) => localStorage.removeItem(k));
  };
  const send = (input, file, status) => new Promise((done) => {
    const body = new FormData();
    body.append("component_key", input.dataset.component || "");
    body.append("purpose", input.dataset.purpose || "component");
    body.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", input.dataset.upload);
    request.upload.onprogress = (e) => {
      if (e.lengthComputable) status.textContent = `Đang gửi ${file.name}: ${Math.round((100 * e.loaded) / e.total)}%`;
    };
    request.onload = () => {
      if (request.status < 300) { status.textContent = ""; done(JSON.parse(request.responseText)); return; }
      let text = "Chưa gửi được tệp. Vui lòng thử lại.";
      try { text = JSON.parse(request.responseText).detail || text; } catch (_) { /* not ours */ }
      status.textContent = `✗ ${file.name}: ${text}`;
      status.className = "error";
      done(null);
    };
    request.onerror = () => { status.textContent = `✗ ${file.name}: mất kết nối, vui lòng gửi lại.`; status.className = "error"; done(null); };
    request.send(body);
  });
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.dataset || !input.dataset.upload) return;
    const status = input.closest(".picker").querySelector("[data-status]");
    status.className = "small";
    let last = null;
    for (const file of [...input.files]) last = (await send(input, file, status)) || last;
    input.value = "";
    if (!last) return;
    if (input.dataset.fill) {
      const target = document.getElementById(input.dataset.fill);
      if (target) target.value = last.id;
      status.textContent = `✓ ${last.name}`;
      status.className = "small";
    }
    if (input.dataset.done) document.getElementById(input.dataset.done)?.click();
  });
  new MutationObserver(restore).observe(document.documentElement, { childList: true, subtree: true });
  restore();
})();

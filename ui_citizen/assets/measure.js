// Counts visits at our own API: the kind of page for everybody, and public pages for the national
// measuring system where the operator has switched that on. Of private pages the first word of the
// address alone is sent: no cookie, no referrer, nothing kept in the browser, no other party.
(() => {
  const pages = /^\/($|tim-kiem|thu-tuc|huong-dan|lien-he|tra-cuu|kiem-tra-ket-qua|thong-bao)/;
  let last = "";
  let off = false;
  const send = (address, path) =>
    fetch(address, {
      method: "POST", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true,
      headers: { "Content-Type": "application/json" }, body: JSON.stringify({ path }),
    }).then((answer) => (answer.ok ? answer.json() : { counted: false }));
  const tell = () => {
    const path = window.location.pathname;
    if (path === last) return;
    last = path;
    const isOpen = pages.test(path);
    const named = isOpen ? path : "/" + path.split("/")[1];
    if (/^\/[a-z0-9./-]{0,59}$/.test(named)) send("/api/v1/page-views", named).catch(() => {});
    if (off || !isOpen) return;
    send("/api/v1/visits", path)
      .then((said) => { off = !said.counted; })
      .catch(() => { off = true; });
  };
  tell();
  new MutationObserver(tell).observe(document.documentElement, { subtree: true, childList: true });
})();

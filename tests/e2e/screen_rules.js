// What every screen keeps, read from a page that is drawn. Answers a list of sentences, each a
// fault; `frame` says whether the page stands in the frame of its application.
(frame) => {
  const faults = [];
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const all = (words) => [...document.querySelectorAll(words)].filter(seen);
  const short = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  if (document.documentElement.lang !== "vi") faults.push("lang of the page is not vi");
  if (all("main").length !== 1) faults.push(`${all("main").length} main, one is wanted`);
  const heads = all("h1, [role=heading][aria-level='1']");
  if (heads.length !== 1) faults.push(`${heads.length} h1, one is wanted: ${heads.map((h) => h.innerText)}`);
  if (heads.some((h) => !h.innerText.trim())) faults.push("an empty h1");
  let level = 0;
  for (const h of all("h1,h2,h3,h4,h5,h6")) {
    const now = Number(h.tagName[1]);
    if (now > level + 1 && level) faults.push(`a heading of level ${now} after ${level}: ${h.innerText}`);
    level = now;
  }
  if (frame) {
    for (const [words, name] of [["header.top", "head"], ["footer.foot", "foot"], ["nav", "menu"]])
      if (!all(words).length) faults.push(`no ${name} of the frame`);
    if (!document.querySelector("main#noi-dung")) faults.push("main is not #noi-dung");
    const first = all("a[href],button,input:not([type=hidden]),select,textarea")[0];
    if (first?.hash !== "#noi-dung") faults.push("the first stop is not the link past the menu");
  }
  const written = document.body.innerText;
  for (const wrong of [/\b\d{4}-\d{2}-\d{2}\b/, /\bNone\b/, /\bundefined\b/, /\bnull\b/, /\bNaN\b/, /\[object /, /\bTrue\b|\bFalse\b/]) {
    const at = written.match(wrong);
    if (at) faults.push(`not for people: …${written.slice(Math.max(0, at.index - 40), at.index + 30)}…`.replace(/\s+/g, " "));
  }
  const names = (e) => (e.getAttribute("aria-label") || e.textContent || e.title || "").trim();
  for (const e of all("button,a[href]"))
    if (!names(e) && !e.querySelector("img[alt]:not([alt=''])")) faults.push(`no name: ${short(e)}`);
  for (const e of all("[tabindex]"))
    if (Number(e.getAttribute("tabindex")) > 0) faults.push(`an order of its own: ${short(e)}`);
  for (const e of all("th")) if (!e.scope && e.closest("thead")) faults.push(`th without scope: ${short(e)}`);
  for (const e of all("*")) {
    const style = getComputedStyle(e);
    if (style.animationName !== "none" && style.animationIterationCount === "infinite" && !e.closest(".waiting"))
      faults.push(`moves without end: ${short(e)}`);
  }
  for (const e of all("blink,marquee,[autoplay],meta[http-equiv=refresh]")) faults.push(`moves by itself: ${short(e)}`);
  return [...new Set(faults)];
}

// At 400 % (a window of 320 px: `small`) and with letters twice as big nothing may lie outside the
// window but what is read in two directions: tables, drawings, pictures of paper. In a small window
// those scroll by themselves, not the page with them.
(small) => {
  const width = document.scrollingElement.clientWidth;
  const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const own = "table, svg, pre, .diagram, .paper, .chart, [role=region], [data-scrolls]";
  const scrolls = (e) => {
    for (let up = e.parentElement; up && up !== document.body; up = up.parentElement)
      if (up.id !== "noi-dung" && getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const out = [...document.querySelectorAll("body *")].filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".sr, .skip")) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && !e.closest(own) && !e.querySelector(own) && !scrolls(e);
  });
  const over = document.scrollingElement.scrollWidth - width;
  const faults = out.slice(0, 2).map((e) => `outside the window: ${name(e)}`);
  if (small && over > 1) faults.push(`the whole page scrolls sideways by ${over} px`);
  return faults;
}

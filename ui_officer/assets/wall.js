// The screen on the wall reads its numbers anew every minute, and itself where they stand still for
// five: then the line to the program is gone. Loaded once; works by delegation.
(() => {
  if (window.motcuaWall) return;
  window.motcuaWall = true;
  const onWall = () => location.pathname.replace(/\/$/, "") === "/man-hinh";
  const time = () => document.getElementById("wall-time")?.textContent || "";
  let shown = time();
  let minutes = 0;
  setInterval(() => {
    if (!onWall()) return;
    minutes = time() === shown ? minutes + 1 : 0;
    shown = time();
    if (minutes >= 5) location.reload();
    else document.getElementById("refresh")?.click();
  }, 60000);
})();

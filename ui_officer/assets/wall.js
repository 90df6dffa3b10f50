// The screen on the wall reads its numbers anew every minute. Loaded once; works by delegation.
(() => {
  if (window.motcuaWall) return;
  window.motcuaWall = true;
  setInterval(() => document.getElementById("refresh")?.click(), 60000);
})();

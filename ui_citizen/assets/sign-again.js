// Signing in again over the page one was filling in: on success the page connects anew where it was.
// Without this script the form is sent by the browser, and the API leads back.
(() => {
  if (window.motcuaSignAgain) return;
  window.motcuaSignAgain = true;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset || form.dataset.signAgain === undefined) return;
    event.preventDefault();
    const data = Object.fromEntries(new FormData(form));
    const says = form.querySelector("[data-says]");
    says.textContent = "";
    let answer;
    try {
      answer = await fetch("/api/v1/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(data),
      });
    } catch (_) {
      says.textContent = "Chưa kết nối được. Điều bạn nhập vẫn còn, vui lòng thử lại.";
      return;
    }
    if (answer.ok) { window.location.assign(data.next); return; }
    let problem = {};
    try { problem = await answer.json(); } catch (_) { /* not ours */ }
    says.textContent = problem.detail || "Chưa đăng nhập được. Vui lòng thử lại.";
    if (/code-(needed|wrong)$/.test(problem.type || "")) form.querySelector("[data-code]").hidden = false;
  });
})();

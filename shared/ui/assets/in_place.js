// A form with a file is sent without leaving its page: when it is refused, everything typed and the
// file chosen are still there. Without scripts the browser posts it and the API leads back.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const after = form.dataset.inPlace;
  if (!after) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  const told = form.querySelector("[data-told]");
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  [...form.elements].forEach((field) => field.removeAttribute("aria-invalid"));
  say("");
  button.disabled = true;
  let problem = {};
  try {
    const body = new FormData(form);
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers });
    const read = await answer.json();
    if (answer.ok) { location.assign(after + read.id); return; }
    problem = read;
  } catch (_) {
    problem = { detail: "Chưa gửi được: mất mạng hoặc hệ thống đang bận. Vui lòng gửi lại." };
  }
  button.disabled = false;
  const wrong = problem.errors || [];
  say([problem.detail, ...wrong.map((one) => one.message)].filter(Boolean).join(" "));
  const fields = wrong.map((one) => form.elements[(one.pointer || "").replace(/^\//, "")]);
  fields.filter(Boolean).forEach((field) => field.setAttribute("aria-invalid", "true"));
  (fields.find(Boolean) || told).focus();
});

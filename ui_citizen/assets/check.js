// A file chosen on the page of checks goes straight to the API; the answer is written as text.
(() => {
  if (window.motcuaCheck) return;
  window.motcuaCheck = true;
  const add = (to, tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    to.append(made);
    return made;
  };
  const moment = (text) => (text ? new Date(text).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }) : "");
  const signature = (list, one, whole) => {
    const item = add(list, "li");
    add(item, "b", one.signer || "Không đọc được người ký");
    if (one.organisation && one.organisation !== one.signer) add(item, "div", one.organisation);
    if (one.signed_at) add(item, "div", `Ký lúc ${moment(one.signed_at)}. Chứng thư do ${one.issuer} cấp.`, "muted small");
    if (one.wrong) add(item, "div", `✗ ${one.wrong}`, "error");
    else if (whole) add(item, "span", "✓ Chữ ký hợp lệ", "tag ok");
    else add(item, "span", "Chữ ký chỉ đúng với phần nó bao trùm, không đúng cho cả tệp", "tag warn");
    if (one.remark) add(item, "p", one.remark, "small");
  };
  const show = (box, found, name) => {
    const issued = found.result && !found.result.wrong; // the very file that was issued
    const differs = !found.valid && !issued;
    add(box, "div", `${found.valid ? "✓" : "✗"} ${found.verdict}`, `note ${found.valid ? "good" : "bad"}`);
    add(box, "p", name, "muted small");
    if (found.reasons.length) {
      const list = add(box, "ul", "", "list");
      found.reasons.forEach((reason) => add(list, "li", reason));
    }
    if (found.result) {
      if (differs) add(box, "h3", "Bản gốc đã phát hành (không phải tệp này)");
      const rows = add(box, "dl", "", "rows");
      const row = (label, text) => {
        const line = add(rows, "div");
        add(line, "dt", label);
        add(line, "dd", text);
      };
      row("Tên", found.result.title);
      row("Số", found.result.number);
      row("Cơ quan", found.result.agency);
      row("Tình trạng", found.result.state_label);
    }
    if (found.signatures.length) {
      add(box, "h3", "Chữ ký số trong tệp");
      const list = add(box, "ul", "", "list signatures");
      found.signatures.forEach((one) => signature(list, one, !differs));
    }
  };
  document.addEventListener("change", async (event) => {
    const input = event.target;
    const file = input.dataset && input.dataset.check && input.files[0];
    if (!file) return;
    const box = document.getElementById("check_answer");
    box.replaceChildren();
    add(box, "p", `Đang kiểm tra ${file.name} …`, "waiting");
    const body = new FormData();
    body.append("file", file, file.name);
    let found = null;
    let words = "Mất kết nối. Vui lòng chọn lại tệp sau ít phút.";
    try {
      const answer = await fetch(input.dataset.check, { method: "POST", body });
      const said = await answer.json();
      if (answer.ok) found = said;
      else words = said.detail || words;
    } catch (_) { /* the sentence above says it */ }
    box.replaceChildren();
    if (found) show(box, found, file.name);
    else add(box, "div", `✗ ${words}`, "note bad");
    input.value = "";
  });
})();

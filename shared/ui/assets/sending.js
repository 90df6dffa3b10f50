// Sends files straight to the API with progress. A large file goes in pieces and goes on where it
// stopped when the network comes back, also after the page was closed. Works by delegation.
(() => {
  if (window.motcuaSending) return;
  window.motcuaSending = true;
  const SMALL = 1024 * 1024;
  const KEPT = "motcua-upload:";
  const wait = (seconds) => new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  class Refused extends Error {}
  const ask = (method, url, body, headers, onprogress) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = 60000;
    Object.entries(headers || {}).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (onprogress) request.upload.onprogress = onprogress;
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch (_) { /* not ours */ }
      if (request.status < 300) { done(answer); return; }
      // Busy or gone for a moment: tried again. Anything else is an answer.
      if (request.status >= 502 || request.status === 429) { fail(new Error("busy")); return; }
      const error = new Refused(answer.detail || "Chưa gửi được tệp. Vui lòng thử lại.");
      error.status = request.status;
      fail(error);
    };
    request.onerror = request.ontimeout = () => fail(new Error("network"));
    request.send(body);
  });
  const patiently = async (work, show) => {
    for (let tries = 0; ; tries += 1) {
      try { return await work(); } catch (error) {
        if (error instanceof Refused || show.stopped()) throw error;
        show.lost();
        await wait(Math.min(30, 2 ** tries));
        if (show.stopped()) throw new Refused("Đã dừng gửi.");
      }
    }
  };
  const json = { "Content-Type": "application/json" };
  const whole = (input, file, show) => patiently(() => {
    const body = new FormData();
    body.append("component_key", input.dataset.component || "");
    body.append("purpose", input.dataset.purpose || "component");
    body.append("file", file, file.name);
    return ask("POST", input.dataset.upload, body, null, (e) => show.sent(e.loaded, file.size));
  }, show);
  const inPieces = async (input, file, show) => {
    const to = input.dataset.upload.replace(/documents$/, "uploads");
    const memory = KEPT + [to, input.dataset.component, file.name, file.size, file.lastModified].join("|");
    let upload = null;
    const known = localStorage.getItem(memory);
    if (known) {
      try { upload = await patiently(() => ask("GET", `/api/v1/uploads/${known}`), show); }
      catch (error) { if (show.stopped()) throw error; localStorage.removeItem(memory); }
      if (upload && upload.document) { localStorage.removeItem(memory); upload = null; }
    }
    if (!upload) {
      upload = await patiently(() => ask("POST", to, JSON.stringify({
        name: file.name, size: file.size, component_key: input.dataset.component || "",
        purpose: input.dataset.purpose || "component",
      }), json), show);
      localStorage.setItem(memory, upload.id);
    }
    const address = `/api/v1/uploads/${upload.id}`;
    while (upload.received < file.size) {
      const at = upload.received;
      show.sent(at, file.size);
      const piece = file.slice(at, at + upload.piece_bytes);
      upload = await patiently(async () => {
        try {
          return await ask("PUT", `${address}/content?at=${at}`, piece,
            { "Content-Type": "application/octet-stream" }, (e) => show.sent(at + e.loaded, file.size));
        } catch (error) {
          if (error.status === 409) return ask("GET", address);
          throw error;
        }
      }, show);
      if (show.stopped()) throw new Refused("Đã dừng gửi. Chọn lại tệp này để gửi tiếp.");
    }
    show.checking();
    try { return await patiently(() => ask("POST", `${address}/finish`, "{}", json), show); }
    finally { if (!show.stopped()) localStorage.removeItem(memory); }
  };
  const screen = (picker, file) => {
    const status = picker.querySelector("[data-status]");
    const bar = picker.querySelector("progress");
    const stop = picker.querySelector("[data-stop]");
    let stopped = false;
    let percent = 0;
    const say = (text, kind) => { status.textContent = text; status.className = kind || "small"; };
    stop.onclick = () => { stopped = true; say(`Đang dừng ${file.name} …`); };
    bar.hidden = stop.hidden = false;
    return {
      stopped: () => stopped,
      sent: (count, size) => {
        percent = Math.min(100, Math.round((100 * count) / size));
        bar.value = percent;
        say(`Đang gửi ${file.name}: ${percent}%`);
      },
      lost: () => say(`Mất mạng. Đã gửi ${percent}% của ${file.name}; sẽ tự gửi tiếp khi có mạng.`, "small error"),
      checking: () => { bar.removeAttribute("value"); say(`Đang kiểm tra ${file.name} …`); },
      end: (text, kind) => { bar.hidden = stop.hidden = true; say(text, kind); },
    };
  };
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.dataset || !input.dataset.upload) return;
    const picker = input.closest(".picker");
    const wrong = [];
    let last = null;
    const taken = [];
    for (const file of [...input.files]) {
      const show = screen(picker, file);
      try {
        // What belongs to no dossier yet has no place for pieces.
        const pieces = file.size > SMALL && input.dataset.upload.endsWith("/documents");
        last = await (pieces ? inPieces : whole)(input, file, show);
        taken.push(last);
        show.end("");
      } catch (error) {
        wrong.push(`✗ ${file.name}: ${error.message}`);
        show.end(wrong.join(" "), "error");
      }
    }
    input.value = "";
    if (!last) return;
    const status = picker.querySelector("[data-status]");
    if (input.dataset.fill) {
      const target = document.getElementById(input.dataset.fill);
      if (target && input.multiple) {
        const before = target.value ? [target.value] : [];
        target.value = [...before, ...taken.map((one) => one.claim)].join(" ");
      } else if (target) {
        target.value = last.id;
      }
      const names = taken.map((one) => one.name).join(", ");
      input.dataset.names = input.multiple && input.dataset.names ? `${input.dataset.names}, ${names}` : names;
      status.textContent = [`✓ ${input.dataset.names}`, ...wrong].join(" ");
      status.className = wrong.length ? "small error" : "small";
    }
    if (input.dataset.done) document.getElementById(input.dataset.done)?.click();
  });
})();

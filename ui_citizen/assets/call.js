// The voice of the screen that calls numbers: speaks each new call once, in the order of the calls, by
// the browser itself; not those that were there when the page opened. It is on where somebody has
// switched it on, or from the beginning by ?tieng=1 (a browser speaks without a touch only where it
// was started so). The words come with the call; without a voice the screen says the same in big type.
(() => {
  if (window.motcuaCalls) return;
  window.motcuaCalls = true;
  let on = new URLSearchParams(location.search).get("tieng") === "1";
  let heard = null; // ids of the calls on the screen; none were looked at yet
  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.startsWith("vi"));
  const turn = (wanted) => {
    on = wanted;
    const button = document.querySelector("[data-voice]");
    if (button) {
      button.setAttribute("aria-pressed", String(on));
      button.textContent = on ? "Tắt tiếng" : "Bật tiếng";
    }
    if (!on && window.speechSynthesis) speechSynthesis.cancel();
  };
  const speak = (text) => {
    document.documentElement.dataset.spoken = on ? text : "";
    if (!on || !window.speechSynthesis) return;
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "vi-VN";
    words.rate = 0.9;
    const found = voice();
    if (found) words.voice = found;
    // Nobody touched this page and the browser was not started to speak without: the button says so.
    words.addEventListener("error", (event) => event.error === "not-allowed" && turn(false));
    speechSynthesis.speak(words);
  };
  const look = () => {
    const button = document.querySelector("[data-voice]:disabled");
    if (button) {
      button.disabled = false;
      turn(on);
    }
    if (!document.querySelector('[data-calls="read"]')) return;
    const calls = [...document.querySelectorAll("[data-call]")]; // the newest first
    const fresh = heard ? calls.filter((one) => !heard.has(one.dataset.call)) : [];
    heard = new Set(calls.map((one) => one.dataset.call));
    for (const one of fresh.reverse()) speak(one.dataset.speech);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-voice]")) return;
    turn(!on);
    const newest = document.querySelector("[data-call]");
    if (on && newest) speak(newest.dataset.speech); // so that whoever stands there hears it
  });
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-call", "data-calls"],
  });
  look();
})();

// The voice of the screen that calls numbers: speaks each new call once, by the browser itself, when
// somebody has switched the voice on (a browser speaks only after a touch). The words come with the
// call; without a voice the screen says the same in big type. The button waits for this script: a
// touch before it was there would be lost.
(() => {
  if (window.motcuaCalls) return;
  window.motcuaCalls = true;
  let on = false;
  let spoken = "";
  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.startsWith("vi"));
  const speak = (text) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "vi-VN";
    words.rate = 0.9;
    const found = voice();
    if (found) words.voice = found;
    speechSynthesis.speak(words);
  };
  const look = () => {
    const button = document.querySelector("[data-voice]:disabled");
    if (button) button.disabled = false;
    const now = document.querySelector("[data-call]");
    if (!now || now.dataset.call === spoken) return;
    spoken = now.dataset.call;
    document.documentElement.dataset.spoken = on ? now.dataset.speech : "";
    if (on && window.speechSynthesis) speak(now.dataset.speech);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-voice]");
    if (!button) return;
    on = !on;
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? "Tắt tiếng" : "Bật tiếng";
    spoken = on ? "" : spoken;
    if (!on && window.speechSynthesis) speechSynthesis.cancel();
    look();
  });
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-call"],
  });
  look();
})();

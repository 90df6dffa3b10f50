// A file chosen in an input with data-read is read here and its text put into the field of that id.
document.addEventListener("change", async (event) => {
  const target = event.target.dataset && document.getElementById(event.target.dataset.read || "");
  const file = event.target.files && event.target.files[0];
  if (!target || !file) return;
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(target, await file.text());
  target.dispatchEvent(new Event("input", { bubbles: true }));
});

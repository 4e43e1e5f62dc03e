// Copies a text to the clipboard at a press. Without script the text is selected and copied by hand.
(() => {
  const text = document.getElementById("text");
  const [button, done] = document.querySelectorAll("[data-copies], [data-copied]");
  if (!text || !button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      done.textContent = button.dataset.copies;
    } catch {
      text.select();
    }
  });
})();

// Copies a text to the clipboard, or prints the page, at a press. Without script the text is selected and copied by hand,
// and the page is printed from the browser's menu.
(() => {
  const text = document.getElementById("text");
  const [button, done] = document.querySelectorAll("[data-copies], [data-copied]");
  const print = document.querySelector("[data-prints]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  if (!text || !button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value ?? text.innerText);
      done.textContent = button.dataset.copies;
    } catch {
      text.select ? text.select() : window.getSelection().selectAllChildren(text);
    }
  });
})();

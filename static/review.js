// On a response's page: what is typed is kept on the server until it is recorded, and colleagues see who is here.
(() => {
  const { typedTo, open } = document.currentScript.dataset;
  const WAIT = 1500; // milliseconds without a key before what is typed is kept
  const STILL_HERE = 45000;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const others = document.getElementById("others");
  const changed = new Map();
  let isLeaving = false;

  const post = (url, fields, keepalive) =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token() }, redirect: "manual", keepalive });

  const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

  const keep = async (form, keepalive = false) => {
    clearTimeout(changed.get(form));
    changed.delete(form);
    const state = form.querySelector(".typed-state");
    let isKept = false;
    try {
      isKept = (await post(typedTo, fieldsOf(form), keepalive)).ok;
    } catch {
      // Without a network, the words stay on the page.
    }
    if (isLeaving) return;
    state.textContent = isKept ? "Kept for you, not recorded yet." : "Not kept: no connection, or you are signed out. It is still here on this page.";
  };

  for (const form of document.querySelectorAll("form[data-typed]")) {
    form.addEventListener("input", () => {
      clearTimeout(changed.get(form));
      changed.set(form, setTimeout(keep, WAIT, form));
    });
    form.addEventListener("submit", () => {
      clearTimeout(changed.get(form));
      changed.delete(form);
    });
  }

  // Everything typed since the last time goes out before the page does: another card was recorded, or a link followed.
  addEventListener("pagehide", () => {
    isLeaving = true;
    for (const form of [...changed.keys()]) keep(form, true);
    post(open, { leaving: "yes" }, true).catch(() => {});
  });

  const tell = async () => {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await post(open, {});
      if (!answer.ok || !others) return;
      const names = (await answer.json()).others;
      const words = names.length ? `${names.join(", ")} ${names.length > 1 ? "have" : "has"} this open now.` : "";
      if (others.textContent !== words) others.textContent = words;
    } catch {
      // Asked again soon.
    }
  };
  setInterval(tell, STILL_HERE);
})();

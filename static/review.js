// On a response's page: what is typed is kept on the server until it is recorded, and colleagues see who is here.
(() => {
  const { typedTo, open } = document.currentScript.dataset;
  const WAIT = 1500; // milliseconds without a key before what is typed is kept
  const STILL_HERE = 45000;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const others = document.getElementById("others");
  const cards = document.getElementById("cards");
  const changed = new Map();
  let isLeaving = false;

  const post = (url, fields, keepalive) =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token() }, redirect: "manual", keepalive });

  // A part is one card, whose fields belong to the one form of the page and begin with its name, or the form about an answer.
  const fieldsOf = (part) => {
    const name = part.dataset.typed;
    if (part.localName === "form") return [...new FormData(part)].filter(([field]) => field !== "csrfmiddlewaretoken");
    const own = [...new FormData(cards)].filter(([field]) => field.startsWith(`${name}-`));
    return [["form", name], ["proof", cards.elements.proof.value], ...own.map(([field, value]) => [field.slice(name.length + 1), value])];
  };

  const keep = async (part, keepalive = false) => {
    clearTimeout(changed.get(part));
    changed.delete(part);
    const state = part.querySelector(".typed-state");
    let isKept = false;
    try {
      isKept = (await post(typedTo, fieldsOf(part), keepalive)).ok;
    } catch {
      // Without a network, the words stay on the page.
    }
    if (isLeaving) return;
    state.textContent = isKept ? "Kept for you, not recorded yet." : "Not kept: no connection, or you are signed out. It is still here on this page.";
  };

  for (const part of document.querySelectorAll("[data-typed]")) {
    part.addEventListener("input", () => {
      clearTimeout(changed.get(part));
      changed.set(part, setTimeout(keep, WAIT, part));
    });
  }
  // What is sent with a page is not kept beside it: whatever button is pressed, the server keeps what it does not record.
  document.addEventListener("submit", ({ target, submitter }) => {
    for (const part of target === cards ? [...changed.keys()] : [submitter?.closest("[data-typed]")]) {
      clearTimeout(changed.get(part));
      changed.delete(part);
    }
  });

  // Everything typed since the last time goes out before the page does: another card was recorded, or a link followed.
  addEventListener("pagehide", () => {
    isLeaving = true;
    for (const part of [...changed.keys()]) keep(part, true);
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

// The warning before an idle session ends. The server decides when; here it is asked and shown.
(() => {
  const region = document.getElementById("idle");
  if (!region) return;
  const { url, person, warning } = region.dataset;
  const [words, button] = region.querySelectorAll("p, button");
  const main = document.getElementById("main");
  const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");
  const place = new Comment();
  let away, timer, ends;

  const ask = async (method) => {
    const headers = { Accept: "application/json", "X-CSRFToken": tokens()[0].value };
    try {
      return await (await fetch(url, { method, headers })).json();
    } catch {
      return { person, seconds: Math.max(0, (ends - Date.now()) / 1000) };
    }
  };

  const leave = () => {
    const fields = [...main.querySelectorAll("textarea, [type=text]")];
    if (fields.every((field) => field.value === field.defaultValue)) return location.assign(location.pathname + location.search);
    away = true;
    main.replaceWith(place);
    region.hidden = false;
    words.textContent = "You are signed out. What you typed is kept here: sign in in another tab, then come back.";
    button.textContent = "I have signed in";
  };

  const look = async (method) => {
    clearTimeout(timer);
    const left = await ask(method);
    if (left.person !== person || !left.seconds) return away || leave();
    ends = Date.now() + left.seconds * 1000;
    if (away) {
      place.replaceWith(main);
      for (const field of tokens()) field.value = left.token;
      button.textContent = "Stay signed in";
      away = false;
    }
    const rest = left.seconds - warning;
    region.dataset.left = left.seconds;
    region.hidden = rest > 0;
    words.textContent = `You will be signed out in ${Math.ceil(left.seconds / 60)} min.`;
    timer = setTimeout(look, 1000 * Math.max(1, rest > 0 ? rest : Math.min(left.seconds, 20)), "GET");
  };

  button.addEventListener("click", () => look(away ? "GET" : "POST"));
  look("GET");
})();

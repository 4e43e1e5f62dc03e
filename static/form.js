// What a patient's page does beyond a plain one. All of it works without this, and the server decides what counts.
(() => {
  "use strict";

  const form = document.querySelector("[data-autosave]");
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];

  const headers = { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
  const post = (url, body, how = { signal: AbortSignal.timeout(20000) }) =>
    fetch(url, { method: "POST", body, headers, ...how });

  // The end of the sitting

  const region = document.querySelector("#sitting");
  const { lasts, warning, back, soonWords, endedWords, awayWords } = region.dataset;
  let ends, asking;
  let isUnsaved = () => all("input", document).some((one) => one.value !== one.defaultValue);

  const warn = (words, isSoon) => {
    region.hidden = !words;
    region.firstElementChild.textContent = words;
    region.lastElementChild.hidden = !isSoon;
  };

  const sit = (seconds) => {
    const rest = seconds - warning;
    ends = Date.now() + seconds * 1000;
    warn(rest > 0 ? "" : soonWords.replace("{minutes}", Math.ceil(seconds / 60)), true);
    clearTimeout(asking);
    asking = setTimeout(ask, 1000 * (rest > 0 ? rest : Math.min(seconds, 60)));
  };

  const close = () => {
    if (isUnsaved()) return warn(endedWords);
    // Nobody is there: out of sight, until the date of birth brings it back.
    region.action = back;
    region.submit();
  };

  const knock = (stay) => {
    const body = new FormData(region);
    if (stay) body.set("stay", 1);
    return post(region.action, body).catch(() => ({}));
  };

  // Asking does not prolong it. Without an answer, our own clock goes on.
  async function ask(stay) {
    const answer = await knock(stay);
    const seconds = answer.ok ? (await answer.json()).seconds : (ends - Date.now()) / 1000;
    if (answer.status !== 403 && seconds > 0) sit(seconds);
    else close();
  }

  const whenSeen = (act) => document.addEventListener("visibilitychange", () => document.hidden || act());

  region.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });
  whenSeen(ask);
  addEventListener("pageshow", (event) => event.persisted && ask());
  sit(lasts);

  // What is not saved first is sent when someone is there: the browser would put its own page in its place.
  let isThere = false;
  const send = async (event) => {
    if (event.defaultPrevented || isThere) return;
    event.preventDefault();
    if (isThere === null) return; // is being asked
    isThere = null;
    isThere = (await knock()).status < 500;
    if (isThere) event.target.requestSubmit(event.submitter);
    else warn(awayWords);
    isThere = false;
  };

  if (!form) return addEventListener("submit", send);

  const named = (name) => all(`[name="${CSS.escape(name)}"]`);
  const controls = (within) => all("[name]", within);
  const isBox = (control) => /radio|checkbox/.test(control.type);

  // Follow-ups

  const given = (key) => {
    // What is not shown has no answer, so a chain closes behind it.
    const answers = named(key).filter((control) => !control.disabled && (!isBox(control) || control.checked));
    return answers.length ? answers.map((control) => control.value.trim()) : [""];
  };

  const holds = (condition) => {
    const term = ([key, ...codes]) => given(key).some((value) => codes.includes(value));
    return condition.any?.some(term) ?? condition.all.every(term);
  };

  const showFollowUps = () => {
    for (const part of all("[data-show-when]")) {
      part.hidden = !holds(JSON.parse(part.dataset.showWhen));
      // Not emptied: what was typed is back when the answer is.
      for (const control of controls(part)) control.disabled = part.hidden;
    }
    for (const instrument of all(".instrument:not([data-show-when])")) {
      instrument.hidden = all(".question", instrument).every((question) => question.closest(".follow")?.hidden);
    }
  };

  // Options that stand alone, such as None of these

  const clearOthers = (box) => {
    for (const other of named(box.name)) {
      const clash = "exclusive" in box.dataset || "exclusive" in other.dataset;
      if (other !== box && clash) other.checked = false;
    }
  };

  // Rows

  const rowsOf = (group) => all(":scope > .entry", group);

  const number = (group, row, n) => {
    const old = new RegExp(`^${group.dataset.rows}-\\d+`);
    for (const part of all("[data-number]", row)) part.textContent = n + 1;
    for (const part of all("*", row)) {
      const names = part.name === "remove_row" ? ["value"] : ["name", "id", "for", "aria-describedby"];
      for (const name of names.filter((name) => part.hasAttribute(name))) {
        part.setAttribute(name, part.getAttribute(name).replace(old, `${group.dataset.rows}-${n}`));
      }
    }
  };

  const clear = (row) => {
    for (const control of controls(row)) {
      if (isBox(control)) control.checked = false;
      else if (control.type !== "submit") control.value = "";
    }
  };

  const settle = (group, focused) => {
    rowsOf(group).forEach((row, n) => number(group, row, n));
    all("[name=add_row]", group)[0].hidden = rowsOf(group).length >= group.dataset.most;
    controls(focused)[0].focus();
  };

  const addRow = (group) => {
    const last = rowsOf(group).pop();
    const row = last.cloneNode(true);
    clear(row);
    // Before it joins: radios of one name take each other's choice.
    number(group, row, rowsOf(group).length);
    last.after(row);
    settle(group, row);
  };

  const removeRow = (group, row) => {
    const rows = rowsOf(group);
    const beside = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
    if (beside) row.remove();
    else clear(row);
    settle(group, beside || row);
  };

  // The crisis card

  const card = document.querySelector("#crisis");
  const opensCard = JSON.parse(form.dataset.crisis || "{}");

  const openCard = (control) => {
    if (!card || !opensCard[control.name]?.includes(control.value)) return;
    delete opensCard[control.name];
    (control.closest("[data-show-when]") || control.closest(".question")).after(card);
    card.hidden = false;
    all("h2", card)[0].focus({ preventScroll: true });
    // Focus brings only the title into sight.
    card.scrollIntoView({ block: "nearest" });
  };

  // The quiet autosave

  // Milliseconds. No more than five seconds of typing are ever at risk.
  const PAUSE = 1500, AT_LEAST = 3000, FIRST_RETRY = 2000, LAST_RETRY = 60000, PATIENCE = 4000;
  const line = all("[data-saved]")[0];
  isUnsaved = () => changed || busy;
  let changed = 0, timer, retry = FIRST_RETRY, busy, over, sending, offline, after, told;

  const say = (words, trouble = true, url) => {
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("trouble", trouble);
    if (!url) return;
    const link = document.createElement("a");
    link.href = link.textContent = url;
    line.append(" ", link);
  };

  const tell = (other) => {
    const [words, link] = all("[data-other] > *");
    words.textContent = other.said;
    link.href = other.url;
    words.parentNode.hidden = false;
    told = true;
  };

  const saveIn = (wait) => {
    changed ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const tryAgain = (words) => {
    say(words);
    saveIn(retry);
    retry = Math.min(retry * 2, LAST_RETRY);
  };

  const heard = async (answer) => {
    const said = await answer.json().catch(() => ({}));
    offline = answer.status > 499; // so answers a proxy whose server is away
    if (said.sent) {
      over = true;
      say(line.dataset.sentWords, true, said.url);
    } else if (said.expired || answer.status === 403 || (answer.ok && !said.saved)) {
      changed ||= Date.now();
      say(endedWords);
    } else if (!answer.ok) {
      tryAgain(line.dataset.troubleWords);
    } else {
      retry = FIRST_RETRY;
      say(line.dataset.savedWords.replace("{time}", said.saved), false);
      if (!after) form.seen.value = said.seen; // else the next page tells
      sit(lasts);
      if (said.other) tell(said.other);
      const notice = said.notice && card?.querySelector("[data-notice]");
      if (notice) [notice.textContent, notice.hidden] = [said.notice, false];
    }
  };

  // What outlives the page (keepalive) may be 64 kB at most.
  const keep = (how) => post(form.dataset.autosave, new FormData(form), how);

  async function save() {
    clearTimeout(timer);
    if (busy || over || sending || !changed) return;
    [busy, changed] = [true, 0];
    try {
      await heard(await keep());
    } catch {
      offline = true;
      tryAgain(line.dataset.offlineWords);
    }
    busy = false;
    if (after) after();
    else if (changed && !line.classList.contains("trouble")) saveIn(0);
  }

  // What happens when

  const noted = (target) => {
    const waited = changed && Date.now() - changed;
    saveIn(target.closest("[data-at-once]") ? 0 : Math.max(0, Math.min(PAUSE, AT_LEAST - waited)));
  };

  form.addEventListener("input", (event) => {
    const control = event.target;
    if (control.checked) clearOthers(control);
    showFollowUps();
    if (control.checked) openCard(control);
    noted(control);
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=add_row], [name=remove_row]");
    if (!button) return;
    event.preventDefault();
    const group = button.closest("[data-rows]");
    if (button.name === "add_row") addRow(group);
    else removeRow(group, button.closest(".entry"));
    noted(group);
  });

  // What is not saved yet goes first, but not for long. Without a connection, this page stays.
  const waits = (event, go) => {
    if (over || !(busy || offline || changed)) return;
    event.preventDefault();
    if (after) return;
    const leave = () => {
      if (after !== leave) return;
      [after, busy] = [null, false];
      if (offline) return;
      changed = 0;
      go();
    };
    after = leave;
    setTimeout(leave, PATIENCE);
    if (busy) return;
    line.textContent = ""; // to be read out again
    changed ||= Date.now();
    save();
  };

  form.addEventListener("submit", (event) => {
    waits(event, () => form.requestSubmit(event.submitter));
    sending = !event.defaultPrevented;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a:not(.help)");
    // Not for a place on this page, a number to call or another tab.
    if (link?.host !== location.host || link.pathname === location.pathname || event.ctrlKey || event.metaKey) return;
    told = false;
    waits(event, () => told || line.classList.contains("trouble") || location.assign(link));
  });

  addEventListener("pagehide", () => {
    if ((changed || busy) && !sending && !over) keep({ keepalive: true }).catch(() => {});
  });
  addEventListener("pageshow", () => {
    sending = false;
    showFollowUps();
  });
  addEventListener("offline", () => (offline = true));
  addEventListener("online", save);
  whenSeen(save);

  for (const words of all(".when")) words.hidden = true;
  showFollowUps();
})();

"""What a page says of itself in a browser, read in one go: for the claims about every page in claims.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser import accessibility_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

NARROW = {"width": 320, "height": 256}  # CSS pixels: a screen of 1280 by 1024 at 400 %
WIDE = {"width": 1360, "height": 900}
# What other colours and another width can break. The rest of axe's rules see the same page again.
RULES_OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

READ = """async () => {
  // On a busy machine a page that follows a form may be there before its style sheet.
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  // A browser moves the focus to `autofocus` only when it draws.
  const isDue = () => document.querySelector("[autofocus]") && document.activeElement === document.body;
  for (let frame = 0; frame < 100 && isDue(); frame++) await new Promise(requestAnimationFrame);
  const wrong = document.querySelector(".summary, #missing[autofocus]");
  const SMALLEST = 44;  // CSS pixels: what a thumb needs
  const isForPatients = !document.body.classList.contains("desk");
  const TARGETS = isForPatients ? "a, button, summary, select, input, textarea"
    : ".choice, .button:not([tabindex], .desk .plain), .help, .card label:has(input)";
  // Links among words are as high as the line; a row or a tile around a control is tapped in its place.
  const isText = (near) => near.nodeType === Node.TEXT_NODE && near.data.trim();
  const isAmongWords = (part) => [...part.parentElement.childNodes].some(isText);
  const tapped = (part) => part.closest(".choice, .tasks li") || part;
  const parts = [...document.querySelectorAll("body *")];
  const isTooWide = document.documentElement.scrollWidth > innerWidth;
  const moves = (look) => look.animationName !== "none" || look.transitionDuration !== "0s"
    || look.scrollBehavior !== "auto";
  const named = (found) => found.map((part) => part.outerHTML.slice(0, 80));
  return {
    title: document.title,
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    hasErrors: wrong !== null,
    beginsAtErrors: wrong === document.activeElement,
    tooWide: named(parts.filter((part) => isTooWide && part.getBoundingClientRect().right > innerWidth)),
    tooSmall: named([...document.querySelectorAll(TARGETS)].filter((part) => part.checkVisibility()
      && part.tabIndex >= 0 && !part.matches(".visually-hidden, [type=hidden], .attribution *") && !isAmongWords(part)
      && tapped(part).getBoundingClientRect().height < SMALLEST)),
    moving: named(parts.filter((part) => moves(getComputedStyle(part)))),
    isForPatients,
    hasHelp: [...document.querySelectorAll("header a")].some((link) => link.innerText === "Get help now"),
    links: [...document.querySelectorAll(".summary a")].map((link) => link.getAttribute("href")),
  };
}"""
FOLLOW = """() => [...document.querySelectorAll(".summary a")].map((link) => {
  link.click();
  return "#" + document.activeElement.id;
})"""
# Everything that can be reached, focused one after the other: what shows no outline. Where a person has chosen the
# colours, a shadow alone is not drawn.
UNMARKED = """() => {
  const reached = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((part) => part.checkVisibility() && !part.disabled && part.type !== "hidden" && part.tabIndex >= 0);
  const isOutlined = (part) => {
    const look = getComputedStyle(part);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  };
  return reached.filter((part) => {
    part.focus({ preventScroll: true });
    return document.activeElement === part && ![part, part.closest(".choice")].filter(Boolean).some(isOutlined);
  }).map((part) => part.outerHTML.slice(0, 80));
}"""
# Buttons and fields are told from the page by their edges alone where a person has chosen the colours.
EDGELESS = """() => [...document.querySelectorAll(".button:not(.plain), .help, .choice, .control, progress")]
  .filter((part) => part.checkVisibility() && !part.matches(".visually-hidden"))
  .filter((part) => { const look = getComputedStyle(part);
    return look.borderTopStyle === "none" || parseFloat(look.borderTopWidth) < 1; })
  .map((part) => part.outerHTML.slice(0, 80))"""
# The distances of WCAG 1.4.12. What no longer fits must wrap, not hide or push the page wider.
SPACED = """() => {
  const wide = new CSSStyleSheet();
  wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [wide];
  // What is one pixel high is for screen readers alone.
  const isCut = (part) => ["hidden", "clip"].includes(getComputedStyle(part).overflowY)
    && part.clientHeight > 1 && part.scrollHeight > part.clientHeight + 1 && part.tagName !== "PROGRESS";
  const isTooWide = document.documentElement.scrollWidth > innerWidth;
  const bad = [...document.querySelectorAll("body *")].filter((part) => part.checkVisibility()
    && (isCut(part) || (isTooWide && part.getBoundingClientRect().right > innerWidth)));
  document.adoptedStyleSheets = [];
  return bad.map((part) => part.outerHTML.slice(0, 80));
}"""


def look_at(page: Page) -> dict[str, Any]:
    """Everything that the claims are about, of a page that is ``NARROW``; it is so again afterwards."""
    page.wait_for_load_state()
    facts: dict[str, Any] = page.evaluate(READ)
    facts["followed"] = page.evaluate(FOLLOW)
    facts["cut"] = page.evaluate(SPACED)
    page.emulate_media(forced_colors="active")
    page.keyboard.press("Shift")  # from now on the focus is moved by keys, and shown
    facts["unmarked"], facts["edgeless"] = page.evaluate(UNMARKED), page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none", color_scheme="light")
    facts["faults"] = [f"light: {fault}" for fault in accessibility_faults(page)]
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(WIDE)
    facts["faults"] += [f"dark: {fault}" for fault in accessibility_faults(page, rules=RULES_OF_LOOKS)]
    page.set_viewport_size(NARROW)
    return facts

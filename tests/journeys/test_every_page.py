"""What must be true of every page in every state, whoever looks at it. The pages themselves are in pages.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import accessibility_faults
from tests.journeys.pages import TOURS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLINIC = "Cedar Clinic"
NARROW = {"width": 320, "height": 256}  # CSS pixels: a screen of 1280 by 1024 at 400 %
WIDE = {"width": 1360, "height": 900}
LOOKS = (("light", NARROW), ("dark", WIDE))

READ = """async () => {
  // A browser moves the focus to `autofocus` when it first draws.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const wrong = document.querySelector(".summary, #missing[autofocus]");
  const TARGETS = ".choice, .button:not([tabindex], .desk .plain), .help, .card label:has(input)";
  const SMALLEST = 44;  // CSS pixels: what a thumb needs
  const isTooWide = document.documentElement.scrollWidth > innerWidth;
  return {
    title: document.title,
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    hasErrors: wrong !== null,
    beginsAtErrors: wrong === document.activeElement,
    tooWide: [...document.querySelectorAll("body *")]
      .filter((part) => isTooWide && part.getBoundingClientRect().right > innerWidth)
      .map((part) => part.outerHTML.slice(0, 80)),
    tooSmall: [...document.querySelectorAll(TARGETS)]
      .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < SMALLEST)
      .map((target) => target.outerHTML.slice(0, 80)),
    isForPatients: !document.body.classList.contains("desk"),
    hasHelp: [...document.querySelectorAll("header a")].some((link) => link.innerText === "Get help now"),
    links: [...document.querySelectorAll(".summary a")].map((link) => link.getAttribute("href")),
  };
}"""
FOLLOW = """() => [...document.querySelectorAll(".summary a")].map((link) => {
  link.click();
  return "#" + document.activeElement.id;
})"""


@dataclass
class Seen:
    """One page in one state: what it says of itself, where its summary's links lead, what axe holds against it."""

    state: str
    facts: dict[str, Any]
    followed: list[str]
    faults: list[str]


# Filled by the first test that asks: a look around takes long, and every claim is about the same pages.
LOOKED_AROUND: list[Seen] = []
ASKED_FOR: list[str] = []


@pytest.fixture
def every_page(open_browser: Callable[..., Page]) -> list[Seen]:
    """Every page on a screen of 1280 pixels at 400 %; to axe also on a wide and dark one."""
    if not LOOKED_AROUND:
        seen = []
        for tour in TOURS:
            for state, page in tour(lambda: watched(open_browser)):
                facts, followed = page.evaluate(READ), page.evaluate(FOLLOW)
                seen.append(Seen(f"{tour.__name__}: {state}", facts, followed, faults_in_each_look(page)))
                page.set_viewport_size(NARROW)
        LOOKED_AROUND.extend(seen)
    return LOOKED_AROUND


def watched(open_browser: Callable[..., Page]) -> Page:
    page = open_browser(viewport=NARROW)
    page.on("request", lambda request: ASKED_FOR.append(request.url))
    return page


def faults_in_each_look(page: Page) -> list[str]:
    faults = []
    for scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        faults += [f"{scheme}: {fault}" for fault in accessibility_faults(page)]
    return faults


def test_no_page_has_an_accessibility_fault(every_page):
    assert {seen.state: seen.faults for seen in every_page if seen.faults} == {}


def test_no_page_scrolls_sideways_at_400_percent(every_page):
    assert {seen.state: seen.facts["tooWide"] for seen in every_page if seen.facts["tooWide"]} == {}


def test_every_target_is_large_enough_for_a_thumb(every_page):
    assert {seen.state: seen.facts["tooSmall"] for seen in every_page if seen.facts["tooSmall"]} == {}


def test_a_title_begins_with_error_where_something_is_wrong(every_page):
    wrong = [seen.state for seen in every_page if seen.facts["title"].startswith("Error: ") != seen.facts["hasErrors"]]

    assert wrong == []


def test_a_title_begins_with_what_the_page_is_and_ends_with_whose_it_is(every_page):
    names = {seen.state: seen.facts["title"].removeprefix("Error: ") for seen in every_page}

    assert {state: name for state, name in names.items() if not name or name.startswith(CLINIC)} == {}


def test_every_page_says_its_language_and_has_one_main_heading(every_page):
    wrong = {
        seen.state: seen.facts for seen in every_page if (seen.facts["language"], seen.facts["headings"]) != ("en", 1)
    }

    assert wrong == {}


def test_get_help_now_is_on_every_page_of_a_patient(every_page):
    without = [seen.state for seen in every_page if seen.facts["isForPatients"] and not seen.facts["hasHelp"]]

    assert without == []


def test_a_page_with_errors_begins_at_its_summary_which_leads_to_each_control(every_page):
    with_errors = [seen for seen in every_page if seen.facts["hasErrors"]]

    assert with_errors
    assert [seen.state for seen in with_errors if not seen.facts["beginsAtErrors"]] == []
    assert {seen.state: seen.followed for seen in with_errors if seen.followed != seen.facts["links"]} == {}


def test_no_page_asks_another_machine_for_anything(every_page, live_server):
    assert every_page
    assert {url for url in ASKED_FOR if not url.startswith(live_server.url)} == set()

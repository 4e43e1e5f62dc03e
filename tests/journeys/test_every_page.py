"""What must be true of every page in every state, whoever looks at it. The pages: pages.py and account_pages.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.addresses import every_address
from tests.browser import accessibility_faults
from tests.journeys.account_pages import ACCOUNT_TOURS
from tests.journeys.changing_pages import CHANGING_TOURS
from tests.journeys.lead_pages import LEAD_TOURS
from tests.journeys.notice_pages import NOTICE_TOURS
from tests.journeys.pages import FORM_TOURS, NO_SUCH_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLINIC = "Cedar Clinic"
NARROW = {"width": 320, "height": 256}  # CSS pixels: a screen of 1280 by 1024 at 400 %
WIDE = {"width": 1360, "height": 900}
LOOKS = (("light", NARROW), ("dark", WIDE))

# Addresses that only take what a form posts, or answer machines.
WITHOUT_A_PAGE = {
    *("start-here", "still-here", "hand-over", "still-open", "keep-typed"),
    *("keep", "copy-pdf", "new-link", "take", "notes-seen", "sign", "sign-out", "still-there", "end-session"),
    *("end-member", "invite-member-again", "acknowledge-emergency", "account_inactive", "mfa_login_webauthn"),
    *("home", "confirm-crisis-line", "take-away-crisis-line"),
    *("approve-rules", "make-urgent", "useful", "acknowledge", "test-safety-contacts"),
    *("mfa_download_recovery_codes", "healthz", "readyz"),
}
# Pages that only somebody with two second steps, or with a passkey, gets to see.
OF_TWO_STEPS = {"mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_reauthenticate_webauthn"}

READ = """async () => {
  // A browser moves the focus to `autofocus` only when it draws.
  const isDue = () => document.querySelector("[autofocus]") && document.activeElement === document.body;
  for (let frame = 0; frame < 100 && isDue(); frame++) await new Promise(requestAnimationFrame);
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
    path: str
    facts: dict[str, Any]
    followed: list[str]
    faults: list[str]


# Filled by the first test that asks: a look around takes long, and every claim is about the same pages.
LOOKED_AROUND: list[Seen] = []
SET_OUT: list[bool] = []
ASKED_FOR: list[str] = []


@pytest.fixture
def every_page(open_browser: Callable[..., Page]) -> list[Seen]:
    """Every page on a screen of 1280 pixels at 400 %; to axe also on a wide and dark one."""
    if not SET_OUT:
        SET_OUT.append(True)
        seen = []
        for tour in (*FORM_TOURS, *CHANGING_TOURS, *ACCOUNT_TOURS, *LEAD_TOURS, *NOTICE_TOURS):
            for state, page in tour(lambda: watched(open_browser)):
                facts, followed = page.evaluate(READ), page.evaluate(FOLLOW)
                path = urlsplit(page.url).path
                seen.append(Seen(f"{tour.__name__}: {state}", path, facts, followed, faults_in_each_look(page)))
                page.set_viewport_size(NARROW)
        LOOKED_AROUND.extend(seen)
    assert LOOKED_AROUND, "The way around broke off: see the first of these tests."
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


def test_every_address_that_has_a_page_is_looked_at(every_page):
    looked_at = {resolve(seen.path).route for seen in every_page if seen.path != NO_SUCH_PAGE}
    left_out = {name for name, address in every_address().items() if resolve(address).route not in looked_at}

    assert left_out == WITHOUT_A_PAGE | OF_TWO_STEPS


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

"""What must be true of every page in every state, whoever looks at it: tests that the files around them take over.

The pages: the files `*pages.py`. A look around takes long, and every claim is about the same pages, so the first test
that asks sets out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.addresses import every_address
from tests.journeys.looks import NARROW, look_at
from tests.journeys.patient_pages import NO_SUCH_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

__all__ = [
    "around",
    "every_page",
    "test_a_page_with_errors_begins_at_its_summary_which_leads_to_each_control",
    "test_a_title_begins_with_error_where_something_is_wrong",
    "test_a_title_begins_with_what_the_page_is_and_ends_with_whose_it_is",
    "test_buttons_and_fields_keep_their_edges_in_colours_that_a_person_has_chosen",
    "test_every_page_says_its_language_and_has_one_main_heading",
    "test_every_target_is_large_enough_for_a_thumb",
    "test_get_help_now_is_on_every_page_of_a_patient",
    "test_no_page_asks_another_machine_for_anything",
    "test_no_page_has_an_accessibility_fault",
    "test_no_page_scrolls_sideways_at_400_percent",
    "test_nothing_is_cut_off_or_pushed_aside_by_wider_spacing",
    "test_nothing_moves",
    "test_the_focus_can_be_seen_on_everything_even_in_colours_that_a_person_has_chosen",
]

CLINIC = "Cedar Clinic"
OF_STAFF = ("/staff/", "/desk/", "/reviews/", "/rules/")
# Addresses that only take what a form posts, or answer machines.
WITHOUT_A_PAGE = {
    *("start-here", "still-here", "still-open", "keep-typed"),
    *("keep", "copy-pdf", "new-link", "take", "notes-seen", "sign", "sign-out", "still-there", "end-session"),
    *("paper-pdf", "worklist-csv", "example-list"),
    *("end-member", "invite-member-again", "acknowledge-emergency", "account_inactive", "mfa_login_webauthn"),
    *("home", "confirm-crisis-line", "take-away-crisis-line"),
    *("useful", "acknowledge", "test-safety-contacts"),
    *("mfa_download_recovery_codes", "healthz", "readyz"),
}
# Pages that only somebody with two second steps, or with a passkey, gets to see.
OF_TWO_STEPS = {"mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_reauthenticate_webauthn"}


@dataclass
class Seen:
    """One page in one state, and everything that was found out about it."""

    state: str
    path: str
    facts: dict[str, Any]


@dataclass
class Around:
    """A look around these tours, taken once: what was seen, and every address that the pages asked for."""

    tours: tuple[Any, ...]
    seen: list[Seen] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    has_set_out: bool = False

    def looks(self, open_browser: Callable[..., Page]) -> list[Seen]:
        """Every page on a screen of 1280 pixels at 400 %; to axe also on a wide and dark one."""
        if not self.has_set_out:
            self.has_set_out, seen = True, []
            for tour in self.tours:
                for state, page in tour(lambda: self._watched(open_browser)):
                    seen.append(Seen(f"{tour.__name__}: {state}", urlsplit(page.url).path, look_at(page)))
            self.seen = seen
        assert self.seen, "The way around broke off: see the first of these tests."
        return self.seen

    def _watched(self, open_browser: Callable[..., Page]) -> Page:
        page = open_browser(viewport=NARROW)
        page.on("request", lambda request: self.asked_for.append(request.url))
        return page

    def without(self, *, of_staff: bool) -> tuple[set[str], set[str]]:
        """Of the addresses of staff, or of all others: those that nobody looked at, and those that have no page."""
        looked_at = {resolve(seen.path).route for seen in self.seen if seen.path != NO_SUCH_PAGE}
        here = {name: path for name, path in every_address().items() if path.startswith(OF_STAFF) == of_staff}
        left_out = {name for name, path in here.items() if resolve(path).route not in looked_at}
        return left_out, (WITHOUT_A_PAGE | OF_TWO_STEPS) & here.keys()


@pytest.fixture
def around(request: pytest.FixtureRequest) -> Around:
    """The look around of the file that asks."""
    found: Around = request.module.AROUND
    return found


@pytest.fixture
def every_page(around: Around, open_browser: Callable[..., Page]) -> list[Seen]:
    """Everything that a look around finds."""
    return around.looks(open_browser)


def found(every_page: list[Seen], fact: str) -> dict[str, Any]:
    """The states in which something was found, with what it was."""
    return {seen.state: seen.facts[fact] for seen in every_page if seen.facts[fact]}


def test_no_page_has_an_accessibility_fault(every_page):
    assert found(every_page, "faults") == {}


def test_no_page_scrolls_sideways_at_400_percent(every_page):
    assert found(every_page, "tooWide") == {}


def test_every_target_is_large_enough_for_a_thumb(every_page):
    assert found(every_page, "tooSmall") == {}


def test_the_focus_can_be_seen_on_everything_even_in_colours_that_a_person_has_chosen(every_page):
    assert found(every_page, "unmarked") == {}


def test_buttons_and_fields_keep_their_edges_in_colours_that_a_person_has_chosen(every_page):
    assert found(every_page, "edgeless") == {}


def test_nothing_is_cut_off_or_pushed_aside_by_wider_spacing(every_page):
    assert found(every_page, "cut") == {}


def test_nothing_moves(every_page):
    assert found(every_page, "moving") == {}


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
    assert [seen.state for seen in with_errors if seen.facts["followed"] != seen.facts["links"]] == []


def test_no_page_asks_another_machine_for_anything(every_page, around, live_server):
    assert every_page
    assert {url for url in around.asked_for if not url.startswith(live_server.url)} == set()

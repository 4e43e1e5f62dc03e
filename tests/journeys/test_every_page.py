"""What must be true of every page in every state, whoever looks at it. The pages: the files `*pages.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.addresses import every_address
from tests.journeys.account_pages import ACCOUNT_TOURS
from tests.journeys.changing_pages import CHANGING_TOURS
from tests.journeys.lead_pages import LEAD_TOURS
from tests.journeys.looks import NARROW, look_at
from tests.journeys.notice_pages import NOTICE_TOURS
from tests.journeys.pages import FORM_TOURS
from tests.journeys.patient_pages import NO_SUCH_PAGE, PATIENT_TOURS
from tests.journeys.returning_pages import RETURNING_TOURS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLINIC = "Cedar Clinic"
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
        tours = (*PATIENT_TOURS, *FORM_TOURS, *CHANGING_TOURS, *RETURNING_TOURS, *ACCOUNT_TOURS)
        for tour in (*tours, *LEAD_TOURS, *NOTICE_TOURS):
            for state, page in tour(lambda: watched(open_browser)):
                path = urlsplit(page.url).path
                seen.append(Seen(f"{tour.__name__}: {state}", path, look_at(page)))
        LOOKED_AROUND.extend(seen)
    assert LOOKED_AROUND, "The way around broke off: see the first of these tests."
    return LOOKED_AROUND


def watched(open_browser: Callable[..., Page]) -> Page:
    page = open_browser(viewport=NARROW)
    page.on("request", lambda request: ASKED_FOR.append(request.url))
    return page


def found(every_page: list[Seen], fact: str) -> dict[str, Any]:
    """The states in which something was found, with what it was."""
    return {seen.state: seen.facts[fact] for seen in every_page if seen.facts[fact]}


def test_every_address_that_has_a_page_is_looked_at(every_page):
    looked_at = {resolve(seen.path).route for seen in every_page if seen.path != NO_SUCH_PAGE}
    left_out = {name for name, address in every_address().items() if resolve(address).route not in looked_at}

    assert left_out == WITHOUT_A_PAGE | OF_TWO_STEPS


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


def test_no_page_asks_another_machine_for_anything(every_page, live_server):
    assert every_page
    assert {url for url in ASKED_FOR if not url.startswith(live_server.url)} == set()

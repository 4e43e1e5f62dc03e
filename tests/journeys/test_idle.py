"""The warning before an idle session ends, and what was typed when it has ended."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.models import Staff
from tests.journeys.answers import everything
from tests.journeys.staff import Reviewing
from tests.people import Patient, a_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reviewing(open_browser: Any, clinician: Staff, invited: Patient) -> Reviewing:
    """A clinician who is writing a note about a response."""
    page = open_browser()
    page.clock.install()
    reviewing = Reviewing(page, clinician)
    reviewing.signs_in()
    response = invited.sends(**everything())
    page.goto(f"/reviews/{response.pk}/")
    page.locator("#idle[data-left]").wait_for(state="attached")
    return reviewing


def passes(reviewing: Reviewing, *, seconds: int, left: int, person: Staff | None) -> None:
    """Time passes for the page; asked, the server says how much is left, and for whom."""
    told = {"seconds": left, "person": str(person.pk) if person else "", "token": "a-new-token"}
    reviewing.page.route("**/staff/still-there/", lambda route: route.fulfill(json=told))
    reviewing.page.clock.run_for(seconds * 1000)


def test_the_warning_comes_two_minutes_before_and_can_be_put_off(reviewing):
    region = reviewing.page.locator("#idle")
    assert not region.is_visible()
    passes(reviewing, seconds=13 * 60 + 1, left=119, person=reviewing.person)
    region.get_by_text("You will be signed out in 2 min.").wait_for()

    reviewing.page.unroute("**/staff/still-there/")
    region.get_by_role("button", name="Stay signed in").click()

    region.wait_for(state="hidden")


def test_a_page_without_anything_typed_leaves_when_the_session_has_ended(reviewing):
    reviewing.page.context.clear_cookies()
    with reviewing.page.expect_navigation(wait_until="domcontentloaded"):
        reviewing.page.clock.run_for(16 * 60 * 1000)

    assert "/staff/sign-in/" in reviewing.page.url


def test_what_was_typed_goes_out_of_sight_and_comes_back_for_the_same_person_only(reviewing, clinic):
    field = reviewing.page.locator("main textarea:visible").first
    field.fill("Sister drives.")
    passes(reviewing, seconds=16 * 60, left=0, person=None)
    reviewing.page.get_by_text("You are signed out.").wait_for()
    assert not reviewing.page.locator("main").count()

    somebody_else = a_member(clinic, "clinician", "Somebody Else")
    passes(reviewing, seconds=0, left=900, person=somebody_else)
    reviewing.page.get_by_role("button", name="I have signed in").click()
    assert not reviewing.page.locator("main").count()

    passes(reviewing, seconds=0, left=900, person=reviewing.person)
    reviewing.page.get_by_role("button", name="I have signed in").click()
    reviewing.page.locator("main").wait_for()
    assert field.input_value() == "Sister drives."
    assert reviewing.page.locator("[name=csrfmiddlewaretoken]").first.input_value() == "a-new-token"


# A patient's sitting


@pytest.fixture
def sitting(patient: Any) -> Any:
    """A patient on a page of questions, with a clock that the test moves."""
    patient.page.clock.install()
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    return patient


def minutes_pass(patient: Any, minutes: int, *, left: int) -> None:
    """Time passes for the page; asked, the server says how many seconds are left, or that it is over."""
    told = {"json": {"seconds": left}} if left else {"json": {"expired": True}, "status": 403}
    patient.page.route("**/form/still-here/", lambda route: route.fulfill(**told))
    patient.page.clock.run_for(minutes * 60_000)


def test_a_patient_is_warned_five_minutes_before_and_can_stay(sitting):
    region = sitting.page.locator("#sitting")
    assert not region.is_visible()
    minutes_pass(sitting, 56, left=240)
    region.get_by_text("We will close your form in 4 min").wait_for()
    assert sitting.page.get_by_role("status").filter(has=region).count() == 1

    sitting.page.unroute("**/form/still-here/")
    region.get_by_role("button", name="Keep my form open").click()

    region.wait_for(state="hidden")


def test_typing_puts_the_warning_off(sitting):
    sitting.page.clock.run_for(50 * 60_000)
    with sitting.page.expect_response("**/keep/"):
        sitting.chooses(main_goal="Walk.")
        sitting.page.clock.run_for(5000)
    sitting.page.clock.run_for(9 * 60_000)

    assert not sitting.page.locator("#sitting").is_visible()


def test_when_it_is_over_the_answers_go_out_of_sight_and_the_date_brings_them_back(sitting, invited):
    with sitting.page.expect_response("**/keep/"):
        sitting.chooses(main_goal="Walk.")
        sitting.page.clock.run_for(5000)
    with sitting.page.expect_navigation(wait_until="domcontentloaded"):
        minutes_pass(sitting, 61, left=0)

    assert sitting.page.get_by_role("heading", name="Write your date of birth to go on").is_visible()
    assert "Walk." not in sitting.page.content()


def test_what_is_not_saved_stays_on_the_page_when_it_is_over(sitting):
    sitting.page.route("**/keep/", lambda route: route.abort())
    sitting.chooses(main_goal="Walk.")
    minutes_pass(sitting, 61, left=0)

    sitting.page.locator("#sitting").get_by_text("What you typed is still on this page.").wait_for()
    assert sitting.page.locator("#main_goal").input_value() == "Walk."
    assert not sitting.page.get_by_role("button", name="Keep my form open").is_visible()


def test_without_a_connection_the_page_counts_by_itself(sitting):
    sitting.page.route("**/form/still-here/", lambda route: route.abort())
    sitting.page.clock.run_for(56 * 60_000)

    sitting.page.locator("#sitting").get_by_text("We will close your form in").wait_for()

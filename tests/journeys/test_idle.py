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

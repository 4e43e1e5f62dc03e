"""The sitting ends in the middle of a page, and a form is open twice: what was typed is there again."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.people import AtForm, until
from tests.people import Patient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOAL = "I would like to dance again."


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def at_goal(request: pytest.FixtureRequest, at_form: Callable[..., AtForm]) -> AtForm:
    """A patient on the page about why they come."""
    patient = at_form(java_script_enabled=request.param)
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    return patient


def confirms(patient: AtForm) -> None:
    for part, number in (("Month", "3"), ("Day", "9"), ("Year", "1974")):
        patient.page.get_by_label(part, exact=True).fill(number)
    patient.presses("Go on")


def test_the_page_is_there_again_after_the_date_of_birth(at_goal, invited):
    Session.objects.all().delete()
    at_goal.chooses(reasons=["depression"], told_by_professional=["none"], main_goal=GOAL)
    at_goal.presses("Save and continue")
    assert at_goal.page.get_by_role("heading", name="Write your date of birth to go on").is_visible()
    assert GOAL not in at_goal.page.content()

    confirms(at_goal)

    assert at_goal.page.locator("#main_goal").input_value() == GOAL
    assert at_goal.option("reasons", "depression").is_checked()
    assert at_goal.page.get_by_role("heading", name="We kept what you had typed").is_visible()
    at_goal.presses("Save and continue")
    assert at_goal.section == "mood"
    assert invited.response.answers()["main_goal"] == GOAL


def test_the_quiet_save_says_that_the_sitting_has_ended(patient):
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    Session.objects.all().delete()

    with patient.page.expect_response("**/keep/"):
        patient.chooses(main_goal=GOAL)

    until(patient.page, lambda: "ask for your date of birth" in patient.page.locator("[data-saved]").inner_text())
    assert patient.page.locator("#main_goal").input_value() == GOAL


def test_two_devices_at_once_and_the_later_one_is_told(at_form: Callable[..., AtForm], invited: Patient):
    phone, laptop = at_form(), at_form(viewport={"width": 1360, "height": 900})
    for device in (phone, laptop):
        device.opens_link()
        device.goes_to("why-you-are-here")
    with phone.page.expect_response("**/keep/"):
        phone.chooses(main_goal="Walk far.")

    with laptop.page.expect_response("**/keep/"):
        laptop.chooses(main_goal=GOAL)

    told = laptop.page.locator("[data-other]")
    told.wait_for()
    assert "You also saved “Why you are here”" in told.inner_text()
    assert invited.response.answers()["main_goal"] == GOAL
    laptop.follows("See what you had saved there")
    assert laptop.page.get_by_text("Walk far.").is_visible()
    laptop.follows("Go back")
    assert laptop.page.locator("#main_goal").input_value() == GOAL


def test_without_script_the_page_after_it_tells_of_the_other_device(at_form: Callable[..., AtForm]):
    phone, laptop = at_form(), at_form(java_script_enabled=False)
    for device in (phone, laptop):
        device.opens_link()
        device.goes_to("why-you-are-here")
    with phone.page.expect_response("**/keep/"):
        phone.chooses(main_goal="Walk far.")
    laptop.chooses(reasons=["depression"], told_by_professional=["none"], main_goal=GOAL)

    laptop.presses("Save and continue")

    assert laptop.section == "mood"
    assert laptop.page.get_by_text("You also saved “Why you are here”").is_visible()

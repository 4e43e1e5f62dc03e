"""Two people at one device, one after the other: neither finds what the other left."""

import pytest

from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOAL = "I would like to dance again."


@pytest.fixture
def staff(patient: AtForm, clinician) -> AtDesk:
    """A clinician at the patient's own device, in another tab."""
    return AtDesk(patient.page.context.new_page(), clinician)


def test_opening_a_patients_link_signs_staff_out(patient, staff):
    staff.signs_in()

    patient.opens_link()

    staff.page.goto("/reviews/")
    assert staff.page.get_by_role("heading", name="Sign in").is_visible()


def test_staff_who_sign_in_end_the_sitting(patient, staff):
    patient.opens_link()

    staff.signs_in()

    patient.goes_home()
    assert patient.page.get_by_role("heading", name="Open your link again").is_visible()


def test_after_finishing_later_the_way_back_shows_nothing_personal(patient):
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    patient.chooses(main_goal=GOAL)
    patient.presses("Save and finish later")

    patient.page.go_back()

    assert patient.page.get_by_role("heading", name="Open your link again").is_visible()
    assert GOAL not in patient.page.content()


def test_after_signing_out_the_way_back_shows_no_patient(patient, staff, invited):
    invited.sends()
    staff.signs_in()
    staff.presses("Sign out")

    staff.page.go_back()

    assert staff.page.get_by_role("heading", name="Sign in").is_visible()
    assert "Jordan Rivera" not in staff.page.content()


def test_another_patients_link_shows_only_their_own_form(patient, other_patient):
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    patient.chooses(main_goal=GOAL)
    patient.presses("Save and continue")

    other = AtForm(patient.page.context.new_page(), f"/q/{other_patient.token}/")
    other.opens_link(born="1997-11-30")
    other.goes_to("why-you-are-here")

    assert other.page.locator("#main_goal").input_value() == ""

"""Two people at one device, one after the other: neither finds what the other left."""

import pytest

from tests.answers import complete_answers
from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk
from tests.people import BORN

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


@pytest.fixture
def at_the_clinic(patient, clinician, invited) -> AtForm:
    """A patient at a device at which a clinician was signed in a moment ago."""
    desk = AtDesk(patient.page, clinician)
    desk.signs_in()
    desk.page.goto(f"/desk/{invited.response.pk}/")
    desk.presses("Start on this device")
    return patient


def test_on_the_clinics_device_the_way_back_shows_nothing_of_staff(at_the_clinic):
    at_the_clinic.page.go_back()

    assert at_the_clinic.page.get_by_role("heading", name="Sign in").is_visible()
    assert "Jordan Rivera" not in at_the_clinic.page.content()


def test_after_handing_the_device_back_the_way_back_shows_nothing_of_the_patient(at_the_clinic):
    at_the_clinic.gives(BORN)
    at_the_clinic.goes_to("why-you-are-here")
    at_the_clinic.chooses(main_goal=GOAL)
    at_the_clinic.presses("Save and finish later")
    assert at_the_clinic.page.get_by_role("heading", name="Please hand the device back").is_visible()

    for _ in range(3):
        at_the_clinic.page.go_back()
        assert GOAL not in at_the_clinic.page.content()
        assert "Jordan Rivera" not in at_the_clinic.page.content()
    assert "sessionid" not in {cookie["name"] for cookie in at_the_clinic.page.context.cookies()}


def test_after_sending_on_the_clinics_device_no_answer_is_left_on_it(at_the_clinic, invited):
    invited.saves(**complete_answers(main_goal=GOAL))
    at_the_clinic.gives(BORN)
    at_the_clinic.goes_to_check()
    at_the_clinic.sends()
    at_the_clinic.page.get_by_text("Nothing that you wrote is left on this device.").wait_for()

    for path in ("/form/sent/", "/form/copy/", "/form/check/"):
        at_the_clinic.page.goto(path)
        assert GOAL not in at_the_clinic.page.content()
    at_the_clinic.page.go_back()
    assert GOAL not in at_the_clinic.page.content()

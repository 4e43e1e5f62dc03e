"""However often it is sent, a form is sent once."""

import pytest

from intake.models import FrozenDocument
from tests.answers import complete_answers
from tests.journeys.people import AtForm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient(patient: AtForm, invited) -> AtForm:
    """Has answered everything and reads it once more."""
    invited.saves(**complete_answers())
    patient.opens_link()
    patient.goes_to_check()
    return patient


def is_thanked(patient: AtForm) -> bool:
    return patient.page.get_by_role("heading", name="Thank you.").is_visible()


def test_a_double_click_sends_one_document(patient):
    patient.signs()

    patient.page.get_by_role("button", name="Send to the clinic").dblclick()
    patient.page.wait_for_url("**/form/sent/")

    assert is_thanked(patient)
    assert FrozenDocument.objects.count() == 1


def test_two_tabs_send_one_document(patient):
    other_tab = AtForm(patient.page.context.new_page(), patient.path)
    other_tab.goes_to_check()

    patient.sends()
    other_tab.sends()

    assert is_thanked(patient)
    assert is_thanked(other_tab)
    assert FrozenDocument.objects.count() == 1


def test_the_way_back_after_sending_leads_to_the_thanks(patient):
    patient.sends()

    patient.page.go_back()

    assert is_thanked(patient)
    assert FrozenDocument.objects.count() == 1


def test_a_page_that_was_left_open_says_that_the_form_was_sent(patient):
    left_open = AtForm(patient.page.context.new_page(), patient.path)
    left_open.goes_to("getting-home")
    patient.sends()

    with left_open.page.expect_response("**/keep/"):
        left_open.chooses(ride_home="self_drive")

    line = left_open.page.locator("[data-saved]")
    line.get_by_role("link").wait_for()
    assert line.inner_text().startswith("These answers were already sent from another tab.")
    assert FrozenDocument.objects.get().document.value("ride_home") == "person"

"""A patient whose browser runs no script: everything is there, and everything can be answered and sent."""

import pytest

from tests.journeys.answers import TWO_MEDICINES, everything
from tests.journeys.people import AtForm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient(at_form):
    return at_form(java_script_enabled=False)


@pytest.fixture
def with_low_mood(patient: AtForm, invited) -> AtForm:
    """Has opened the link and said why they come."""
    invited.saves(reasons=["depression"])
    patient.opens_link()
    return patient


def test_every_follow_up_is_visible_and_says_when_to_answer_it(with_low_mood):
    with_low_mood.goes_to("treatments")

    follow_ups = with_low_mood.page.locator("[data-show-when]")

    assert [part.is_visible() for part in follow_ups.all()] == [True] * 7
    assert follow_ups.get_by_text("Answer this only if it fits your answer above.").count() == 7


def test_medicines_are_added_and_removed_by_plain_buttons(with_low_mood):
    with_low_mood.goes_to("treatments")
    with_low_mood.chooses(mood_meds_any="yes", mood_meds=TWO_MEDICINES)

    with_low_mood.presses("Remove Medicine 1")

    names = with_low_mood.page.get_by_label("What is the medicine called?")
    assert [name.input_value() for name in names.all()] == ["bupropion", ""]


def test_a_page_with_something_missing_comes_back_with_what_was_chosen(with_low_mood):
    with_low_mood.goes_to("getting-home")

    with_low_mood.answers("getting-home", ride_home="self_drive")

    assert with_low_mood.page.get_by_role("heading", name="There is a problem").is_visible()
    assert with_low_mood.page.get_by_role("link", name="Choose whether an adult could stay").is_visible()
    assert with_low_mood.option("ride_home", "self_drive").is_checked()


def test_the_crisis_card_comes_first_on_the_next_page(with_low_mood):
    with_low_mood.goes_to("safety")

    with_low_mood.answers("safety", asq_1="yes", asq_2="no", asq_3="no", asq_4="no", asq_5="no")

    assert with_low_mood.section == "worry"
    assert with_low_mood.page.get_by_role("heading", name="please get help now").is_visible()


def test_reading_about_the_treatment_and_coming_back_loses_nothing(with_low_mood):
    with_low_mood.goes_to("getting-home")
    with_low_mood.chooses(ride_home="self_drive", anything_else="I am afraid of needles.")

    with_low_mood.presses("Save and read about ketamine")
    read = with_low_mood.page.get_by_role("heading", level=1).inner_text()
    with_low_mood.follows("Go back to your form")

    assert read == "Getting home"
    assert with_low_mood.section == "getting-home"
    assert with_low_mood.option("ride_home", "self_drive").is_checked()
    assert with_low_mood.page.locator("#anything_else").input_value() == "I am afraid of needles."


def test_everything_can_be_answered_and_sent(patient, invited):
    patient.opens_link()
    patient.follows("Start")

    patient.answers_everything(everything())
    patient.sends()

    assert patient.page.get_by_role("heading", name="Thank you.").is_visible()
    sent = invited.response.documents.get().document
    assert {key: sent.value(key) for key in everything()} == everything()

"""What happens at once when an answer says that a person may not be safe, and that nothing is closed to them."""

import pytest

from intake.safety import CRISIS_ANSWERS
from screening.models import Flag
from tests.journeys.people import AtForm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient(patient: AtForm) -> AtForm:
    patient.opens_link()
    patient.goes_to("safety")
    return patient


@pytest.fixture
def at_item_9(patient: AtForm) -> AtForm:
    patient.goes_to("mood")
    return patient


def card(patient: AtForm):
    return patient.page.locator("#crisis")


@pytest.mark.parametrize("key", [key for key in CRISIS_ANSWERS if key != "phq9_9"])
def test_a_yes_opens_the_card_with_the_focus_and_without_a_new_page(patient, key):
    if key == "asq_5":
        patient.chooses(asq_1="prefer_not")
    patient.page.evaluate("window.same = true")

    patient.chooses(**{key: "yes"})

    assert card(patient).is_visible()
    assert patient.page.evaluate("document.activeElement.id") == "crisis-title"
    assert patient.page.evaluate("window.same")


def test_item_9_above_not_at_all_opens_the_card(at_item_9):
    at_item_9.chooses(phq9_9="1")

    assert card(at_item_9).is_visible()


@pytest.mark.parametrize("code", ["0", "prefer_not"])
def test_item_9_answered_otherwise_leaves_it_closed(at_item_9, code):
    at_item_9.chooses(phq9_9=code)

    assert not card(at_item_9).is_visible()


@pytest.mark.parametrize("height", [844, 500])
def test_the_title_and_the_number_to_call_are_in_sight(patient, height):
    patient.page.set_viewport_size({"width": 390, "height": height})

    patient.chooses(asq_3="yes")

    in_sight = "part => part.getBoundingClientRect().top >= 0 && part.getBoundingClientRect().bottom <= innerHeight"
    assert patient.page.locator("#crisis-title").evaluate(in_sight)
    assert patient.page.get_by_role("link", name="text 988", exact=True).first.evaluate(in_sight)


def test_the_flag_is_raised_before_the_page_is_left(patient, invited):
    with patient.page.expect_response("**/keep/"):
        patient.chooses(asq_2="yes")

    assert Flag.objects.filter(response=invited.response, is_safety=True).exists()
    assert patient.section == "safety"


def test_a_page_that_opens_with_the_card_begins_at_it(patient, invited):
    invited.saves(asq_1="yes")

    patient.goes_to("safety")

    patient.page.wait_for_function("document.activeElement.id === 'crisis-title'")


def test_nothing_is_closed_to_someone_who_says_yes(patient):
    patient.chooses(asq_1="yes", asq_2="yes", asq_3="yes", asq_4="yes", asq_5="yes")

    assert patient.page.locator("main :disabled:not([hidden] *)").count() == 0


def test_someone_who_says_yes_can_go_on(patient):
    patient.answers(
        "safety", asq_1="yes", asq_2="yes", asq_3="yes", asq_4="yes", attempt_when="prefer_not", asq_5="yes"
    )

    assert patient.section == "worry"


def test_get_help_now_shows_the_card_and_leads_back(patient):
    patient.follows("Get help now")
    help_is_there = card(patient).is_visible()

    patient.follows("Go back to your form")

    assert help_is_there
    assert patient.page.url.endswith("/form/s/safety/")


NOTICE = "We have sent a notice to the clinic. Staff check notices Monday to Friday, 9 to 5."


def test_the_card_says_that_the_clinic_was_told_once_the_answer_is_saved(patient):
    patient.chooses(asq_3="yes")

    card(patient).get_by_text(NOTICE).wait_for()


def test_for_an_answer_that_is_told_of_only_once_a_day_it_does_not(at_item_9):
    at_item_9.chooses(phq9_9="1")
    at_item_9.page.get_by_text("Saved", exact=False).first.wait_for()

    assert "We have sent a notice" not in card(at_item_9).inner_text()


def test_on_paper_the_numbers_to_call_are_black(patient):
    patient.page.goto("/form/help/")
    patient.page.emulate_media(media="print", color_scheme="dark")

    colours = patient.page.eval_on_selector_all(
        "#crisis .button", "found => found.map(one => getComputedStyle(one).color)"
    )

    assert colours == ["rgb(0, 0, 0)"] * 2

"""What the script adds to a page of questions, and that nothing depends on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.people import AtForm
from tests.people import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def keeping(page: Page) -> Any:
    """Waits for the quiet autosave to be answered."""
    return page.expect_response(lambda answer: answer.url.endswith("/keep/"))


@pytest.fixture
def treatments(patient: AtForm, invited: Patient) -> AtForm:
    """A patient on the page with the most follow-ups."""
    patient.opens_link()
    invited.saves(reasons=["depression"])
    patient.goes_to("treatments")
    return patient


@pytest.fixture
def safety(patient: AtForm) -> AtForm:
    patient.opens_link()
    patient.goes_to("safety")
    return patient


def test_a_follow_up_shows_when_its_answer_is_chosen(treatments: AtForm) -> None:
    details = treatments.page.locator("#tx_stopped_side_effects_details")
    assert details.is_hidden()

    treatments.chooses(tx_stopped_side_effects="yes")

    assert details.is_visible()
    assert details.is_enabled()


def test_what_was_typed_is_back_when_the_answer_changes_back(treatments: AtForm) -> None:
    treatments.chooses(tx_stopped_side_effects="yes", tx_stopped_side_effects_details="Itching")

    treatments.chooses(tx_stopped_side_effects="no")
    assert treatments.page.locator("#tx_stopped_side_effects_details").is_disabled()
    treatments.chooses(tx_stopped_side_effects="yes")

    assert treatments.page.locator("#tx_stopped_side_effects_details").input_value() == "Itching"


def test_a_chain_of_follow_ups_closes_behind_its_first_question(patient: AtForm) -> None:
    patient.opens_link()
    patient.goes_to("alcohol-drugs")
    patient.chooses(auditc_1="2")
    assert patient.option("auditc_2", "1").is_visible()

    patient.chooses(auditc_1="0")

    assert patient.option("auditc_2", "1").is_hidden()


def test_the_line_for_people_without_script_is_not_shown(treatments: AtForm) -> None:
    treatments.chooses(tx_stopped_side_effects="yes")

    assert treatments.page.get_by_text("Answer this only if").locator("visible=true").count() == 0


def test_an_option_that_stands_alone_clears_the_others_and_is_cleared_by_them(treatments: AtForm) -> None:
    treatments.chooses(talk_therapy=["cbt", "none"])
    assert not treatments.option("talk_therapy", "cbt").is_checked()

    treatments.chooses(talk_therapy=["cbt"])

    assert not treatments.option("talk_therapy", "none").is_checked()


def test_what_is_chosen_is_saved_without_a_button(treatments: AtForm, invited: Patient) -> None:
    with keeping(treatments.page):
        treatments.chooses(ketamine_before=["never"])

    treatments.page.locator("[data-saved]").filter(has_text=re.compile("^Saved ")).wait_for()
    assert invited.response.answers()["ketamine_before"] == ["never"]


def comes_back_to(patient: AtForm, slug: str, *, until: Callable[[], bool]) -> None:
    """Opens the page again, a few times if need be: a page that is being left does not wait for its last save."""
    for _try in range(20):
        patient.goes_to(slug)
        if until():
            return


def test_what_was_chosen_last_is_saved_when_the_page_is_left(treatments: AtForm) -> None:
    treatments.chooses(ketamine_before=["surgery_er"])

    treatments.page.goto("/form/help/")
    comes_back_to(treatments, "treatments", until=treatments.option("ketamine_before", "surgery_er").is_checked)

    assert treatments.option("ketamine_before", "surgery_er").is_checked()


def test_a_safety_answer_is_saved_at_once(safety: AtForm) -> None:
    with safety.page.expect_request(lambda request: request.url.endswith("/keep/"), timeout=1000):
        safety.chooses(asq_2="no")


def test_without_a_connection_the_page_says_so_and_saves_later(treatments: AtForm, invited: Patient) -> None:
    treatments.page.context.set_offline(True)
    treatments.chooses(ketamine_before=["never"])
    treatments.page.get_by_text("We cannot connect just now. What you typed is still here.").wait_for()

    with keeping(treatments.page):
        treatments.page.context.set_offline(False)

    treatments.page.locator("[data-saved]").filter(has_text=re.compile("^Saved ")).wait_for()
    assert invited.response.answers()["ketamine_before"] == ["never"]


def test_without_a_connection_going_on_waits_and_loses_nothing(treatments: AtForm, invited: Patient) -> None:
    treatments.page.context.set_offline(True)
    treatments.chooses(ketamine_before=["never"])
    go_on = treatments.page.get_by_role("button", name="Save and continue", exact=True)
    go_on.click()
    treatments.page.get_by_text("We cannot connect just now. What you typed is still here.").wait_for()
    assert treatments.option("ketamine_before", "never").is_checked()

    with keeping(treatments.page):
        treatments.page.context.set_offline(False)
    treatments.page.locator("[data-saved]").filter(has_text=re.compile("^Saved ")).wait_for()
    with treatments.page.expect_navigation():
        go_on.click()

    assert invited.response.answers()["ketamine_before"] == ["never"]


def test_when_the_sitting_has_ended_nothing_is_lost_yet(treatments: AtForm) -> None:
    treatments.page.context.clear_cookies()

    treatments.chooses(ketamine_before=["never"])

    treatments.page.get_by_text("What you typed is still on this page").wait_for()
    assert treatments.option("ketamine_before", "never").is_checked()


def test_the_crisis_card_opens_at_once_right_after_the_question(safety: AtForm) -> None:
    card = safety.page.locator("#crisis")
    assert card.is_hidden()

    safety.chooses(asq_2="yes")

    assert card.is_visible()
    assert safety.page.evaluate("document.activeElement.id") == "crisis-title"
    assert safety.page.evaluate("document.querySelector('#asq_2 + #crisis') !== null")


def test_the_crisis_card_stays_when_the_answer_changes(safety: AtForm) -> None:
    safety.chooses(asq_2="yes")

    safety.chooses(asq_2="no")

    assert safety.page.locator("#crisis").is_visible()


def test_the_crisis_card_stays_when_its_question_goes(safety: AtForm) -> None:
    safety.chooses(asq_1="prefer_not", asq_5="yes")

    safety.chooses(asq_1="no")

    assert safety.page.locator("#asq_5").is_hidden()
    assert safety.page.locator("#crisis").is_visible()


def test_an_answer_that_is_no_reason_leaves_the_crisis_card_closed(safety: AtForm) -> None:
    safety.chooses(asq_1="no", asq_2="prefer_not")

    assert safety.page.locator("#crisis").is_hidden()


def names(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator("[name^=mood_meds][name$=-name]").all()]


def test_rows_are_added_and_removed_without_loading_the_page(treatments: AtForm) -> None:
    page = treatments.page
    treatments.chooses(mood_meds_any="yes", mood_meds=[{"name": "A", "helped": "some"}, {"name": "B"}, {"name": "C"}])
    assert names(page) == ["A", "B", "C"]

    page.get_by_role("button", name="Remove Medicine 2").click()

    assert names(page) == ["A", "C"]
    assert treatments.option("mood_meds-0-helped", "some").is_checked()
    assert page.locator(".entry > legend").all_inner_texts() == ["Medicine 1", "Medicine 2"]
    assert page.evaluate("document.activeElement.name") == "mood_meds-1-name"


def test_no_more_rows_than_there_is_room_for(treatments: AtForm) -> None:
    treatments.chooses(mood_meds_any="yes", mood_meds=[{"name": name} for name in "ABCDEF"])

    assert treatments.page.get_by_role("button", name="Add another").is_hidden()


def test_rows_that_were_added_and_removed_are_saved_as_they_stand(treatments: AtForm, invited: Patient) -> None:
    treatments.chooses(mood_meds_any="yes", mood_meds=[{"name": "A"}, {"name": "B", "helped": "lot"}])

    with keeping(treatments.page):
        treatments.page.get_by_role("button", name="Remove Medicine 1").click()

    assert invited.response.answers()["mood_meds"] == [{"name": "B", "helped": "lot"}]


def test_going_on_waits_for_a_save_that_is_on_its_way(safety: AtForm, invited: Patient) -> None:
    order: list[str] = []
    safety.page.on("request", lambda request: order.append(f"{request.method} {request.url.rsplit('/form', 1)[-1]}"))
    safety.chooses(asq_1="no", asq_2="no", asq_3="no", asq_4="no")

    safety.presses("Save and continue")

    posts = [entry for entry in order if entry.startswith("POST")]
    assert posts[-1] == "POST /s/safety/"
    assert invited.response.answers()["asq_4"] == "no"


@pytest.fixture
def without_script(at_form: Callable[..., AtForm], invited: Patient) -> AtForm:
    patient = at_form(java_script_enabled=False)
    patient.opens_link()
    invited.saves(reasons=["depression"])
    patient.goes_to("treatments")
    return patient


def test_without_script_a_follow_up_is_shown_and_says_when_to_answer(without_script: AtForm) -> None:
    assert without_script.page.locator("#tx_stopped_side_effects_details").is_visible()
    assert without_script.page.get_by_text("Answer this only if").first.is_visible()


def test_without_script_rows_are_added_and_removed_by_sending_the_page(without_script: AtForm) -> None:
    page = without_script.page
    page.locator("[name=mood_meds-0-name]").fill("A")
    without_script.chooses(mood_meds_any="yes")

    without_script.presses("Add another")
    page.locator("[name=mood_meds-1-name]").fill("B")
    without_script.presses("Remove Medicine 1")

    assert names(page) == ["B", ""]


def test_enter_goes_on_and_removes_nothing(without_script: AtForm) -> None:
    field = without_script.page.locator("[name=mood_meds-0-name]")
    without_script.chooses(mood_meds_any="yes")
    field.fill("A")

    with without_script.page.expect_navigation() as going:
        field.press("Enter")

    sent: Response = going.value
    assert "go=next" in (sent.request.post_data or "")
    assert "remove_row" not in (sent.request.post_data or "")

"""Questions that come and go with the answers above them, and options that stand alone, while a page is open."""

import pytest

from intake.responses import draft
from tests.journeys.people import AtForm
from tests.people import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The section, answers that open a follow-up, answers that close it, and the follow-up.
FOLLOW_UPS = [
    ("before-you-start", {"language_help": "yes"}, {"language_help": "no"}, "language_help_details"),
    ("mood", {"phq9_3": "1"}, {"phq9_3": "0"}, "phq9_difficulty"),
    ("safety", {"asq_2": "yes"}, {"asq_2": "no"}, "asq_5"),
    ("safety", {"asq_4": "yes"}, {"asq_4": "no"}, "attempt_when"),
    ("hard-events", {"pcptsd5_gate": "yes"}, {"pcptsd5_gate": "no"}, "pcptsd5_5"),
    ("treatments", {"mood_meds_any": "yes"}, {"mood_meds_any": "not_sure"}, "mood_meds-0-name"),
    ("treatments", {"talk_therapy": ["cbt"]}, {"talk_therapy": ["none"]}, "talk_therapy_result"),
    ("body-health", {"heart_vessel": ["high_bp"]}, {"heart_vessel": ["none"]}, "bp_status"),
    ("feeling-cut-off", {"dissoc_often": "sometimes"}, {"dissoc_often": "never"}, "dissoc_upset"),
]


@pytest.fixture
def patient(patient: AtForm, invited) -> AtForm:
    """Has opened the link and said why they come."""
    invited.saves(reasons=["depression"])
    patient.opens_link()
    return patient


def test_a_follow_up_is_there_only_while_it_fits(patient):
    shown = {}

    for slug, opening, closing, follow_up in FOLLOW_UPS:
        patient.goes_to(slug)
        for answers in (opening, closing, opening):
            patient.chooses(**answers)
            shown.setdefault(follow_up, []).append(patient.question(follow_up).is_visible())

    assert shown == {follow_up: [True, False, True] for *_answers, follow_up in FOLLOW_UPS}


def test_a_chain_of_follow_ups_closes_behind_its_first_question(patient):
    patient.goes_to("body-health")
    patient.chooses(heart_vessel=["high_bp"], bp_status="above", heart_recent="yes")

    patient.chooses(heart_vessel=["none"])

    assert not patient.question("bp_status").is_visible()
    assert not patient.question("heart_recent").is_visible()


def test_an_answer_that_no_longer_fits_is_listed_and_does_not_count(patient, invited):
    patient.goes_to("feeling-cut-off")

    patient.answers("feeling-cut-off", dissoc_often="often", dissoc_trigger="no", dissoc_upset="very")
    patient.goes_to("feeling-cut-off")
    patient.answers("feeling-cut-off", dissoc_often="never")

    counting = draft(invited.response, now=NOON)
    assert (counting.value("dissoc_often"), counting.value("dissoc_trigger")) == ("never", "no")
    assert counting.value("dissoc_upset") is None
    patient.goes_to_check()
    assert "Very upsetting" in patient.page.locator("[aria-labelledby=removed-title]").inner_text()


def test_not_sure_stands_beside_another_answer(patient):
    patient.goes_to("body-health")

    patient.chooses(organs=["liver", "not_sure"])

    chosen = patient.page.locator("[name=organs]:checked")
    assert chosen.evaluate_all("boxes => boxes.map(box => box.value)") == ["liver", "not_sure"]

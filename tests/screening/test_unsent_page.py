"""Of a form that was not sent, staff see its progress, section A, its Safety card and the answers that one rests on."""

import pytest

from intake.answers import SAFETY_KEYS
from intake.questionnaire import QUESTIONS, SECTION_OF
from screening.rule import Topic
from tests.answers import complete_answers
from tests.reviewing import page_for

# Everything that a patient can write or choose, each recognisable on a page.
SECRET = "Kept between us"
SHORT = 12  # characters; shorter options, such as “Yes”, are on every page


def filled_in(**answers):
    """Everything answered, with the same recognisable words wherever one can write."""
    written = {key: SECRET for key, question in QUESTIONS.items() if question.kind == "text"}
    reasons = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain"]
    medicine = [{"name": SECRET, "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "cost"}]
    return complete_answers(reasons=reasons, mood_meds_any="yes", mood_meds=medicine, **(written | answers))


def kept_to_itself(patient, allowed):
    """Question wordings, and recognisable answers, of every other question."""
    answers = patient.response.answers()
    for key, question in QUESTIONS.items():
        if SECTION_OF[key].letter == "A" or key in allowed:
            continue
        yield str(question.label)
        shown = question.as_shown(answers[key]) if key in answers else ""
        yield from (part for part in shown.split("; ") if len(part) > SHORT and part != SECRET)


@pytest.mark.parametrize("safety", [{}, {"asq_3": "yes", "asq_5": "no"}])
def test_no_other_question_or_answer_is_anywhere_in_the_page(safety, patient, clinician):
    contact = {"callback_phone": "555-0177", "support_contact": "My sister", "current_place": "1 Made-up Street"}
    patient.saves(phq9_9="0")
    patient.saves(**filled_in(language_help_details="An interpreter", **contact, **safety))
    page = page_for(clinician, patient.response)
    text = page.text

    rests_on = {item["key"] for flag in patient.response.flags.all() for item in flag.words["evidence"]}
    assert rests_on == ({"asq_3"} if safety else set())
    assert SECRET not in page.raw_text
    assert not [element for element in page if SECRET in str(element.attributes)]
    assert [words for words in kept_to_itself(patient, rests_on) if words in text] == []


def test_no_other_safety_answer_is_shown_than_those_that_the_card_rests_on(patient, clinician):
    patient.saves(asq_1="no", asq_2="no", asq_3="yes", asq_4="prefer_not", asq_5="no", phq9_9="0", on_purpose=False)
    text = page_for(clinician, patient.response).text

    shown = {key for key in SAFETY_KEYS if str(QUESTIONS[key].label) in text}
    assert shown == {"asq_3"}


def test_a_changed_answer_is_shown_only_where_a_card_rests_on_it(patient, clinician):
    patient.saves(asq_1="no", asq_3="yes", on_purpose=False)
    patient.saves(asq_1="prefer_not", asq_3="no", on_purpose=False)
    page = page_for(clinician, patient.response)

    (changes,) = page.with_class("changes")
    assert [change.text.split()[0] for change in changes.all("li")] == ["Yes", "No"]
    assert str(QUESTIONS["asq_1"].label) not in page.text


def test_without_a_safety_card_the_page_says_what_that_means(patient, clinician):
    patient.saves(reasons=["depression"], callback_phone="555-0177")
    page = page_for(clinician, patient.response)

    assert "No Safety card so far" in page.text
    assert "555-0177" in page.text
    assert page.all("article") == []


def test_progress_and_section_a_are_shown(patient, clinician):
    patient.saves(callback_phone="555-0177", filled_by="proxy", asq_3="yes")
    text = page_for(clinician, patient.response).text

    assert "sections done" in text
    assert "Someone else, for me" in text
    assert "555-0177" in text


def test_before_anything_is_filled_in_the_invitation_says_how_to_reach_the_patient(patient, clinician):
    patient.saves(asq_3="yes")

    assert "j@example.org" in page_for(clinician, patient.response).with_id(f"card-{Topic.SAFETY.place}").text


def test_a_sent_form_is_not_called_unsent(patient, clinician):
    patient.sends()

    assert "not sent yet" not in page_for(clinician, patient.response).text


def test_what_was_typed_in_spanish_says_so_to_who_listens(patient, clinician):
    patient.response.language = "es"
    patient.response.save()
    patient.saves(support_contact="Una hermana", callback_phone="555-0177", language_help="yes")
    words = page_for(clinician, patient.response).all("dd")

    assert [(part.text, part.get("lang")) for part in words if part.text in ("Una hermana", "555-0177")] == [
        ("555-0177", ""),
        ("Una hermana", "es"),
    ]

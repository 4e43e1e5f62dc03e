"""What stands on cards and beside them: evidence, scores, what was left open, what was changed, how to call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from screening.cards import cards_of
from screening.face_sheet import FaceSheet, changed_safety_answers
from screening.reaching import contact_of_patient, contact_of_unsent, rest_of_section_a
from screening.rule import Priority, Topic
from tests.people import a_patient
from tests.reviewing import card_of

PHQ9 = {f"phq9_{n}": "1" for n in range(1, 9)}
TRIED = {
    "reasons": ["depression", "fibromyalgia"],
    "mood_meds_any": "yes",
    "mood_meds": [
        {"name": "sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little"},
        {"name": "venlafaxine", "weeks": "over6", "full_dose": "yes", "helped": "none"},
    ],
    "pain_treatments": ["physical_therapy", "exercise", "nerve_pain_meds"],
    "pain_treatments_result": "little",
}


def sheet_of(patient, **answers) -> FaceSheet:
    response = patient.sends(**answers)
    return FaceSheet(response, response.documents.get())


def answers_in(lines) -> dict[str, str]:
    return {line["question"]: line["answer"] for line in lines}


# Cards


def test_cards_stand_by_priority_and_then_by_topic(patient):
    response = patient.sends(ride_home="self_drive", dissoc_trigger="yes", motion_sick="often", bladder="sometimes")

    assert [(card.priority, card.topic) for card in cards_of(response)] == [
        (Priority.DISCUSS_FIRST, Topic.DISSOCIATION),
        (Priority.DISCUSS_FIRST, Topic.GETTING_HOME),
        (Priority.DISCUSS, Topic.NAUSEA),
        (Priority.NOTE, Topic.BLADDER),
    ]


def test_a_card_says_the_same_reason_and_prompt_once(patient):
    patient.sends(dissoc_often="sometimes", dissoc_upset="very")
    card = card_of(patient.response, Topic.DISSOCIATION)

    assert [flag.rule for flag in card.flags] == ["DIS-01", "DIS-02"]
    assert len(card.reasons) == 1
    assert len(card.prompts) == len(set(card.prompts))


def test_evidence_is_the_question_and_the_patients_own_answer(patient):
    patient.sends(ride_home="self_drive")

    (shown,) = card_of(patient.response, Topic.GETTING_HOME).evidence
    assert (shown["question"], shown["answer"]) == (
        "How would you get home after each visit?",
        "I would drive myself",
    )


def test_evidence_of_several_rules_stands_as_it_was_asked(patient):
    patient.sends(dissoc_often="sometimes", dissoc_upset="very")

    asked = [shown["key"] for shown in card_of(patient.response, Topic.DISSOCIATION).evidence]
    assert asked == ["dissoc_often", "dissoc_upset"]


def test_many_items_of_one_instrument_are_folded(patient):
    patient.sends(**{f"gad7_{n}": "2" for n in range(1, 8)})

    (group,) = card_of(patient.response, Topic.ANXIETY).evidence_groups
    assert (group["instrument"], len(group["answers"])) == ("GAD-7", 7)


def test_a_question_that_two_rules_read_stands_once_with_all_that_they_took(patient):
    patient.sends(**TRIED)

    asked = {shown["key"]: shown["answer"] for shown in card_of(patient.response, Topic.TREATMENTS).evidence}
    assert asked["reasons"] == "Depression or low mood; Fibromyalgia"
    assert [key for key in asked] == list(dict.fromkeys(asked))


def test_each_medicine_that_a_card_rests_on_has_a_line_of_its_own(patient):
    patient.sends(**TRIED)

    asked = {shown["key"]: shown["answer"] for shown in card_of(patient.response, Topic.TREATMENTS).evidence}
    assert asked["mood_meds"].splitlines() == [
        "sertraline, longest time: More than 6 weeks, reached the dose: Yes, helped: A little",
        "venlafaxine, longest time: More than 6 weeks, reached the dose: Yes, helped: Not at all",
    ]


def test_safety_answers_are_never_folded(patient):
    patient.saves(asq_1="yes", asq_2="yes", asq_3="yes", asq_4="yes", asq_5="yes", attempt_when="past_3_months")

    assert {group["instrument"] for group in card_of(patient.response, Topic.SAFETY).evidence_groups} == {""}


# Beside them


def test_the_columns_about_medicines_have_short_headings(patient):
    assert sheet_of(patient, **TRIED).treatments["columns"] == [
        "Medicine",
        "Longest time",
        "Reached the dose",
        "Helped",
        "Why it stopped",
    ]


def test_scores_stand_as_a_figure_and_a_maximum(patient):
    (phq9, *_rest) = sheet_of(patient, **PHQ9, phq9_9="0", phq9_difficulty="somewhat").scores

    assert phq9 == {"name": "PHQ-9", "figure": 8, "maximum": 27}


def test_a_score_with_a_declined_item_has_no_figure(patient):
    (phq9, *_rest) = sheet_of(patient, phq9_1="prefer_not").scores

    assert phq9["figure"] is None


def test_a_score_that_was_not_asked_is_left_out(patient):
    assert "PEG" not in [score["name"] for score in sheet_of(patient, reasons=["other"]).scores]


def test_what_was_not_answered_stands_in_three_groups(patient):
    sheet = sheet_of(patient, psychosis_ever="prefer_not", family_psychosis="not_sure", main_goal=None)
    groups = {group["title"]: [line["question"] for line in group["lines"]] for group in sheet.unanswered}

    assert groups["Chose not to answer"] == [sheet.document.question("psychosis_ever")]
    assert groups["Not sure"] == [sheet.document.question("family_psychosis")]
    assert sheet.document.question("main_goal") in groups["Left blank"]


def test_the_text_that_spells_out_a_yes_is_not_missed(patient):
    sheet = sheet_of(patient, language_help="yes", language_help_details=None)

    lines = [line["question"] for group in sheet.unanswered for line in group["lines"]]
    assert sheet.document.question("language_help_details") not in lines


def test_medicines_tried_are_a_table_in_the_words_shown(patient):
    row = {"name": "sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little"}
    sheet = sheet_of(patient, reasons=["depression"], mood_meds_any="yes", mood_meds=[row])

    assert sheet.treatments["cells"] == [["sertraline", "More than 6 weeks", "Yes", "A little", ""]]


def test_that_there_were_medicines_goes_without_saying_where_they_are_listed(patient, other_patient):
    listed = sheet_of(patient, **TRIED)
    unlisted = sheet_of(other_patient, **TRIED | {"mood_meds": []})

    assert "mood_meds_any" not in [line["key"] for line in listed.other_treatments]
    assert "mood_meds_any" in [line["key"] for line in unlisted.other_treatments]


def test_all_answers_list_what_was_not_ticked_and_what_was_not_asked(patient):
    sheet = sheet_of(patient, reasons=["other"])
    sections = {section["slug"]: section for section in sheet.sections}
    reasons = sections["why-you-are-here"]["lines"][0]

    assert reasons["answer"] == "Something else"
    assert "Fibromyalgia" in reasons["not_ticked"]
    assert "Something else" not in reasons["not_ticked"]
    assert sheet.document.question("pain_duration") in sections["pain"]["not_asked"]


def test_a_question_with_one_choice_lists_nothing_as_not_ticked(patient):
    lines = [line for section in sheet_of(patient).sections for line in section["lines"]]

    assert next(line for line in lines if line["answer"] == "An adult I know will take me")["not_ticked"] == ""


# Changed safety answers


def test_a_changed_safety_answer_shows_both_values_with_their_times(patient):
    first = timezone.now()
    patient.saves(asq_3="yes", now=first)
    patient.saves(asq_3="no", now=first + timedelta(minutes=5))

    (change,) = changed_safety_answers(patient.response)
    assert [(one["answer"], one["at"]) for one in change["answers"]] == [
        ("Yes", first),
        ("No", first + timedelta(minutes=5)),
    ]


def test_a_safety_answer_given_once_is_no_change(patient):
    patient.saves(asq_3="no")

    assert changed_safety_answers(patient.response) == []


# How to reach the patient


def test_of_an_unsent_form_section_a_says_how_to_call(patient):
    patient.saves(callback_phone="(555) 010-0143", callback_message_ok="no", filled_by="proxy", main_goal="To walk")

    contact = contact_of_unsent(patient.response)
    assert list(answers_in(contact).values()) == ["(555) 010-0143", "No"]
    assert contact[0]["dial"] == "5550100143"
    assert list(answers_in(rest_of_section_a(patient.response)).values()) == ["Someone else, for me"]


@pytest.mark.parametrize("written", ["555-0143, after 5 pm", "ask for Ann", "5", ""])
def test_only_a_number_alone_can_be_dialled(written, clinic, front_desk):
    patient = a_patient(clinic, front_desk)
    patient.saves(callback_phone=written)

    assert all("dial" not in line for line in contact_of_unsent(patient.response))


def test_what_the_invitation_knows_is_shown_when_the_form_says_nothing(patient):
    assert answers_in(contact_of_patient(patient.response.patient)) == {
        "Mail address on the invitation": "j@example.org"
    }

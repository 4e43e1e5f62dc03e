"""The document of a response: what it keeps of each question, how it tells blanks apart, and its digest."""

import json
from typing import Any

import pytest
from hypothesis import given

from intake.conditions import Evidence
from intake.document import Document, draw_up
from intake.measures import SCORES
from intake.questionnaire import QUESTIONS, SECTIONS, VERSION
from tests.random_answers import random_answers


def drawn(**answers: Any) -> Document:
    return draw_up(answers, language="en")


def test_a_document_holds_every_question_in_order_answered_or_not() -> None:
    document = drawn()

    assert list(document.items) == list(QUESTIONS)
    assert [section["slug"] for section in document.sections] == [section.slug for section in SECTIONS]
    assert document.content["questionnaire"] == VERSION


def test_an_answer_stands_with_the_words_as_shown() -> None:
    item = drawn(ride_home="no_plan").items["ride_home"]

    assert item["question"] == "How would you get home after each visit?"
    assert item["value"] == "no_plan"
    assert item["answer"] == "I do not have a plan yet"
    assert ["person", "An adult I know will take me"] in item["options"]


def test_an_item_of_an_instrument_stands_with_its_stem() -> None:
    item = drawn(pcptsd5_gate="yes", pcptsd5_1="no").items["pcptsd5_1"]

    assert item["instrument"] == "PC-PTSD-5"
    assert item["stem"] == "In the past month, have you…"


def test_the_gate_does_not_stand_under_the_stem_of_the_items() -> None:
    item = drawn().items["pcptsd5_gate"]

    assert item["stem"].startswith("Sometimes things happen to people")
    assert item["question"] == "Have you ever experienced this kind of event?"


def test_doubt_blank_and_not_asked_are_four_different_things() -> None:
    document = drawn(ride_home="not_sure", asq_1="prefer_not", heart_vessel=["none"])

    assert document.answer("ride_home") == "Not sure"
    assert document.answer("asq_1") == "Prefer not to answer"
    assert document.answer("home_support") == "Left blank"
    assert document.answer("bp_status") == "Not asked"
    assert document.items["home_support"]["status"] == "blank"
    assert document.items["bp_status"]["status"] == "not_asked"


def test_an_answer_to_a_question_that_was_not_asked_is_left_out() -> None:
    item = drawn(heart_vessel=["none"], bp_status="above").items["bp_status"]

    assert item["status"] == "not_asked"
    assert "value" not in item


def test_a_safety_answer_is_in_even_where_it_was_not_due() -> None:
    assert drawn(asq_4="no", attempt_when="past_3_months").answer("attempt_when") == "In the past 3 months"


def test_parts_of_an_answer_can_be_quoted_alone() -> None:
    document = drawn(heart_vessel=["high_bp", "avm"])

    shown = document.shown(Evidence("heart_vessel", ("avm",)))

    assert shown == {
        "key": "heart_vessel",
        "question": "Have you ever had any of these?",
        "answer": "AVM (a tangle of blood vessels)",
    }


def test_rows_stand_as_texts_and_as_a_table() -> None:
    rows = [{"name": "A", "weeks": "lt4"}, {"name": "B", "helped": "none"}]
    document = drawn(reasons=["anxiety"], mood_meds_any="yes", mood_meds=rows)

    item = document.items["mood_meds"]

    assert item["rows"] == ["A, longest time: Less than 4 weeks", "B, helped: Not at all"]
    assert item["columns"][:2] == ["What is the medicine called?", "What is the longest time you took it?"]
    assert item["cells"] == [["A", "Less than 4 weeks", "", "", ""], ["B", "", "", "Not at all", ""]]
    assert document.answer("mood_meds", ("1",)) == "B, helped: Not at all"


def test_scores_are_drawn_up_with_none_for_what_is_not_scored() -> None:
    scores = drawn(auditc_1="0", gad7_1="3").scores

    assert set(scores) == set(SCORES)
    assert scores["auditc.total"] == 0
    assert scores["gad7.total"] is None


def test_every_doubtful_option_chosen_is_a_doubt_of_its_own() -> None:
    document = drawn(ketamine_before=["at_home", "not_sure"], substances=["prefer_not"], ride_home="person")

    assert list(document.doubts()) == [
        Evidence("ketamine_before", ("not_sure",)),
        Evidence("substances", ("prefer_not",)),
    ]


def test_doubts_in_rows_are_left_aside() -> None:
    rows = [{"name": "A", "weeks": "not_sure"}]

    assert list(drawn(reasons=["anxiety"], mood_meds_any="yes", mood_meds=rows).doubts()) == []


def test_a_key_that_is_not_in_the_document_has_no_value() -> None:
    assert drawn().value("shoe_size") is None


def test_any_change_of_an_answer_changes_the_digest() -> None:
    assert drawn(ride_home="person").digest == drawn(ride_home="person").digest
    assert drawn(ride_home="person").digest != drawn(ride_home="no_plan").digest


@pytest.mark.parametrize("reordered", [{"b": 1, "a": 2}, {"a": 2, "b": 1}])
def test_the_digest_is_that_of_the_canonical_json(reordered: dict[str, int]) -> None:
    # sha256 of {"a":2,"b":1}
    assert Document(reordered).digest == "d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772"


@pytest.mark.slow
@given(random_answers())
def test_a_document_survives_being_stored_as_json(answers: dict[str, Any]) -> None:
    document = draw_up(answers, language="en")

    again = Document(json.loads(json.dumps(document.content)))

    assert again.content == document.content
    assert again.digest == document.digest

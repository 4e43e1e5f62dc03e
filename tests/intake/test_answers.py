"""Which answers count: those of questions that are asked, judged in order; safety answers whenever they were given."""

from typing import Any

import pytest

from intake.answers import SAFETY_KEYS, AnswerSet, asked_and_given, is_asked, missing
from intake.conditions import answer
from intake.questionnaire import QUESTIONS
from intake.questions import NO, YES, OneChoice


def counting(**given: Any) -> AnswerSet:
    return asked_and_given(QUESTIONS, given)


def test_an_answer_counts_where_its_question_is_asked() -> None:
    assert counting(heart_vessel=["high_bp"], bp_status="above")["bp_status"] == "above"


@pytest.mark.parametrize("heart", [["avm"], ["none"], ["not_sure"], None])
def test_an_answer_of_a_hidden_question_does_not_count(heart: list[str] | None) -> None:
    assert "bp_status" not in counting(heart_vessel=heart, bp_status="above")


def test_a_dropped_answer_no_longer_shows_what_followed_it() -> None:
    left = counting(reasons=["crps"], mood_meds_any="yes", mood_meds=[{"name": "A"}])

    assert left == {"reasons": ["crps"]}


@pytest.mark.parametrize("key", sorted(SAFETY_KEYS))
def test_a_safety_answer_counts_even_where_it_was_not_due(key: str) -> None:
    code = QUESTIONS[key].options[0][0]

    assert counting(**{key: code}) == {key: code}


@pytest.mark.parametrize("blank", [None, "", [], False])
def test_a_blank_is_no_answer(blank: Any) -> None:
    assert counting(ride_home=blank) == {}
    assert AnswerSet(ride_home=blank).value("ride_home") is None


def test_zero_is_an_answer() -> None:
    assert counting(phq9_1="0") == {"phq9_1": "0"}


def test_keys_that_nobody_asks_do_not_count() -> None:
    assert counting(shoe_size="9") == {}


def test_answers_count_in_the_order_asked() -> None:
    assert list(counting(ride_home="person", filled_by="self")) == ["filled_by", "ride_home"]


def test_what_the_application_works_out_counts_and_is_never_asked() -> None:
    assert counting(adult="no") == {"adult": "no"}
    assert not is_asked(QUESTIONS["adult"], AnswerSet())


def test_missing_lists_due_questions_in_the_order_asked() -> None:
    questions = {
        "first": OneChoice("?", YES, NO),
        "follow": OneChoice("?", YES, NO, show_if=answer("first").is_("yes")),
        "may": OneChoice("?", YES, NO, optional=True),
        "worked": OneChoice("?", YES, NO, worked_out=True),
        "last": OneChoice("?", YES, NO),
    }

    assert missing(questions, AnswerSet()) == ["first", "last"]
    assert missing(questions, AnswerSet(first="yes")) == ["follow", "last"]
    assert missing(questions, AnswerSet(first="no", last="yes")) == []


def test_not_sure_and_prefer_not_to_answer_are_answers() -> None:
    given = counting(asq_1="prefer_not", ride_home="not_sure")

    assert not {"asq_1", "ride_home"} & set(missing(QUESTIONS, given))

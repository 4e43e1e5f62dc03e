"""Answers from a file: what counts, and one line for each fault. Reading the file itself is tested with ``screen``."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.answers import asked_and_given
from intake.check import check
from intake.questionnaire import QUESTIONS
from tests.random_answers import random_answers

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
NONSENSE = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner)
)


def faults_of(raw: object) -> list[str]:
    return check(raw)[1]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ([], "The answers must be one JSON object, not a list."),
        (None, "The answers must be one JSON object, not null."),
        ("yes", "The answers must be one JSON object, not text."),
        (float("nan"), "The answers must be one JSON object, not a number."),
        ({"shoe_size": "9"}, "“shoe_size” is not a known key."),
        ({"phq9": {"1": "0"}}, "“phq9” is not a known key."),
        ({"mood_meds.name": "A"}, "“mood_meds.name” is not a known key."),
        ({"a\nb": 1}, "“a�b” is not a known key."),
        ({"asq_1": "maybe"}, "“asq_1” has no code “maybe”; its codes are yes, no, prefer_not."),
        ({"peg_1": "11"}, "“peg_1” has no code “11”; its codes are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10."),
        ({"phq9_1": 2}, "“phq9_1” must be one code as text, not a number."),
        ({"ride_home": ["person"]}, "“ride_home” must be one code as text, not a list."),
        ({"ride_home": False}, "“ride_home” must be one code as text, not false."),
        ({"eyes": "none"}, "“eyes” must be a list of codes, not text."),
        ({"eyes": [None]}, "“eyes” must hold codes as text, not null."),
        ({"eyes": [["none"]]}, "“eyes” must hold codes as text, not a list."),
        ({"eyes": ["blue"]}, "“eyes” has no code “blue”; its codes are glaucoma, eye_injury, none, not_sure."),
        ({"eyes": [""]}, "“eyes” has no code “”; its codes are glaucoma, eye_injury, none, not_sure."),
        (
            {"eyes": ["none", "glaucoma"]},
            "“eyes”: You chose “None of these” and another answer. Keep the one that is right.",
        ),
        ({"med_list": float("nan")}, "“med_list” must be text, not a number."),
        ({"med_list": {"a": 1}}, "“med_list” must be text, not an object."),
        ({"med_list": "x" * 4001}, "“med_list”: Write at most 4000 characters. This is 4001."),
        ({"med_list": "\ud800"}, "“med_list”: Take out the characters that cannot be shown."),
        ({"med_list": "\0"}, "“med_list”: Take out the characters that cannot be shown."),
        ({"read_notice": "yes"}, "“read_notice” must be true or false, not text."),
        ({"read_notice": 1}, "“read_notice” must be true or false, not a number."),
        ({"mood_meds": {"name": "A"}}, "“mood_meds” must be a list of objects, not an object."),
        ({"mood_meds": ["A"]}, "“mood_meds, row 1” must be an object, not text."),
        (
            {"mood_meds": [{"name": "A", "dose": "5"}]},
            "“mood_meds, row 1” has no cell “dose”; its cells are name, weeks, full_dose, helped, stopped.",
        ),
        (
            {"mood_meds": [{"name": "A", "weeks": "w5"}]},
            "“mood_meds, row 1, weeks” has no code “w5”; its codes are lt4, w4_6, over6, not_sure.",
        ),
        ({"mood_meds": [{"name": 5}]}, "“mood_meds, row 1, name” must be text, not a number."),
        ({"mood_meds": [{"name": "A"}] * 7}, "“mood_meds”: List at most 6."),
        (
            {"mood_meds": [{"weeks": "lt4"}]},
            "“mood_meds”: Medicine 1: Write what the medicine is called, or clear the other answers about it.",
        ),
        ({"adult": "maybe"}, "“adult” has no code “maybe”; its codes are yes, no."),
    ],
)
def test_each_fault_is_one_line_that_says_what_is_wrong(raw: object, fault: str) -> None:
    assert faults_of(raw) == [fault]


def test_every_fault_is_named_in_the_order_given() -> None:
    found = faults_of({"ride_home": "horse", "eyes": ["blue", "green"], "shoe_size": 9})

    assert [fault.split("”")[0] for fault in found] == ["“ride_home", "“eyes", "“eyes", "“shoe_size"]


@pytest.mark.parametrize(
    "blank",
    [
        {},
        {"ride_home": None},
        {"ride_home": ""},
        {"eyes": []},
        {"med_list": "  "},
        {"read_notice": False},
        {"reasons": ["depression"], "mood_meds_any": "yes", "mood_meds": [{}, {"name": " ", "weeks": None}]},
    ],
)
def test_a_blank_is_neither_an_answer_nor_a_fault(blank: dict[str, Any]) -> None:
    counting, faults = check(blank)

    assert faults == []
    assert not counting.keys() & {"ride_home", "eyes", "med_list", "read_notice", "mood_meds"}


def test_whether_the_patient_is_an_adult_may_be_given() -> None:
    assert check({"adult": "no"}) == ({"adult": "no"}, [])


def test_answers_of_hidden_questions_are_left_out_without_a_fault() -> None:
    assert check({"heart_vessel": ["none"], "bp_status": "above"}) == ({"heart_vessel": ["none"]}, [])


def test_safety_answers_are_never_left_out() -> None:
    assert check({"attempt_when": "m3_12", "asq_5": "no"})[0] == {"attempt_when": "m3_12", "asq_5": "no"}


def test_a_fault_shows_no_more_than_the_beginning_of_what_was_given() -> None:
    assert all(len(fault) < 200 for fault in faults_of({"ride_home": "x" * 100_000, "y" * 100_000: 1}))


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(list(QUESTIONS)) | st.text(max_size=9), NONSENSE))
def test_nonsense_is_faults_and_never_an_exception(raw: dict[str, Any]) -> None:
    counting, faults = check(raw)

    assert all(fault.isprintable() for fault in faults)
    assert check(counting) == (counting, [])


@given(random_answers())
def test_everything_that_the_questionnaire_offers_is_accepted(answers: dict[str, Any]) -> None:
    counting, faults = check(json.loads(json.dumps(answers)))

    assert faults == []
    assert counting == asked_and_given(QUESTIONS, answers)

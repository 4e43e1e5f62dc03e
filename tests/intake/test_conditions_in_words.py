"""Conditions said in English, with the questionnaire's own wording."""

import pytest

from intake.conditions import Condition, answer, score
from intake.questionnaire import CurrentWords

RIDE = answer("ride_home")
STAYS = answer("home_support")
EYES = answer("eyes")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (RIDE.is_("no_plan"), "“How would you get home after each visit?” is “I do not have a plan yet”"),
        (
            STAYS.is_any_of("no", "not_sure"),
            "“Could an adult stay with you for the rest of that day?” is “No” or “Not sure”",
        ),
        (
            STAYS.is_not("yes"),
            "“Could an adult stay with you for the rest of that day?” is not “Yes” (or has no answer)",
        ),
        (
            EYES.includes("glaucoma"),
            "“Do you have any of these eye problems?” includes “Glaucoma or high eye pressure”",
        ),
        (
            EYES.does_not_include("none"),
            "“Do you have any of these eye problems?” does not include “None of these” (or has no answer)",
        ),
        (EYES.includes_only("none"), "“Do you have any of these eye problems?” is nothing but “None of these”"),
        (EYES.is_blank(), "“Do you have any of these eye problems?” has no answer"),
        (EYES.is_given(), "“Do you have any of these eye problems?” was answered"),
        (
            answer("mood_meds").any_row("helped", "none", "little"),
            "in some row of “List each medicine (up to 6).”, “How much did it help?” is “Not at all” or “A little”",
        ),
        (score("phq9.total").at_least(10), "the PHQ-9 score is 10 or more"),
        (score("gad7.total").fewer_than(10), "the GAD-7 score is less than 10"),
    ],
)
def test_a_single_condition_reads_aloud(condition: Condition, said: str) -> None:
    assert condition.in_english(CurrentWords()) == said


def test_joined_conditions_read_aloud_with_the_inner_ones_in_brackets() -> None:
    ten, seven = score("phq9.total").at_least(10), score("peg.mean").at_least(7)
    three = score("auditc.total").at_least(3)

    assert ((ten | seven) & ~three).in_english(CurrentWords()) == (
        "(the PHQ-9 score is 10 or more, or the PEG score is 7 or more), "
        "and it is not so that the AUDIT-C score is 3 or more"
    )


def said(condition: Condition) -> str:
    return condition.in_english(CurrentWords())


def test_several_options_are_a_list() -> None:
    assert said(RIDE.is_any_of("self_drive", "no_plan", "not_sure")) == (
        "“How would you get home after each visit?” is “I would drive myself”, “I do not have a plan yet” or “Not sure”"
    )


def test_what_is_said_of_one_question_is_said_once() -> None:
    eyes = "“Do you have any of these eye problems?”"

    assert said(EYES.is_blank() | STAYS.is_("no") | EYES.includes("not_sure")) == (
        f"{eyes} has no answer or includes “Not sure”, "
        "or “Could an adult stay with you for the rest of that day?” is “No”"
    )
    assert said(EYES.includes("glaucoma") | EYES.includes("not_sure")) == (
        f"{eyes} includes “Glaucoma or high eye pressure” or “Not sure”"
    )
    assert said(EYES.includes("glaucoma") & EYES.includes("not_sure")) == (
        f"{eyes} includes “Glaucoma or high eye pressure” and includes “Not sure”"
    )


def test_the_same_said_of_three_questions_is_said_of_them_together() -> None:
    questions = [answer(f"asq_{number}").is_("yes") for number in (1, 3, 4)]

    assert said(questions[0] | questions[1] | questions[2]) == (
        "at least one of “ASQ: In the past few weeks, have you wished you were dead?”, "
        "“ASQ: In the past week, have you been having thoughts about killing yourself?” "
        "and “ASQ: Have you ever tried to kill yourself?” is “Yes”"
    )


def test_all_items_of_an_instrument_go_by_its_name() -> None:
    items = [answer(f"auditc_{number}").is_blank() for number in (1, 2, 3)]

    assert said(items[0] | items[1] | items[2]) == "at least one of the 3 items of AUDIT-C has no answer"


def test_the_same_said_of_questions_that_must_all_hold_is_said_of_each() -> None:
    together = answer("asq_1").is_blank() & answer("asq_3").is_blank() & answer("asq_4").is_blank()

    assert said(together).count("has no answer") == 3


def test_the_opposite_of_one_answer_is_said_in_one_word() -> None:
    assert said(~STAYS.is_("yes")) == said(STAYS.is_not("yes"))
    assert said(~EYES.is_given()) == said(EYES.is_blank())
    assert said(EYES.includes("not_sure") & ~EYES.includes_only("not_sure")) == (
        "“Do you have any of these eye problems?” includes “Not sure” and is not only “Not sure”"
    )


def test_the_opposite_of_several_conditions_says_that_none_or_not_all_of_them_hold() -> None:
    either, both = STAYS.is_("no") | RIDE.is_("no_plan"), STAYS.is_("no") & RIDE.is_("no_plan")

    assert said(~either) == f"none of this is so: ({said(either)})"
    assert said(~both) == f"it is not so that ({said(both)})"


def test_inner_conditions_on_one_question_need_no_brackets() -> None:
    assert said(STAYS.is_("no") & (EYES.includes("glaucoma") | EYES.is_blank())) == (
        "“Could an adult stay with you for the rest of that day?” is “No”, "
        "and “Do you have any of these eye problems?” includes “Glaucoma or high eye pressure” or has no answer"
    )

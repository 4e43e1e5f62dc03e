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
        (STAYS.is_not("yes"), "“Could an adult stay with you for the rest of that day?” is not “Yes”"),
        (
            EYES.includes("glaucoma"),
            "“Do you have any of these eye problems?” includes “Glaucoma or high eye pressure”",
        ),
        (EYES.does_not_include("none"), "“Do you have any of these eye problems?” does not include “None of these”"),
        (EYES.includes_only("none"), "“Do you have any of these eye problems?” is nothing but “None of these”"),
        (EYES.is_blank(), "“Do you have any of these eye problems?” has no answer"),
        (EYES.is_given(), "“Do you have any of these eye problems?” was answered"),
        (
            answer("mood_meds").any_row("helped", "none", "little"),
            "a row of “List each medicine (up to 6).” has “Not at all” or “A little”",
        ),
        (score("phq9.total").at_least(10), "PHQ-9 score is 10 or more"),
        (score("gad7.total").fewer_than(10), "GAD-7 score is less than 10"),
    ],
)
def test_a_single_condition_reads_aloud(condition: Condition, said: str) -> None:
    assert condition.in_english(CurrentWords()) == said


def test_joined_conditions_read_aloud_with_the_inner_ones_in_brackets() -> None:
    ten, seven = score("phq9.total").at_least(10), score("peg.mean").at_least(7)
    three = score("auditc.total").at_least(3)

    assert ((ten | seven) & ~three).in_english(CurrentWords()) == (
        "(PHQ-9 score is 10 or more, or PEG score is 7 or more), and it is not so that (AUDIT-C score is 3 or more)"
    )

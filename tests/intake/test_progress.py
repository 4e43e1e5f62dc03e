"""How far a response is: never Done while something due is missing, and one truth for page, list and sending."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.answers import AnswerSet
from intake.progress import Status, progress
from intake.questionnaire import QUESTIONS, SECTIONS
from intake.sections.alcohol_drugs import AlcoholDrugs
from intake.sections.before_you_start import BeforeYouStart
from intake.sections.getting_home import GettingHome
from intake.sections.mood import Mood
from intake.sections.pain import Pain
from intake.sections.safety import Safety
from intake.sections.treatments import TreatmentsTried
from intake.sections.why_you_are_here import WhyYouAreHere
from tests.answers import complete_answers
from tests.random_answers import random_answers

EVERYWHERE = {section.slug for section in SECTIONS}
SAFETY_OF_ALL = {"phq9_9": "0", "asq_1": "no", "asq_2": "no", "asq_3": "no", "asq_4": "no"}
slugs = st.sets(st.sampled_from(sorted(EVERYWHERE)))


def status(section: Any, answers: dict[str, Any], left: set[str] = EVERYWHERE) -> Status | None:
    """Where the section stands; None where it does not apply."""
    tasks = progress(AnswerSet(answers), left=left).tasks
    return next((task.status for task in tasks if task.section is section), None)


@settings(max_examples=30)
@given(answers=random_answers(), left=slugs)
def test_a_section_is_done_exactly_when_it_was_left_and_nothing_due_is_missing_on_it(answers, left):
    so_far = progress(AnswerSet(answers), left=left)

    for task in so_far.tasks:
        missing = set(so_far.missing) & task.section.questions().keys()
        assert (task.status is Status.DONE) == (task.section.slug in left and not missing)


@settings(max_examples=30)
@given(answers=random_answers())
def test_a_section_that_holds_a_counting_answer_is_never_not_started(answers):
    for task in progress(AnswerSet(answers), left=set()).tasks:
        asked = task.section.asked_keys(AnswerSet(answers))
        if any(answers.get(key) for key in asked):
            assert task.status is Status.DOING


@settings(max_examples=30)
@given(answers=random_answers())
def test_a_page_asks_for_exactly_what_the_check_page_says_is_missing(answers):
    missing = list(progress(AnswerSet(answers), left=set()).missing)

    refused = []
    for section in SECTIONS:
        page = section(_posted(section, answers), answers=answers)
        page.full_clean()
        refused += [key for key in section.questions() if key in page.errors]
    assert refused == missing


def _posted(section: Any, answers: dict[str, Any]) -> dict[str, Any]:
    """The section's answers as its page would post them."""
    posted: dict[str, Any] = {}
    for key in section.questions().keys() & answers.keys():
        if QUESTIONS[key].kind == "rows":
            posted |= {f"{key}-{n}-{cell}": v for n, row in enumerate(answers[key]) for cell, v in row.items()}
        else:
            posted[key] = answers[key]
    return _Posted(posted)


class _Posted(dict):  # type: ignore[type-arg]
    """A mapping that also gives lists, as the data of a request does."""

    def getlist(self, key: str) -> list[Any]:
        value = self.get(key, [])
        return value if isinstance(value, list) else [value]


@settings(max_examples=30)
@given(answers=random_answers(), left=slugs)
def test_the_counts_fit_together(answers, left):
    so_far = progress(AnswerSet(answers), left=left)

    assert 0 <= so_far.answered <= so_far.asked
    assert 0 <= so_far.percent <= 100
    assert so_far.done <= len(so_far.tasks)
    assert so_far.answered + len(so_far.missing) <= so_far.asked


@settings(max_examples=30)
@given(answers=random_answers())
def test_a_complete_form_whose_pages_were_left_is_at_a_hundred_percent(answers):
    so_far = progress(AnswerSet(complete_answers(**answers)), left=EVERYWHERE)

    assert (so_far.percent, so_far.missing, so_far.next_section) == (100, (), None)


@given(gone=st.sampled_from(sorted(complete_answers())))
def test_one_missing_answer_is_enough_to_say_so(gone):
    whole = complete_answers()
    without = {key: value for key, value in whole.items() if key != gone}

    so_far = progress(AnswerSet(without), left=EVERYWHERE)

    assert gone in so_far.missing
    assert so_far.percent < 100


@settings(max_examples=30)
@given(answers=random_answers(), left=slugs)
def test_going_on_and_back_are_each_others_inverse(answers, left):
    so_far = progress(AnswerSet(answers), left=left)

    places = [task.section for task in so_far.tasks]
    assert [so_far.before(section) for section in places[1:]] == places[:-1]
    assert [so_far.after(section) for section in places[:-1]] == places[1:]
    assert (so_far.before(places[0]), so_far.after(places[-1])) == (None, None)


def test_nothing_answered_is_not_started():
    assert status(Mood, {}, left=set()) is Status.TODO


def test_one_answer_is_in_progress():
    assert status(Mood, {"phq9_1": "0"}, left=set()) is Status.DOING


def test_a_page_left_empty_is_in_progress():
    assert status(Mood, {}) is Status.DOING


def test_a_complete_page_that_was_only_kept_quietly_is_in_progress():
    assert status(GettingHome, complete_answers(), left=set()) is Status.DOING


def test_item_9_raised_after_the_safety_page_was_left_reopens_it():
    before = complete_answers(**SAFETY_OF_ALL)
    assert status(Safety, before) is Status.DONE

    assert status(Safety, before | {"phq9_9": "1"}) is Status.DOING


@pytest.mark.parametrize("declined", ["prefer_not", "1", "2", "3"])
def test_item_5_is_due_whenever_item_9_is_above_0_or_declined(declined):
    answers = complete_answers(**SAFETY_OF_ALL) | {"phq9_9": declined}

    assert "asq_5" in progress(AnswerSet(answers), left=EVERYWHERE).missing


def test_the_pain_section_is_asked_only_of_who_comes_for_pain():
    assert status(Pain, complete_answers(reasons=["depression"])) is None
    assert status(Pain, complete_answers(reasons=["crps"])) is Status.DONE


def test_a_new_reason_reopens_what_it_makes_due():
    before = complete_answers(reasons=["other"])
    assert status(TreatmentsTried, before) is Status.DONE

    after = before | {"reasons": ["other", "depression"]}

    assert status(TreatmentsTried, after) is Status.DOING
    assert status(WhyYouAreHere, after) is Status.DONE


def test_an_answer_that_no_longer_counts_does_not_show_what_followed_it():
    answers = complete_answers(reasons=["other"]) | {"talk_therapy": ["cbt"]}

    assert "talk_therapy_result" not in TreatmentsTried.asked_keys(AnswerSet(answers))
    assert not progress(AnswerSet(answers), left=EVERYWHERE).missing


def test_what_may_be_left_blank_is_never_missing():
    optional = {key for key, question in QUESTIONS.items() if question.optional}

    missing = set(progress(AnswerSet({}), left=set()).missing)

    assert not missing & optional
    assert "adult" not in missing
    assert {"read_notice", "substances"} <= missing & (BeforeYouStart.questions() | AlcoholDrugs.questions()).keys()


def test_the_time_left_is_at_least_a_minute_and_about_twenty_at_the_start():
    whole = progress(AnswerSet(complete_answers()), left=EVERYWHERE)
    start = progress(AnswerSet({}), left=set())

    assert whole.minutes_left == 1
    assert 10 <= start.minutes_left <= 25

"""Sections as forms: what is asked, what is due, what is kept of a page that is not yet right, and hostile posts."""

import json
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.answers import SAFETY_KEYS
from intake.check import check
from intake.questionnaire import BY_SLUG, QUESTIONS, SECTIONS
from intake.sections.body_health import BodyHealth
from intake.sections.getting_home import GettingHome
from intake.sections.medicines import Medicines
from intake.sections.mood import Mood
from intake.sections.pain import Pain
from intake.sections.safety import Safety
from intake.sections.section import Section
from intake.sections.treatments import TreatmentsTried

HOME = {"ride_home": "person", "no_drive_next_day": "yes", "home_support": "yes", "care_for_others": "no"}
MOOD = {"reasons": ["depression"]}


def test_a_complete_page_has_no_errors_and_keeps_every_answer() -> None:
    page = GettingHome(HOME)

    assert page.errors == {}
    assert page.kept == HOME


@pytest.mark.parametrize("key", HOME)
def test_a_due_question_left_blank_says_what_to_do(key: str) -> None:
    page = GettingHome({**HOME, key: ""})

    assert page.errors == {key: [str(QUESTIONS[key].missing)]}
    assert page.unsettled == []


def test_an_optional_question_may_be_left_blank() -> None:
    assert "anything_else" not in GettingHome(HOME).errors


def test_answers_that_are_fine_are_kept_beside_errors_of_others() -> None:
    page = GettingHome({"ride_home": "no_plan", "home_support": "horse", "anything_else": "Thank you."})

    assert set(page.errors) == {"no_drive_next_day", "home_support", "care_for_others"}
    assert page.kept == {"ride_home": "no_plan", "anything_else": "Thank you."}
    assert page.unsettled != []


def test_a_text_over_its_limit_is_not_kept_but_given_back() -> None:
    text = "x" * 4001
    page = GettingHome({**HOME, "anything_else": text})

    assert page.errors == {"anything_else": ["Write at most 4000 characters. This is 4001."]}
    assert "anything_else" not in page.kept
    assert page["anything_else"].value() == text


def test_a_contradiction_is_an_error_and_is_not_kept() -> None:
    page = BodyHealth(QueryDict("eyes=none&eyes=glaucoma&breathing=none"))

    assert page.errors["eyes"] == ["You chose “None of these” and another answer. Keep the one that is right."]
    assert "eyes" not in page.kept
    assert page.kept["breathing"] == ["none"]


def test_a_follow_up_is_due_only_after_the_answer_that_it_follows() -> None:
    assert "bp_status" in BodyHealth(QueryDict("heart_vessel=high_bp")).errors
    assert "bp_status" not in BodyHealth(QueryDict("heart_vessel=avm")).errors


def test_an_answer_to_a_hidden_question_is_not_kept() -> None:
    page = BodyHealth(QueryDict("heart_vessel=none&bp_status=above"))

    assert page.kept == {"heart_vessel": ["none"]}


def test_an_error_of_a_hidden_question_is_not_shown() -> None:
    assert "bp_status" not in BodyHealth(QueryDict("heart_vessel=none&bp_status=horse")).errors


def test_answers_on_other_pages_decide_too() -> None:
    assert "mood_meds_any" in TreatmentsTried({}, answers=MOOD).errors
    assert "mood_meds_any" not in TreatmentsTried({}, answers={"reasons": ["crps"]}).errors


def test_an_old_answer_of_the_page_does_not_outlive_a_post_without_it() -> None:
    page = BodyHealth(QueryDict("eyes=none"), answers={"heart_vessel": ["high_bp"], "bp_status": "above"})

    assert page.kept == {"eyes": ["none"]}
    assert "bp_status" not in page.errors


@pytest.mark.parametrize("key", sorted(SAFETY_KEYS - {"phq9_9"}))
def test_a_safety_answer_is_kept_even_where_it_was_not_due(key: str) -> None:
    code = QUESTIONS[key].options[0][0]

    assert Safety({key: code}).kept == {key: code}


def test_item_9_is_kept_when_nothing_else_is_answered() -> None:
    assert Mood({"phq9_9": "1", "phq9_1": "horse"}).kept == {"phq9_9": "1"}


def test_the_right_now_question_is_due_after_any_yes_or_refusal() -> None:
    no = {f"asq_{n}": "no" for n in range(1, 5)}

    assert "asq_5" not in Safety(no).errors
    for n in range(1, 5):
        for code in ("yes", "prefer_not"):
            assert "asq_5" in Safety({**no, f"asq_{n}": code}).errors


@pytest.mark.parametrize(
    ("item_9", "due"), [("0", False), ("1", True), ("3", True), ("prefer_not", True), (None, False)]
)
def test_the_right_now_question_is_due_after_item_9_on_the_page_before(item_9: str | None, due: bool) -> None:
    page = Safety({f"asq_{n}": "no" for n in range(1, 5)}, answers={"phq9_9": item_9})

    assert ("asq_5" in page.errors) is due
    assert (page.fields["asq_5"].show_when is True) is due


@pytest.mark.parametrize(
    ("first", "due"),
    [("0", False), ("1", True), ("prefer_not", True), ("", True)],
    ids=["never", "some", "refused", "blank"],
)
def test_only_never_drinking_hides_the_other_drinking_items(first: str, due: bool) -> None:
    page = BY_SLUG["alcohol-drugs"]({"auditc_1": first})

    assert ({"auditc_2", "auditc_3"} <= set(page.errors)) is due


def test_the_difficulty_item_is_asked_after_any_problem() -> None:
    zeros = {f"phq9_{n}": "0" for n in range(1, 10)}

    assert "phq9_difficulty" not in Mood(zeros).errors
    for n in range(1, 10):
        assert "phq9_difficulty" in Mood({**zeros, f"phq9_{n}": "1"}).errors


def test_the_pain_page_is_for_patients_with_a_pain_reason() -> None:
    assert not Pain.is_relevant({})
    assert not Pain.is_relevant(MOOD)
    for reason in ("fibromyalgia", "crps", "other_pain"):
        assert Pain.is_relevant({"reasons": ["depression", reason]})


@pytest.mark.parametrize("section", [section for section in SECTIONS if section is not Pain])
def test_every_other_page_is_for_everyone(section: type[Section]) -> None:
    assert section.is_relevant({})


def test_the_keys_asked_follow_the_answers_in_order() -> None:
    heart = BodyHealth.asked_keys({"heart_vessel": ["high_bp"]})

    assert heart[:3] == ["heart_vessel", "bp_status", "heart_recent"]
    assert "bp_status" not in BodyHealth.asked_keys({})
    assert "adult" not in BY_SLUG["before-you-start"].asked_keys({})


def test_a_hidden_answer_asks_nothing_further() -> None:
    stale = {"reasons": ["crps"], "mood_meds_any": "yes"}

    assert "mood_meds" not in TreatmentsTried.asked_keys(stale)


def test_what_the_script_needs_is_small_json() -> None:
    page = BodyHealth(answers={})

    assert page.fields["heart_vessel"].show_when is True
    assert page.fields["bp_status"].show_when == '{"all":[["heart_vessel","high_bp"]]}'


def test_a_question_settled_by_other_pages_needs_no_script() -> None:
    assert Pain(answers={"reasons": ["crps"]}).fields["pain_where"].show_when is True
    assert Pain(answers=MOOD).fields["pain_where"].show_when is False


def test_a_new_page_shows_the_answers_given_before() -> None:
    assert Medicines(answers={"med_list": "Aspirin"})["med_list"].value() == "Aspirin"


def test_one_form_does_not_change_the_questions_of_the_next() -> None:
    Pain(answers=MOOD)

    assert QUESTIONS["pain_where"].show_when is True


def test_rows_that_are_fine_are_kept_beside_one_that_is_not() -> None:
    posted = {"mood_meds_any": "yes", "mood_meds-0-name": "A", "mood_meds-1-weeks": "lt4", "ketamine_before": "never"}
    page = TreatmentsTried(posted, answers=MOOD)

    assert page.errors["mood_meds"] == [
        "Medicine 2: Write what the medicine is called, or clear the other answers about it."
    ]
    assert page.kept["mood_meds"] == [{"name": "A"}]


def test_a_page_can_be_shown_again_without_judging_it() -> None:
    page = GettingHome({"ride_home": "person"})
    page.full_clean()

    page.forget_errors()

    assert page.errors == {}
    assert page["ride_home"].value() == "person"


HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["\0", "x" * 5000, "on", "yes", "not_sure", "none", "0", "10", "\ud800", "{}", "[]", "null"]),
)


def posts(section: type[Section]) -> st.SearchStrategy[QueryDict]:
    """Anything that could be posted to a page: its own names and others, repeated, with good values and bad."""
    names = [*section.base_fields, "mood_meds-0-name", "mood_meds-1-weeks", "mood_meds-99-name", "mood_meds-x", "adult"]
    codes = [code for question in section.base_fields.values() for code, _label in question.options]
    values = HOSTILE | st.sampled_from(codes or ["yes"])
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=8), st.lists(values, max_size=3)).map(_query)


def _query(lists: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in lists.items():
        data.setlist(name, values)
    return data


@pytest.mark.slow
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
@given(st.data())
@settings(max_examples=40)
def test_whatever_is_posted_the_answers_kept_are_good_ones(section: type[Section], data: st.DataObject) -> None:
    answers = data.draw(st.sampled_from([{}, MOOD, {"reasons": ["crps", "fibromyalgia", "ptsd"]}, {"phq9_9": "2"}]))
    page = section(data.draw(posts(section)), answers=answers)

    kept = page.full_clean() or page.kept

    assert kept.keys() <= section.base_fields.keys() - {"adult"}
    together: dict[str, Any] = json.loads(json.dumps(answers | kept))
    counting, faults = check(together)
    assert faults == []
    assert {key: counting.get(key) for key in kept} == kept


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_a_megabyte_in_every_field_is_refused_quietly(section: type[Section]) -> None:
    page = section({name: "x" * 1_000_000 for name in section.base_fields} | {"mood_meds-0-name": "x" * 1_000_000})

    texts = [text for texts in page.errors.values() for text in texts]

    assert not any(len(value) > 500 for value in page.kept.values() if isinstance(value, str))
    assert all(len(text) < 500 for text in texts)

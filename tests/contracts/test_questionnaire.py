"""What must stay true of the whole questionnaire: its published file, its conditions, its words, its codes."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from intake.answers import SAFETY_KEYS
from intake.condition_forms import enable_when
from intake.conditions import answer
from intake.fhir import answers_system, questionnaire
from intake.measures import MEASURES
from intake.publishing import FOLDER, as_text, broken_promises, versions
from intake.questionnaire import BY_SLUG, QUESTIONS, SECTION_OF, SECTIONS, VERSION
from intake.questions import EXCLUSIVE, Question
from intake.repeating import Rows
from intake.sections.section import Section

each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
FOLLOWING = {key: question for key, question in QUESTIONS.items() if question.show_if is not None}
each_follow_up = pytest.mark.parametrize("key", FOLLOWING)

# Every question with the cells of its rows, by key; a cell is written mood_meds.name.
EVERY: dict[str, Question] = dict(QUESTIONS) | {
    f"{key}.{cell}": field
    for key, question in QUESTIONS.items()
    if isinstance(question, Rows)
    for cell, field in question.row.base_fields.items()
}


def test_the_published_version_equals_the_forms() -> None:
    published = (FOLDER / f"{VERSION}.json").read_text(encoding="utf-8")

    assert published == as_text(questionnaire()), (
        "The forms differ from the published version: raise VERSION in intake/questionnaire.py, or undo the change; "
        "then run manage.py publish_questionnaire."
    )


def test_the_current_version_is_the_newest_published() -> None:
    assert versions()[-1]["version"] == VERSION


def test_no_version_renames_a_code_or_uses_one_again() -> None:
    assert broken_promises(versions()) == []


def test_there_are_fifteen_sections_each_with_a_slug_of_its_own() -> None:
    assert len(BY_SLUG) == len(SECTIONS) == 15
    assert "".join(section.letter for section in SECTIONS) == "ABCCDEFGHIJKLMN"


def test_every_key_belongs_to_one_section() -> None:
    assert len(QUESTIONS) == sum(len(section.questions()) for section in SECTIONS)
    assert SECTION_OF.keys() == QUESTIONS.keys()


def test_contact_questions_come_before_safety_questions() -> None:
    keys = list(QUESTIONS)

    assert keys.index("callback_phone") < min(keys.index(key) for key in SAFETY_KEYS)


@each_section
def test_a_section_says_what_it_is_and_why_it_asks(section: type[Section]) -> None:
    assert str(section.title)
    assert "We ask" in str(section.intro)


@each_follow_up
def test_a_follow_up_reads_only_questions_that_come_before_it(key: str) -> None:
    keys = list(QUESTIONS)
    parents = FOLLOWING[key].show_if.keys()  # type: ignore[union-attr]

    for parent in parents:
        assert keys.index(parent) < keys.index(key)
        assert not QUESTIONS[parent].worked_out


@each_follow_up
def test_a_follow_up_reads_only_codes_that_are_offered(key: str) -> None:
    for parent, code in FOLLOWING[key].show_if.reads():  # type: ignore[union-attr]
        assert code is None or code in dict(QUESTIONS[parent].options)


@each_follow_up
def test_a_follow_up_can_be_said_in_fhir(key: str) -> None:
    assert enable_when(FOLLOWING[key].show_if, system_of=answers_system)["enableWhen"]  # type: ignore[arg-type]


def those(fault: Callable[[Question], bool]) -> list[str]:
    """The keys of the questions of which something is so."""
    assert len(EVERY) > 90
    return [key for key, question in EVERY.items() if fault(question)]


def test_every_question_has_words_and_every_option_too() -> None:
    assert those(lambda question: not str(question.label).strip()) == []
    assert those(lambda question: not str(question.missing).strip()) == []
    assert those(lambda question: any(not (code and str(label).strip()) for code, label in question.options)) == []


def test_codes_and_labels_are_used_once_in_a_question() -> None:
    assert those(lambda question: len(dict(question.options)) != len(question.options)) == []
    assert those(lambda question: len({str(label) for _, label in question.options}) != len(question.options)) == []


def test_codes_are_written_in_lower_case_with_underscores() -> None:
    assert those(lambda question: any(not re.fullmatch(r"[a-z0-9_]+", code) for code, _ in question.options)) == []


def test_choices_have_options_and_texts_have_none() -> None:
    assert those(lambda question: bool(question.options) != (question.kind in ("one", "many"))) == []


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if not question.optional])
def test_what_to_do_about_a_blank_offers_only_what_the_question_offers(key: str) -> None:
    question = QUESTIONS[key]
    said = str(question.missing)
    label = str(question.label)
    offered = {str(text) for _code, text in question.options} | {label, "none"}

    assert set(re.findall(r"“([^”]+)”", said)) <= offered


@pytest.mark.parametrize(
    "key", [key for key, question in QUESTIONS.items() if question.options and not question.optional]
)
def test_what_to_do_about_a_blank_is_said_for_this_very_question(key: str) -> None:
    question = QUESTIONS[key]

    assert question.worked_out or str(question.missing) != str(question.missing_default)
    assert question.worked_out or str(question.missing).startswith("Choose")


@pytest.mark.parametrize("key", [key for key, one in QUESTIONS.items() if one.kind == "text" and not one.optional])
def test_what_to_do_about_a_blank_text_is_to_write(key: str) -> None:
    assert str(QUESTIONS[key].missing).startswith("Write")


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if question.kind == "many"])
def test_options_that_deny_the_others_cannot_stand_beside_them(key: str) -> None:
    question: Any = QUESTIONS[key]

    assert set(question.exclusive) == EXCLUSIVE & dict(question.options).keys()


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if question.fhir_type == "text"])
def test_every_long_box_says_that_nobody_watches(key: str) -> None:
    assert "No one watches" in str(QUESTIONS[key].help_text)


@pytest.mark.parametrize("key", ["ketamine_before", "family_psychosis", "allergy_ketamine"])
def test_hard_words_are_explained(key: str) -> None:
    assert str(QUESTIONS[key].explain)


def test_chest_pain_now_is_answered_at_the_top_of_the_section() -> None:
    assert str(BY_SLUG["body-health"].notice) == "If you have chest pain or trouble breathing now, call 911."


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_reads_questions_that_are_asked(name: str) -> None:
    assert set(MEASURES[name].keys) <= QUESTIONS.keys()


def test_safety_answers_are_questions_that_are_asked() -> None:
    assert QUESTIONS.keys() >= SAFETY_KEYS


def test_a_negated_condition_would_not_slip_into_a_follow_up() -> None:
    for question in FOLLOWING.values():
        assert question.show_if.terms()  # type: ignore[union-attr]
    with pytest.raises(TypeError):
        (~answer("ride_home").is_("person")).terms()

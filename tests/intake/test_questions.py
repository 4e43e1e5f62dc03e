"""The kinds of question: what each accepts, stores and shows, and what it says when something must change."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from intake.conditions import answer
from intake.questions import (
    NONE_OF_THESE,
    NOT_SURE,
    Details,
    LongText,
    ManyChoices,
    OneChoice,
    Question,
    ShortText,
    YesBox,
)
from intake.sections.medicine_row import MedicineRow
from intake.sections.treatments import TreatmentsTried

ONE = OneChoice("Which?", ("a", "Apple"), ("b", "Bread"), NOT_SURE)
MANY = ManyChoices("Which?", ("a", "Apple"), ("b", "Bread"), NONE_OF_THESE, NOT_SURE)
SHORT = ShortText("What?", max_length=10)
LONG = LongText("What?", max_length=10)
BOX = YesBox("I agree.")
ROWS = TreatmentsTried.base_fields["mood_meds"]


def complaint(question: Question, value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        question.clean(value)
    return " / ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("question", "posted", "stored"),
    [
        (ONE, "b", "b"),
        (ONE, "", None),
        (ONE, None, None),
        (MANY, ["b", "a"], ["a", "b"]),
        (MANY, ["a", "a"], ["a"]),
        (MANY, [], None),
        (MANY, None, None),
        (MANY, ["none"], ["none"]),
        (MANY, ["a", "not_sure"], ["a", "not_sure"]),
        (SHORT, "  a b ", "a b"),
        (SHORT, "   ", None),
        (SHORT, None, None),
        (LONG, "a\r\nb\rc", "a\nb\nc"),
        (BOX, "on", True),
        (BOX, True, True),
        (BOX, None, None),
        (BOX, "false", None),
        (ROWS, [{"name": " A "}, {}, {"name": "B", "helped": "lot"}], [{"name": "A"}, {"name": "B", "helped": "lot"}]),
        (ROWS, [{"name": "A", "weeks": ""}], [{"name": "A"}]),
        (ROWS, [{"name": " "}], None),
        (ROWS, [], None),
        (ROWS, None, None),
    ],
)
def test_an_answer_is_stored_in_one_form_and_a_blank_as_none(question: Question, posted: Any, stored: Any) -> None:
    assert question.clean(posted) == stored


@pytest.mark.parametrize(
    ("question", "posted", "said"),
    [
        (ONE, "c", "Choose one of the answers shown."),
        (ONE, "x" * 1_000_000, "Choose one of the answers shown."),
        (ONE, "a\0", "Choose one of the answers shown."),
        (MANY, ["a", "c"], "Choose from the answers shown."),
        (MANY, ["none", "a"], "You chose “None of these” and another answer. Keep the one that is right."),
        (SHORT, "12345678901", "Write at most 10 characters. This is 11."),
        (SHORT, "a\0b", "Take out the characters that cannot be shown."),
        (SHORT, "a\ud800b", "Take out the characters that cannot be shown."),
        (ROWS, [{"name": "A", "weeks": "c"}], "Medicine 1: Choose one of the answers shown."),
        (ROWS, [{"name": "A"}] * 7, "List at most 6."),
        (
            ROWS,
            [{"name": "A"}, {"weeks": "lt4"}],
            "Medicine 2: Write what the medicine is called, or clear the other answers about it.",
        ),
    ],
)
def test_what_cannot_be_stored_is_refused_with_what_to_do(question: Question, posted: Any, said: str) -> None:
    assert complaint(question, posted) == said


@pytest.mark.parametrize("question", [SHORT, LONG])
def test_a_browser_is_not_told_to_cut_off_what_is_too_long(question: Question) -> None:
    assert "maxlength" not in question.widget.attrs
    assert complaint(question, "x" * 11) == "Write at most 10 characters. This is 11."


def test_a_line_end_counts_as_the_one_character_that_the_browser_counted() -> None:
    assert LONG.clean("1234\r\n6789\r\n") == "1234\n6789"


@given(st.text())
def test_a_text_that_was_stored_once_is_stored_the_same_again(text: str) -> None:
    question = LongText("What?")
    try:
        stored = question.clean(text)
    except ValidationError:
        return
    assert question.clean(stored) == stored


@pytest.mark.parametrize("cell", [cell for cell in MedicineRow.base_fields if cell != "name"])
def test_every_cell_of_a_named_medicine_may_be_left_blank(cell: str) -> None:
    codes = [code for code, _label in MedicineRow.base_fields[cell].options]

    for code in codes:
        assert ROWS.clean([{"name": "A", cell: code}]) == [{"name": "A", cell: code}]


def test_the_good_rows_of_a_list_can_be_kept_beside_a_bad_one() -> None:
    assert ROWS.acceptable_part([{"name": "A"}, {"weeks": "lt4"}, {}, {"name": "B", "weeks": "c"}]) == [{"name": "A"}]
    assert ROWS.acceptable_part([{"weeks": "lt4"}]) is None


def test_a_contradiction_has_no_part_that_can_be_kept() -> None:
    assert MANY.acceptable_part(["none", "a"]) is None


@pytest.mark.parametrize(
    ("question", "stored", "shown"),
    [
        (ONE, "b", "Bread"),
        (ONE, None, ""),
        (MANY, ["a", "not_sure"], "Apple; Not sure"),
        (MANY, None, ""),
        (SHORT, "a b", "a b"),
        (SHORT, None, ""),
        (BOX, True, "Yes"),
        (BOX, None, ""),
        (
            ROWS,
            [{"name": "A", "weeks": "lt4", "helped": "lot"}, {"name": "B"}],
            "A, longest time: Less than 4 weeks, helped: A lot; B",
        ),
        (ROWS, None, ""),
    ],
)
def test_a_stored_answer_is_shown_in_the_words_of_the_page(question: Question, stored: Any, shown: str) -> None:
    assert question.as_shown(stored) == shown


def test_only_options_that_deny_all_others_stand_alone() -> None:
    options = [(code, code) for code in ("none", "no", "never", "does_not_apply", "not_sure", "prefer_not", "a")]

    assert ManyChoices("Which?", *options).exclusive == ("none", "no", "never", "does_not_apply")


def test_details_are_optional_short_and_say_that_nobody_watches() -> None:
    details = Details("What happened?", details_of="a", show_if=answer("a").is_("yes"))

    assert details.optional
    assert details.max_length == 500
    assert "No one watches this box" in str(details.help_text)


def test_no_kind_is_required_by_django_because_the_section_decides() -> None:
    assert not any(question.required for question in (ONE, MANY, SHORT, LONG, BOX, ROWS))


def test_a_list_of_rows_reads_the_fields_that_it_has_and_no_others() -> None:
    class Page(forms.Form):
        taken = ROWS

    data = {"taken-0-name": "A", "taken-2-weeks": "lt4", "taken-99-name": "Z", "taken-0-zz": "Z", "taken--1-name": "Z"}

    raw = Page(data)["taken"].data

    assert raw == [{"name": "A"}, {}, {"weeks": "lt4"}, {}, {}, {}]


def test_a_list_of_rows_knows_whether_the_page_had_it() -> None:
    assert ROWS.widget.value_omitted_from_data({"other": "1"}, {}, "taken")
    assert not ROWS.widget.value_omitted_from_data({"taken-0-name": ""}, {}, "taken")

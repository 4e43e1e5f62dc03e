"""Conditions as FHIR ``enableWhen`` and as the JSON that the page's script reads."""

import json

import pytest

from intake.answers import AnswerSet
from intake.condition_forms import enable_when, for_browser
from intake.conditions import Condition, NotExportable, answer, score

A, B = answer("a"), answer("b")
NOBODY = AnswerSet()


def as_fhir(condition: Condition) -> dict:
    return enable_when(condition, system_of=lambda key: f"urn:{key}")


def coded(key: str, code: str) -> dict:
    return {"question": key, "operator": "=", "answerCoding": {"system": f"urn:{key}", "code": code}}


def test_one_code_is_one_clause_without_a_behavior() -> None:
    assert as_fhir(A.is_("x")) == {"enableWhen": [coded("a", "x")]}


def test_several_codes_of_one_question_are_an_any_of() -> None:
    assert as_fhir(A.is_any_of("x", "y")) == {"enableWhen": [coded("a", "x"), coded("a", "y")], "enableBehavior": "any"}


def test_an_all_of_keeps_its_behavior() -> None:
    assert as_fhir(A.is_("x") & B.is_("y"))["enableBehavior"] == "all"


def test_a_blank_is_an_answer_that_does_not_exist() -> None:
    clauses = as_fhir(A.is_("x") | A.is_blank())["enableWhen"]

    assert clauses[1] == {"question": "a", "operator": "exists", "answerBoolean": False}


@pytest.mark.parametrize(
    "condition",
    [
        ~A.is_("x"),
        A.is_not("x"),
        A.does_not_include("x"),
        A.is_given(),
        A.includes_only("x"),
        score("phq9.total").at_least(10),
        A.is_("x") & ~B.is_("y"),
        A.is_("x") & (B.is_("y") | A.is_("z")),
        A.is_any_of("x", "y") & B.is_("y"),
    ],
)
def test_what_fhir_cannot_say_without_error_is_refused(condition: Condition) -> None:
    with pytest.raises(NotExportable):
        as_fhir(condition)


def test_questions_on_the_page_are_left_to_the_script() -> None:
    shown = for_browser(A.is_any_of("x", "y"), answers=NOBODY, on_page={"a"})

    assert json.dumps(shown) == '{"all": [["a", "x", "y"]]}'


def test_a_blank_on_the_page_is_left_to_the_script_as_an_empty_code() -> None:
    shown = for_browser(A.is_("x") | A.is_blank(), answers=NOBODY, on_page={"a"})

    assert shown == {"any": [["a", "x"], ["a", ""]]}


@pytest.mark.parametrize(
    ("condition", "elsewhere", "shown"),
    [
        # An any-of: one true term elsewhere shows the question for good, a false one leaves the rest to the script.
        (A.is_("x") | B.is_("y"), {"b": "y"}, True),
        (A.is_("x") | B.is_("y"), {"b": "n"}, {"any": [["a", "x"]]}),
        (A.is_("x") | B.is_("y"), {}, {"any": [["a", "x"]]}),
        (A.is_("x") | B.is_blank(), {}, True),
        # An all-of: one false term elsewhere hides it for good.
        (A.is_("x") & B.is_("y"), {"b": "y"}, {"all": [["a", "x"]]}),
        (A.is_("x") & B.is_("y"), {"b": "n"}, False),
        (A.is_("x") & B.is_("y"), {}, False),
        # Nothing left on the page: it is settled.
        (B.is_("y"), {"b": "y"}, True),
        (B.is_("y"), {"b": "n"}, False),
        (B.includes("y", "z"), {"b": ["n", "z"]}, True),
        (B.includes("y", "z"), {}, False),
        (B.is_("y") | B.is_("z"), {"b": "n"}, False),
        (B.includes("y") & B.includes("z"), {"b": ["y", "z"]}, True),
    ],
)
def test_questions_on_other_pages_are_settled_on_the_server(
    condition: Condition, elsewhere: dict, shown: object
) -> None:
    assert for_browser(condition, answers=AnswerSet(elsewhere), on_page={"a"}) == shown

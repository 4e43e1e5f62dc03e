"""Answers for property tests: any that the real questionnaire accepts, and the few that make a question asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from intake.questionnaire import QUESTIONS
from intake.questions import DOUBTFUL, EXCLUSIVE, Question

# Fixed and short: what is written is never read by a rule, only whether something was.
WRITTEN = ("none", "Sertraline 50 mg", "I cannot see well.")
MEDICINES = ("Sertraline", "Effexor XR")


def random_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Any answers, each question answered or left blank, those of questions that are not asked among them."""
    return st.fixed_dictionaries({}, optional={key: answers_to(question) for key, question in QUESTIONS.items()})


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Any stored answer to this question."""
    codes = [code for code, _label in question.options]
    if question.kind == "one":
        return st.sampled_from(codes)
    if question.kind == "many":
        alone = [[code] for code in codes if code in EXCLUSIVE]
        together = st.sets(st.sampled_from([code for code in codes if code not in EXCLUSIVE]), min_size=1)
        several = together.map(lambda chosen: [code for code in codes if code in chosen])
        return several | st.sampled_from(alone) if alone else several
    if question.kind == "rows":
        return st.lists(_rows(question), min_size=1, max_size=4)
    return st.just(True) if question.kind == "box" else st.sampled_from(WRITTEN)


def asking(key: str) -> dict[str, Any]:
    """Answers with which the question is asked: one for each question that it follows."""
    show_if = QUESTIONS[key].show_if
    if show_if is None:
        return {}
    terms = show_if.terms() if show_if.behavior == "all" else show_if.terms()[:1]
    answers: dict[str, Any] = {}
    for parent, codes in terms:
        answers |= asking(parent) | {parent: stored(parent, codes[0])}
    return answers


def stored(key: str, *codes: str) -> Any:
    """These options as the stored answer to the question."""
    return list(codes) if QUESTIONS[key].kind == "many" else codes[0]


def doubtful_options() -> Iterator[tuple[str, str]]:
    """Every (key, code) with which a question can be left in doubt; the rows of medicines aside."""
    for key, question in QUESTIONS.items():
        if question.kind != "rows":
            yield from ((key, code) for code, _label in question.options if code in DOUBTFUL)


def _rows(question: Any) -> st.SearchStrategy[dict[str, Any]]:
    cells = {cell: answers_to(asked) for cell, asked in question.row.base_fields.items() if cell != "name"}
    return st.fixed_dictionaries({"name": st.sampled_from(MEDICINES)}, optional=cells)

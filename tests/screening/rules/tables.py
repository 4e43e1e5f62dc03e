"""How a rule's truth table is written: answers in, that rule's finding out, by the path that a submission takes.

No rule's rows stand here. A key or code that the questionnaire does not have fails at once: a misspelt row would
otherwise prove that a rule is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from intake.document import Document, draw_up
from intake.questionnaire import QUESTIONS
from screening.evaluate import Finding, evaluate
from screening.policy import PUBLISHED, Policy


@dataclass(frozen=True)
class Row:
    """One line of a truth table: with these answers the rule fires, or stays silent, because of ``why``."""

    rule: str
    why: str
    answers: dict[str, Any]
    fires: bool
    drops_answers: bool = False

    def check(self) -> None:
        """Hold the rule to this line. An answer that is dropped unnoticed would make the line say something else."""
        kept = {key for key in self.answers if document(self.answers).value(key) is not None}
        assert (kept != set(self.answers)) == self.drops_answers, f"dropped: {sorted(set(self.answers) - kept)}"
        assert fires(self.rule, **self.answers) == self.fires, self.why


@dataclass(frozen=True)
class Sentence:
    """The exact reason that a clinician reads for these answers."""

    rule: str
    reason: str
    answers: dict[str, Any]

    def check(self) -> None:
        assert reason(self.rule, **self.answers) == self.reason


def flagged(rule: str, why: str, /, **answers: Any) -> Row:
    """A line on which the rule fires. Every answer must be one that is asked, so give the parent answers too."""
    return Row(rule, why, answers, fires=True)


def silent(rule: str, why: str, /, **answers: Any) -> Row:
    """A line on which the rule stays silent although every answer counts."""
    return Row(rule, why, answers, fires=False)


def dropped(rule: str, why: str, /, **answers: Any) -> Row:
    """A line on which the rule stays silent because an answer belongs to a question that was not asked."""
    return Row(rule, why, answers, fires=False, drops_answers=True)


def says(rule: str, reason: str, /, **answers: Any) -> Sentence:
    """A golden sentence."""
    return Sentence(rule, reason, answers)


def table(*lines: Row | Sentence) -> pytest.MarkDecorator:
    """Parametrize a test over the lines; the test calls ``line.check()``."""
    names = [f"{line.rule}: {line.why if isinstance(line, Row) else line.reason}" for line in lines]
    return pytest.mark.parametrize("line", lines, ids=[name.encode("ascii", "replace").decode() for name in names])


def finding(rule: str, /, policy: Policy = PUBLISHED, **answers: Any) -> Finding | None:
    """What the rule finds in these answers, or None where it stays silent."""
    found = [one for one in evaluate(document(answers), policy) if one.rule.id == rule]
    return found[0] if found else None


def fires(rule: str, /, **answers: Any) -> bool:
    return finding(rule, **answers) is not None


def reason(rule: str, /, **answers: Any) -> str:
    """The reason shown; "" where the rule stays silent."""
    found = finding(rule, **answers)
    return found.reason if found else ""


def rests_on(rule: str, /, **answers: Any) -> dict[str, tuple[str, ...]]:
    """The evidence shown: key to the option codes or row numbers that count, empty for the whole answer."""
    found = finding(rule, **answers)
    return {item.key: item.parts for item in found.evidence} if found else {}


def document(answers: dict[str, Any]) -> Document:
    """The document of these answers; fails on a key or code that nobody is asked."""
    for key, value in answers.items():
        if QUESTIONS[key].kind == "rows":
            for row in value:
                for cell, code in row.items():
                    _is_offered(QUESTIONS[key].row.base_fields[cell], code)
        else:
            for code in value if isinstance(value, list) else [value]:
                _is_offered(QUESTIONS[key], code)
    return draw_up(answers, language="en")


def phq9(answers: str) -> dict[str, str]:
    """PHQ-9 items 1 to 9, a character each: ``"012300000"``. ``?`` prefers not to answer, ``-`` is left blank."""
    return _items("phq9", answers)


def gad7(answers: str) -> dict[str, str]:
    """GAD-7 items 1 to 7, written as for ``phq9``."""
    return _items("gad7", answers)


def pcptsd5(answers: str) -> dict[str, str]:
    """PC-PTSD-5 with a gate of Yes; items 1 to 5 as ``y``, ``n``, ``?`` or ``-``."""
    return {"pcptsd5_gate": "yes"} | _items("pcptsd5", answers)


def auditc(answers: str) -> dict[str, str]:
    """AUDIT-C items 1 to 3, written as for ``phq9``."""
    return _items("auditc", answers)


def peg(first: int, second: int, third: int) -> dict[str, str]:
    """The three PEG items, 0 to 10."""
    return {"peg_1": str(first), "peg_2": str(second), "peg_3": str(third)}


def _is_offered(question: Any, code: Any) -> None:
    codes = [code for code, _label in question.options]
    assert not codes or code in codes, f"no option {code!r} in “{question.label}”"


def _items(name: str, answers: str) -> dict[str, str]:
    codes = {"?": "prefer_not", "y": "yes", "n": "no"}
    given = {f"{name}_{number}": codes.get(one, one) for number, one in enumerate(answers, start=1)}
    return {key: code for key, code in given.items() if code != "-"}

"""A set of answers keyed as in the questionnaire, and which of them count. No wording and no storage here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from intake.conditions import is_blank

# Given answers to these are never dropped, even where their question was not due (decision 0004).
SAFETY_KEYS = frozenset({"phq9_9", "asq_1", "asq_2", "asq_3", "asq_4", "asq_5", "attempt_when"})


class AnswerSet(dict[str, Any]):
    """Answers by key, as conditions read them: a blank is None."""

    def value(self, key: str) -> Any:
        given = self.get(key)
        return None if is_blank(given) else given


def asked_and_given(questions: Mapping[str, Any], answers: Mapping[str, Any]) -> AnswerSet:
    """The answers that count: those of questions whose show-if holds, judged in the order asked.

    A dropped answer no longer shows what followed it. Safety answers count whenever they were given.
    """
    counting = AnswerSet()
    for key, question in questions.items():
        given = answers.get(key)
        if is_blank(given):
            continue
        if key in SAFETY_KEYS or question.show_if is None or question.show_if.holds(counting):
            counting[key] = given
    return counting


def is_asked(question: Any, counting: AnswerSet) -> bool:
    """Whether the question is due, given the answers that count."""
    return not question.worked_out and (question.show_if is None or question.show_if.holds(counting))


def missing(
    questions: Mapping[str, Any],
    counting: AnswerSet,
    *,
    left: Collection[str] = (),
    unsettled: Collection[str] = (),
) -> list[str]:
    """Keys of due questions that must be answered and are not, in the order asked. ``left``: left for staff.

    ``unsettled`` are those at which something was typed last that cannot be accepted: what it should say is not
    known, so an earlier answer does not stand for it.
    """
    blank = {key for key, question in questions.items() if not question.optional and counting.value(key) is None}
    open_ones = (blank - set(left)) | set(unsettled)
    return [key for key, question in questions.items() if key in open_ones and is_asked(question, counting)]

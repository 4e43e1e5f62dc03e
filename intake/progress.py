"""How far a response is: worked out from the answers each time, so that a status is never stale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from intake.answers import AnswerSet, asked_and_given, is_asked, missing
from intake.instrument import ENGLISH
from intake.questionnaire import QUESTIONS, SECTION_OF, SECTIONS
from intake.sections.section import Section
from intake.with_staff import left_for_staff

SECONDS_PER_QUESTION = 15


class Status(Enum):
    """Where a section stands."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One section that this person is asked, and where it stands."""

    section: type[Section]
    status: Status


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The sections that apply, in order; ``asked`` and ``answered`` count questions; ``missing`` lists due keys."""

    tasks: tuple[Task, ...]
    asked: int
    answered: int
    missing: tuple[str, ...]

    @property
    def done(self) -> int:
        return sum(task.status is Status.DONE for task in self.tasks)

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0

    @property
    def minutes_left(self) -> int:
        """A rough guess, at least 1 while anything is left."""
        return max(1, round((self.asked - self.answered) * SECONDS_PER_QUESTION / 60))

    @property
    def next_section(self) -> type[Section] | None:
        """The first section that is not done."""
        return next((task.section for task in self.tasks if task.status is not Status.DONE), None)

    def after(self, section: type[Section]) -> type[Section] | None:
        """The section that follows, or None after the last."""
        return _beside(self.tasks, section, step=1)

    def before(self, section: type[Section]) -> type[Section] | None:
        """The section that comes before, or None before the first."""
        return _beside(self.tasks, section, step=-1)


def progress(
    answers: AnswerSet, *, left: set[str], language: str = ENGLISH, unsettled: Collection[str] = ()
) -> Progress:
    """Progress of these answers; ``left`` are the slugs of pages that were saved on purpose at least once.

    ``language`` is the form's: an instrument may be left for staff only where it has no words in that.
    ``unsettled``: keys at which something was typed last that cannot be accepted; they are missing until it can.
    """
    counting = asked_and_given(QUESTIONS, answers)
    asked = {key for key, question in QUESTIONS.items() if is_asked(question, counting)}
    staffs = left_for_staff(QUESTIONS, answers, language)
    due = tuple(missing(QUESTIONS, counting, left=staffs, unsettled=unsettled))
    tasks = []
    for section in SECTIONS:
        keys = asked & section.questions().keys()
        if keys:
            begun = bool(keys & set(unsettled))  # something was typed, whether or not it counts
            tasks.append(Task(section=section, status=_status(section, keys, counting, due, left, begun=begun)))
    # What may be left blank counts as answered once its page was left.
    answered = {key for key in asked if _is_answered(key, counting, due) or _was_skipped(key, due, left)}
    return Progress(tasks=tuple(tasks), asked=len(asked), answered=len(answered), missing=due)


def _is_answered(key: str, counting: AnswerSet, due: tuple[str, ...]) -> bool:
    return key not in due and counting.value(key) is not None


def _was_skipped(key: str, due: tuple[str, ...], left: set[str]) -> bool:
    return key not in due and SECTION_OF[key].slug in left


def _status(
    section: type[Section], keys: set[str], counting: AnswerSet, due: tuple[str, ...], left: set[str], *, begun: bool
) -> Status:
    if section.slug in left and not keys & set(due):
        return Status.DONE
    started = begun or section.slug in left or any(counting.value(key) is not None for key in keys)
    return Status.DOING if started else Status.TODO


def _beside(tasks: tuple[Task, ...], section: type[Section], *, step: int) -> type[Section] | None:
    sections: list[Any] = [task.section for task in tasks]
    if section not in sections:
        return None
    place = sections.index(section) + step
    return sections[place] if 0 <= place < len(sections) else None

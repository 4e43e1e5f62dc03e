"""The single tests of one answer or one measure. They are written through conditions.py, never made directly.

What a blank does: every form that names codes or asks for a number at or above something never holds for a blank;
NotChosen, and Compared below a number, do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from intake.clauses import Clause, Saying, whole
from intake.evidence import NO, Answers, Evidence, Result, Words, is_blank
from intake.logic import Condition
from intake.measures import Measure


@dataclass(frozen=True)
class Chosen(Condition):
    """The answer is, or includes, any of these codes."""

    key: str
    codes: tuple[str, ...]
    among_many: bool = False

    def evaluate(self, answers: Answers) -> Result:
        given = answers.value(self.key)
        chosen = given if isinstance(given, (list, tuple)) else [given]
        parts = tuple(code for code in chosen if code in self.codes)
        return Result(True, (Evidence(self.key, parts),)) if parts else NO

    def clause(self, words: Words) -> Clause:
        return _about(self.key, "includes" if self.among_many else "is", words, self.codes)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((self.key, code) for code in self.codes)

    def terms(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(self.key, self.codes)]


@dataclass(frozen=True)
class NotChosen(Condition):
    """The answer is not, or does not include, any of these codes. Holds for a blank."""

    key: str
    codes: tuple[str, ...]
    among_many: bool = False

    def evaluate(self, answers: Answers) -> Result:
        held = Chosen(self.key, self.codes).evaluate(answers).holds
        return NO if held else Result(True, (Evidence(self.key),))

    def clause(self, words: Words) -> Clause:
        return _about(self.key, "does not include" if self.among_many else "is not", words, self.codes)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((self.key, code) for code in self.codes)


@dataclass(frozen=True)
class OnlyChosen(Condition):
    """Something is chosen, and nothing but these codes."""

    key: str
    codes: tuple[str, ...]

    def evaluate(self, answers: Answers) -> Result:
        given = answers.value(self.key) or []
        if not given or any(code not in self.codes for code in given):
            return NO
        return Result(True, (Evidence(self.key, tuple(given)),))

    def clause(self, words: Words) -> Clause:
        return _about(self.key, "is nothing but", words, self.codes)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((self.key, code) for code in self.codes)


@dataclass(frozen=True)
class Blank(Condition):
    """Nothing was answered: left blank or not asked."""

    key: str

    def evaluate(self, answers: Answers) -> Result:
        return Result(True, (Evidence(self.key),)) if is_blank(answers.value(self.key)) else NO

    def clause(self, words: Words) -> Clause:
        return _about(self.key, "has no answer", words)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset({(self.key, None)})

    def terms(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(self.key, ("",))]


@dataclass(frozen=True)
class Given(Condition):
    """Something was answered, whatever it is."""

    key: str

    def evaluate(self, answers: Answers) -> Result:
        return NO if is_blank(answers.value(self.key)) else Result(True, (Evidence(self.key),))

    def clause(self, words: Words) -> Clause:
        return _about(self.key, "was answered", words)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset({(self.key, None)})


@dataclass(frozen=True)
class AnyRow(Condition):
    """At least one row of a repeating group has one of these codes in this cell."""

    key: str
    cell: str
    codes: tuple[str, ...]

    def evaluate(self, answers: Answers) -> Result:
        rows = answers.value(self.key) or []
        parts = tuple(str(n) for n, row in enumerate(rows) if row.get(self.cell) in self.codes)
        return Result(True, (Evidence(self.key, parts),)) if parts else NO

    def clause(self, words: Words) -> Clause:
        cell = f"{self.key}.{self.cell}"
        said = _about(cell, "is", words, self.codes).in_english(words)
        return whole(f"in some row of “{words.question(self.key)}”, {said}")

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((f"{self.key}.{self.cell}", code) for code in self.codes)


@dataclass(frozen=True)
class Compared(Condition):
    """A measure (a score or a count) is at or above, or below, a number. An unscored measure satisfies neither.

    ``setting`` names the clinic setting that may replace the number.
    """

    measure: Measure
    number: float
    below: bool = False
    setting: str = ""

    def under(self, settings: Mapping[str, float]) -> Condition:
        return replace(self, number=settings.get(self.setting, self.number))

    def settings(self) -> frozenset[str]:
        return frozenset(filter(None, [self.setting]))

    def evaluate(self, answers: Answers) -> Result:
        figure = self.measure.compute(answers.value)
        if figure is None or (figure < self.number) != self.below:
            return NO
        counted = () if self.below and self.measure.is_count else self.measure.counted(answers.value)
        return Result(True, tuple(Evidence(*item) for item in counted) or tuple(map(Evidence, self.measure.keys)))

    def clause(self, words: Words) -> Clause:
        size = f"less than {self.number:g}" if self.below else f"{self.number:g} or more"
        article = "" if self.measure.is_count else "the "
        return whole(f"{article}{self.measure.label} is {size}")

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((key, None) for key in self.measure.keys)


def _about(key: str, verb: str, words: Words, codes: Collection[str] = ()) -> Clause:
    return Clause((key,), (Saying(verb, tuple(words.option(key, code) for code in codes)),))

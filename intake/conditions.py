"""The one language of conditions: what shows a question, what raises a flag. Pure Python.

A condition evaluates with its evidence, says itself in English and lists what it reads. No questions and no rules live
here; condition_forms.py writes the positive forms as FHIR ``enableWhen`` and as JSON for the browser.

What a blank does: every form that names codes or asks for a number at or above something never holds for a blank;
``is_not``, ``does_not_include`` and ``fewer_than`` do.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from intake.measures import MEASURES, Measure


class Answers(Protocol):
    """What a condition reads: a key's value, or None where it is blank or was not asked.

    One choice is a code; many choices are a list of codes; rows are a list of mappings; text is a string.
    """

    def value(self, key: str) -> Any: ...


class Words(Protocol):
    """The wording of questions and options, for saying a condition in English."""

    def question(self, key: str) -> str: ...

    def option(self, key: str, code: str) -> str: ...


@dataclass(frozen=True)
class Evidence:
    """One answer that made a condition true.

    ``parts`` names the option codes (or, of a repeating group, the row numbers as strings) that count. It is empty when
    the whole answer, or its absence, is what counts.
    """

    key: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """Whether a condition holds and, if so, the answers that made it hold, each key once."""

    holds: bool
    evidence: tuple[Evidence, ...] = ()


NO = Result(holds=False)


def merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same evidence with each key once, parts united in order of first mention; a whole answer stays whole."""
    parts: dict[str, tuple[str, ...]] = {}
    for item in evidence:
        known = parts.get(item.key)
        if known is None:
            parts[item.key] = item.parts
        elif known and item.parts:
            parts[item.key] = tuple(dict.fromkeys(known + item.parts))
        else:
            parts[item.key] = ()
    return tuple(Evidence(key, codes) for key, codes in parts.items())


class NotExportable(TypeError):
    """The condition has no positive form that FHIR ``enableWhen`` or the browser could evaluate."""


class Condition(ABC):
    """A statement about answers. Join with ``&``, ``|``, ``~``; Python's own truth operators raise."""

    @abstractmethod
    def evaluate(self, answers: Answers) -> Result:
        """Whether this holds for these answers, with the evidence."""

    @abstractmethod
    def in_english(self, words: Words) -> str:
        """The condition as a clause, with the questions' own wording."""

    @abstractmethod
    def reads(self) -> frozenset[tuple[str, str | None]]:
        """Every (key, code) that this looks at; the code is None where it looks at the answer as a whole."""

    def terms(self) -> list[tuple[str, tuple[str, ...]]]:
        """The positive comparisons that make this up: (key, codes); the code "" stands for a blank."""
        raise NotExportable(f"{type(self).__name__} has no positive form")

    def under(self, settings: Mapping[str, float]) -> Condition:
        """The same condition with the numbers that a clinic has set in place of the published ones."""
        return self

    @property
    def behavior(self) -> str:
        """Whether all or any of the terms must hold."""
        return "all"

    def holds(self, answers: Answers) -> bool:
        """Whether this holds, without the evidence."""
        return self.evaluate(answers).holds

    def keys(self) -> frozenset[str]:
        """Every key that this reads."""
        return frozenset(key for key, _ in self.reads())

    def __and__(self, other: Condition) -> Condition:
        return Joined(_flat(self, other, "all"), "all")

    def __or__(self, other: Condition) -> Condition:
        return Joined(_flat(self, other, "any"), "any")

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("a condition has no truth of its own: join with & | ~, test with .holds(answers)")


def _flat(left: Condition, right: Condition, how: str) -> tuple[Condition, ...]:
    parts: list[Condition] = []
    for side in (left, right):
        parts += side.parts if isinstance(side, Joined) and side.how == how else (side,)
    return tuple(parts)


@dataclass(frozen=True)
class Joined(Condition):
    """Several conditions of which all, or any, must hold. All of them are evaluated; there is no early stop."""

    parts: tuple[Condition, ...]
    how: str

    @property
    def behavior(self) -> str:
        return self.how

    def under(self, settings: Mapping[str, float]) -> Condition:
        return Joined(tuple(part.under(settings) for part in self.parts), self.how)

    def evaluate(self, answers: Answers) -> Result:
        results = [part.evaluate(answers) for part in self.parts]
        true = [result for result in results if result.holds]
        if not true or (self.how == "all" and len(true) < len(results)):
            return NO
        return Result(True, merged(item for result in true for item in result.evidence))

    def in_english(self, words: Words) -> str:
        said = []
        for part in self.parts:
            clause = part.in_english(words)
            said.append(f"({clause})" if isinstance(part, Joined) else clause)
        return (", and " if self.how == "all" else ", or ").join(said)

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset().union(*(part.reads() for part in self.parts))

    def terms(self) -> list[tuple[str, tuple[str, ...]]]:
        if any(isinstance(part, Joined) for part in self.parts):
            raise NotExportable("an all-of inside an any-of (or the reverse) has no enableWhen")
        return [term for part in self.parts for term in part.terms()]


@dataclass(frozen=True)
class Not(Condition):
    """The opposite. It gives no evidence of its own, so a rule states the positive part beside it."""

    part: Condition

    def under(self, settings: Mapping[str, float]) -> Condition:
        return Not(self.part.under(settings))

    def evaluate(self, answers: Answers) -> Result:
        return NO if self.part.evaluate(answers).holds else Result(True)

    def in_english(self, words: Words) -> str:
        return f"it is not so that ({self.part.in_english(words)})"

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return self.part.reads()


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

    def in_english(self, words: Words) -> str:
        verb = "includes" if self.among_many else "is"
        return f"“{words.question(self.key)}” {verb} {_listed(words, self.key, self.codes)}"

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

    def in_english(self, words: Words) -> str:
        verb = "does not include" if self.among_many else "is not"
        return f"“{words.question(self.key)}” {verb} {_listed(words, self.key, self.codes)}"

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

    def in_english(self, words: Words) -> str:
        return f"“{words.question(self.key)}” is nothing but {_listed(words, self.key, self.codes)}"

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((self.key, code) for code in self.codes)


@dataclass(frozen=True)
class Blank(Condition):
    """Nothing was answered: left blank or not asked."""

    key: str

    def evaluate(self, answers: Answers) -> Result:
        return Result(True, (Evidence(self.key),)) if is_blank(answers.value(self.key)) else NO

    def in_english(self, words: Words) -> str:
        return f"“{words.question(self.key)}” has no answer"

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

    def in_english(self, words: Words) -> str:
        return f"“{words.question(self.key)}” was answered"

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

    def in_english(self, words: Words) -> str:
        cell = f"{self.key}.{self.cell}"
        return f"a row of “{words.question(self.key)}” has {_listed(words, cell, self.codes)}"

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

    def evaluate(self, answers: Answers) -> Result:
        figure = self.measure.compute(answers.value)
        if figure is None or (figure < self.number) != self.below:
            return NO
        counted = () if self.below and self.measure.is_count else self.measure.counted(answers.value)
        return Result(True, tuple(Evidence(*item) for item in counted) or tuple(map(Evidence, self.measure.keys)))

    def in_english(self, words: Words) -> str:
        size = f"less than {self.number:g}" if self.below else f"{self.number:g} or more"
        return f"{self.measure.label} is {size}"

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((key, None) for key in self.measure.keys)


def is_blank(value: Any) -> bool:
    """Whether a stored value is no answer at all. False (a box left open) is a blank; the code "0" is an answer."""
    return value is None or value is False or (isinstance(value, (str, list, tuple)) and not value)


def _listed(words: Words, key: str, codes: Collection[str]) -> str:
    return " or ".join(f"“{words.option(key, code)}”" for code in codes)


@dataclass(frozen=True)
class answer:
    """Start of a condition about one question: ``answer("ride_home").is_("self_drive")``."""

    key: str

    def is_(self, code: str) -> Condition:
        return Chosen(self.key, (code,))

    def is_any_of(self, *codes: str) -> Condition:
        return Chosen(self.key, codes)

    def is_not(self, code: str) -> Condition:
        return NotChosen(self.key, (code,))

    def includes(self, *codes: str) -> Condition:
        """Any of these is among the choices."""
        return Chosen(self.key, codes, among_many=True)

    def does_not_include(self, *codes: str) -> Condition:
        return NotChosen(self.key, codes, among_many=True)

    def includes_only(self, *codes: str) -> Condition:
        return OnlyChosen(self.key, codes)

    def is_blank(self) -> Condition:
        return Blank(self.key)

    def is_given(self) -> Condition:
        return Given(self.key)

    def any_row(self, cell: str, *codes: str) -> Condition:
        return AnyRow(self.key, cell, codes)


@dataclass(frozen=True)
class score:
    """Start of a condition about a score or a count: ``score("phq9.total").at_least(10)``."""

    name: str

    def at_least(self, number: float, *, setting: str = "") -> Condition:
        return Compared(MEASURES[self.name], number, setting=setting)

    def fewer_than(self, number: float, *, setting: str = "") -> Condition:
        return Compared(MEASURES[self.name], number, below=True, setting=setting)

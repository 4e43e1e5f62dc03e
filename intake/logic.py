"""What every condition can do, and how several become one: all of, any of, not. The tests are in comparisons.py."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from intake.clauses import Clause, sentence, together, whole
from intake.evidence import NO, Answers, Result, Words, merged


class NotExportable(TypeError):
    """The condition has no positive form that FHIR ``enableWhen`` or the browser could evaluate."""


class Condition(ABC):
    """A statement about answers. Join with ``&``, ``|``, ``~``; Python's own truth operators raise."""

    @abstractmethod
    def evaluate(self, answers: Answers) -> Result:
        """Whether this holds for these answers, with the evidence."""

    @abstractmethod
    def clause(self, words: Words) -> Clause:
        """The condition as a clause of a sentence, with the questions' own wording."""

    @abstractmethod
    def reads(self) -> frozenset[tuple[str, str | None]]:
        """Every (key, code) that this looks at; the code is None where it looks at the answer as a whole."""

    def terms(self) -> list[tuple[str, tuple[str, ...]]]:
        """The positive comparisons that make this up: (key, codes); the code "" stands for a blank."""
        raise NotExportable(f"{type(self).__name__} has no positive form")

    def under(self, settings: Mapping[str, float]) -> Condition:
        """The same condition with the numbers that a clinic has set in place of the published ones."""
        return self

    def settings(self) -> frozenset[str]:
        """The clinic settings that may replace a number in this."""
        return frozenset()

    @property
    def behavior(self) -> str:
        """Whether all or any of the terms must hold."""
        return "all"

    def in_english(self, words: Words) -> str:
        """The condition as a sentence without a full stop, with the questions' own wording."""
        return self.clause(words).in_english(words)

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

    def settings(self) -> frozenset[str]:
        return frozenset().union(*(part.settings() for part in self.parts))

    def evaluate(self, answers: Answers) -> Result:
        results = [part.evaluate(answers) for part in self.parts]
        true = [result for result in results if result.holds]
        if not true or (self.how == "all" and len(true) < len(results)):
            return NO
        return Result(True, merged(item for result in true for item in result.evidence))

    def clauses(self, words: Words) -> list[Clause]:
        """What is said, question by question where one question is said several things of."""
        return together([part.clause(words) for part in self.parts], self.how)

    def clause(self, words: Words) -> Clause:
        clauses = self.clauses(words)
        return clauses[0] if len(clauses) == 1 else whole(f"({sentence(clauses, self.how, words)})")

    def in_english(self, words: Words) -> str:
        return sentence(self.clauses(words), self.how, words)

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

    def settings(self) -> frozenset[str]:
        return self.part.settings()

    def evaluate(self, answers: Answers) -> Result:
        return NO if self.part.evaluate(answers).holds else Result(True)

    def clause(self, words: Words) -> Clause:
        said = self.part.clause(words)
        start = "none of this is so:" if self.part.behavior == "any" else "it is not so that"
        return said.negated() or whole(f"{start} {said.in_english(words)}")

    def reads(self) -> frozenset[tuple[str, str | None]]:
        return self.part.reads()

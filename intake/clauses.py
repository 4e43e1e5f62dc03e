"""How a condition reads in English: what is said of one question is said once. Which conditions there are is elsewhere.

A question is quoted in its own wording, and so are its options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.evidence import Words

# verb -> its opposite, which also holds for a blank
OPPOSITES = {
    "is": "is not",
    "includes": "does not include",
    "is nothing but": "is not only",
    "has no answer": "was answered",
    "was answered": "has no answer",
}
HOLD_FOR_A_BLANK = ("is not", "does not include", "is not only")
TOGETHER = 3  # from this number on, questions of which the same is said share one clause


@dataclass(frozen=True)
class Saying:
    """What is said of a question: a verb, and the options that it names as shown."""

    verb: str
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.verb} {listed(self.options, 'or')}" if self.options else self.verb


@dataclass(frozen=True)
class Clause:
    """Sayings about each of the questions ``keys``; a clause without keys says everything in its one saying."""

    keys: tuple[str, ...]
    sayings: tuple[Saying, ...]
    how: str = "any"

    def in_english(self, words: Words) -> str:
        link = " and " if self.how == "all" else " or "
        said = link.join(map(str, self.sayings))
        if all(one.verb in HOLD_FOR_A_BLANK for one in self.sayings):
            said += " (or has no answer)"
        return f"{_subject(self.keys, words)} {said}" if self.keys else said

    def negated(self) -> Clause | None:
        """The opposite, where one word can say it."""
        only, *more = self.sayings
        if len(self.keys) != 1 or more or only.verb not in OPPOSITES:
            return None
        return Clause(self.keys, (Saying(OPPOSITES[only.verb], only.options),))


def whole(text: str) -> Clause:
    """A clause that has a subject of its own."""
    return Clause((), (Saying(text),))


def together(clauses: Sequence[Clause], how: str) -> list[Clause]:
    """The same, said with as few subjects as possible, in order of first mention."""
    merged: list[Clause] = []
    for clause in clauses:
        place = next((n for n, one in enumerate(merged) if clause.keys and one.keys == clause.keys), None)
        if place is None or (clause.how != how and len(clause.sayings) > 1):
            merged.append(clause)
        else:
            merged[place] = Clause(clause.keys, _united(merged[place].sayings + clause.sayings, how), how)
    return _of_several(merged) if how == "any" else merged


def sentence(clauses: Sequence[Clause], how: str, words: Words) -> str:
    """The clauses as one sentence without a full stop."""
    return (", and " if how == "all" else ", or ").join(clause.in_english(words) for clause in clauses)


def listed(things: Sequence[str], last: str) -> str:
    """“A”, “B” or “C”."""
    quoted = [f"“{thing}”" for thing in things]
    return f" {last} ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _united(sayings: Sequence[Saying], how: str) -> tuple[Saying, ...]:
    """Under "any", options of one verb in one list."""
    if how == "all":
        return tuple(dict.fromkeys(sayings))
    options: dict[str, tuple[str, ...]] = {}
    for one in sayings:
        options[one.verb] = tuple(dict.fromkeys(options.get(one.verb, ()) + one.options))
    return tuple(Saying(verb, named) for verb, named in options.items())


def _of_several(clauses: Sequence[Clause]) -> list[Clause]:
    same = {
        clause.sayings: [one for one in clauses if one.sayings == clause.sayings and one.keys] for clause in clauses
    }
    united = []
    for clause in clauses:
        group = same[clause.sayings]
        if len(group) < TOGETHER:
            united.append(clause)
        elif clause is group[0]:
            united.append(Clause(tuple(key for one in group for key in one.keys), clause.sayings, clause.how))
    return united


def _subject(keys: Sequence[str], words: Words) -> str:
    if len(keys) == 1:
        return f"“{words.question(keys[0])}”"
    return f"at least one of {words.together(keys) or listed([words.question(key) for key in keys], 'and')}"

"""What the rulebook says of one rule, as parts in plain English: for the Markdown file and for the page alike.

How the parts are written down is decided in rulebook.py and in the page's template. No rule is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intake.clauses import sentence
from intake.conditions import Condition
from intake.logic import Joined
from intake.measures import MEASURES
from intake.questionnaire import QUESTIONS, CurrentWords
from intake.sources import Source
from screening.policy import PUBLISHED, Policy
from screening.reasons import PLACEHOLDER, Each, Part, Text
from screening.rule import Priority, Rule

WORDS = CurrentWords()
EVERY_DOUBT = (
    "any answer to any question is “Not sure” or “Prefer not to answer” and has raised no other flag. Each such option "
    "counts on its own; the rows of medicines tried are left aside"
)
LISTS = {
    "labels": "the answers that count",
    "questions": "the questions that count",
    "names": "the names of the medicines that count",
    "count": "how many questions",
}


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """When a rule is raised: one line that ends without a full stop, or a start and the clauses that it is about."""

    start: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """Words of a reason: always there where ``when`` is "", and otherwise when that held.

    ``one`` stands in their place when they rest on a single question. ``several`` are the fragments of one sentence,
    joined with ``last`` before the last one.
    """

    text: str = ""
    when: str = ""
    one: str = ""
    several: tuple[Fragment, ...] = ()
    last: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rule as clinicians read it. A text without fragments is a plain string."""

    rule: Rule
    priority: Priority
    trigger: Trigger
    remarks: tuple[str, ...]
    reason: str | tuple[Fragment, ...]
    prompt: str | tuple[Fragment, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.rule.sources

    @property
    def words(self) -> str:
        """Everything that a search looks through."""
        told = [self.rule.id, str(self.rule.topic), self.priority.label, self.trigger.start, *self.trigger.clauses]
        told += [*self.remarks, *_texts(self.reason), *_texts(self.prompt), *map(str, self.sources)]
        return " ".join(told)


def entry(rule: Rule, policy: Policy = PUBLISHED) -> Entry:
    """What the book says of a rule; with a policy, under the numbers that a clinic has set."""
    raised = rule.may_be_raised_to_urgent and rule.id in policy.urgent
    return Entry(
        rule=rule,
        priority=Priority.URGENT if raised else rule.priority,
        trigger=trigger(rule.when.under(policy.numbers) if rule.when is not None else None),
        remarks=tuple(_remarks(rule)),
        reason=_text(rule.reason),
        prompt=_text(rule.prompt),
    )


def trigger(when: Condition | None) -> Trigger:
    """One line, or a list where several things must hold or any of several may."""
    if when is None:
        return Trigger(start=EVERY_DOUBT)
    clauses = when.clauses(WORDS) if isinstance(when, Joined) else []
    if len(clauses) < 2:
        return Trigger(start=when.in_english(WORDS))
    start = "all of these are so" if when.behavior == "all" else "any of these is so"
    return Trigger(start=start, clauses=tuple(_bare(sentence([one], "all", WORDS)) for one in clauses))


def _bare(said: str) -> str:
    """A clause on a line of its own needs no brackets around it."""
    inner = said[1:-1]
    balanced = said.startswith("(") and said.endswith(")") and _depth_stays(inner)
    return inner if balanced else said


def _depth_stays(text: str) -> bool:
    depth = 0
    for one in text:
        depth += {"(": 1, ")": -1}.get(one, 0)
        if depth < 0:
            return False
    return depth == 0


def _remarks(rule: Rule) -> Iterator[str]:
    yield from _asked_when(rule)
    if rule.about_silence:
        yield "This rule looks at what is missing, so it waits: see *When the Safety rules run*."
    if rule.may_be_raised_to_urgent:
        yield "A clinic may raise this rule to urgent."
    if rule.when is not None and rule.when.settings():
        yield "A clinic may set another number; each flag keeps the number under which it was raised."
    if rule.note:
        yield rule.note


def _asked_when(rule: Rule) -> Iterator[str]:
    """For a follow-up question, the answer that it follows, unless the trigger itself names it."""
    read = rule.when.keys() if rule.when is not None else frozenset()
    for key, question in QUESTIONS.items():
        if key in read and question.show_if is not None:
            parents = question.show_if.keys()
            if len(parents) == 1 and not parents & read:
                yield f"“{WORDS.question(key)}” is asked when {question.show_if.in_english(WORDS)}."


def _text(text: Text) -> str | tuple[Fragment, ...]:
    if isinstance(text, str):
        return _filled(text)
    return tuple(_piece(piece) for piece in text if _says_something(piece))


def _piece(piece: str | Part | Each) -> Fragment:
    if isinstance(piece, Each):
        return Fragment(several=tuple(_fragment(one) for one in piece.parts), last=piece.last.strip())
    return _fragment(piece) if isinstance(piece, Part) else Fragment(text=_filled(piece))


def _says_something(piece: str | Part | Each) -> bool:
    """A full stop between fragments need not be read."""
    text = "one of several" if isinstance(piece, Each) else piece.text if isinstance(piece, Part) else piece
    return any(one.isalnum() for one in text)


def _fragment(part: Part) -> Fragment:
    return Fragment(text=_filled(part.text), when=part.when.in_english(WORDS), one=_filled(part.one))


def _filled(text: str) -> str:
    return PLACEHOLDER.sub(lambda match: f"‹{_stands_for(match[1])}›{match[2]}", text).strip()


def _stands_for(name: str) -> str:
    if name in MEASURES:
        return MEASURES[name].label
    listing, _dot, key = name.partition(".")
    if listing in LISTS:
        return LISTS[listing] + (f", of: {WORDS.question(key)}" if key else "")
    return f"answer to: {WORDS.question(name)}"


def _texts(text: str | tuple[Fragment, ...]) -> Iterator[str]:
    for fragment in (Fragment(text=text),) if isinstance(text, str) else text:
        yield from (fragment.text, fragment.when)
        yield from _texts(fragment.several)

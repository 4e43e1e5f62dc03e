"""The rulebook: every rule in plain English, as one Markdown text for clinicians to read. No rule is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import override

from intake.clauses import sentence
from intake.conditions import Condition
from intake.logic import Joined
from intake.measures import MEASURES
from intake.questionnaire import QUESTIONS, VERSION, CurrentWords
from intake.sources import Source
from screening.reasons import PLACEHOLDER, Each, Part, Text
from screening.rule import Rule, Topic
from screening.rulebook_preface import preface
from screening.rules import RETIRED, RULEBOOK_VERSION, RULES

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


def written(rules: Sequence[Rule] = RULES) -> str:
    """The whole book in English, ending with a line break."""
    with override("en"):
        paragraphs = [
            "# The rulebook",
            f"Rules {RULEBOOK_VERSION} · Questionnaire {VERSION} · {len(rules)} rules in {len(_topics(rules))} topics",
            *preface(rules),
            "## Topics",
            _contents(rules),
            *(paragraph for topic in _topics(rules) for paragraph in _chapter(topic, rules)),
            *_follow_ups(rules),
            *_back_matter(rules),
        ]
    return "\n\n".join(paragraphs) + "\n"


def _topics(rules: Sequence[Rule]) -> list[Topic]:
    return sorted({rule.topic for rule in rules}, key=lambda topic: topic.place)


def _contents(rules: Sequence[Rule]) -> str:
    return "\n".join(
        f"{number}. [{topic}](#{_anchor(topic)}): {', '.join(rule.id for rule in rules if rule.topic is topic)}"
        for number, topic in enumerate(_topics(rules), start=1)
    )


def _anchor(heading: str) -> str:
    return "".join(one for one in heading.lower().replace(" ", "-") if one.isalnum() or one == "-")


def _chapter(topic: Topic, rules: Sequence[Rule]) -> Iterator[str]:
    yield f"## {topic}"
    for rule in rules:
        if rule.topic is topic:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield f"**{rule.priority.label}** · version {rule.version}"
    yield _trigger(rule.when)
    yield from _remarks(rule)
    yield f"**The clinician reads**\n\n{_text(rule.reason)}"
    yield f"**Suggested prompt**\n\n{_text(rule.prompt)}"
    yield "**Sources:** " + "; ".join(_source(source) for source in rule.sources)


def _trigger(when: Condition | None) -> str:
    """One line, or a list where several things must hold or any of several may."""
    if when is None:
        return f"**Raised when** {EVERY_DOUBT}."
    clauses = when.clauses(WORDS) if isinstance(when, Joined) else []
    if len(clauses) < 2:
        return f"**Raised when** {when.in_english(WORDS)}."
    start = "all of these are so" if when.behavior == "all" else "any of these is so"
    return f"**Raised when** {start}:\n\n" + "\n".join(f"- {_bare(sentence([one], 'all', WORDS))}" for one in clauses)


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


def _text(text: Text) -> str:
    if isinstance(text, str):
        return f"> {_filled(text)}"
    return "\n".join(line for piece in text for line in _piece(piece))


def _piece(piece: str | Part | Each) -> Iterator[str]:
    if isinstance(piece, Each):
        yield f"- those that hold, with “{piece.last.strip()}” before the last:"
        yield from (f"  - {_fragment(one)}" for one in piece.parts)
    elif isinstance(piece, Part):
        yield from [f"- {_fragment(piece)}"] if _says_something(piece.text) else []
    elif _says_something(piece):
        yield f"- always: **{_filled(piece)}**"


def _says_something(text: str) -> bool:
    """A full stop between fragments need not be read."""
    return any(one.isalnum() for one in text)


def _fragment(part: Part) -> str:
    singular = f" (of a single question: **{_filled(part.one)}**)" if part.one else ""
    return f"**{_filled(part.text)}**{singular} – when {part.when.in_english(WORDS)}"


def _filled(text: str) -> str:
    return PLACEHOLDER.sub(lambda match: f"‹{_stands_for(match[1])}›{match[2]}", text).strip()


def _stands_for(name: str) -> str:
    if name in MEASURES:
        return MEASURES[name].label
    listing, _dot, key = name.partition(".")
    if listing in LISTS:
        return LISTS[listing] + (f", of: {WORDS.question(key)}" if key else "")
    return f"answer to: {WORDS.question(name)}"


def _source(source: Source) -> str:
    linked = f", doi [{source.doi}]({source.link})" if source.doi else ""
    return f"{source.key}: {source.citation}{linked}"


def _follow_ups(rules: Sequence[Rule]) -> Iterator[str]:
    """When the questions that rules read, and that are not put to everyone, are asked."""
    read = {key.partition(".")[0] for rule in rules if rule.when is not None for key, _code in rule.when.reads()}
    asked = [
        (key, question.show_if) for key, question in QUESTIONS.items() if key in read and question.show_if is not None
    ]
    yield "## Questions that are not put to everyone"
    yield "The rules above read these questions, which are asked only after certain answers."
    lines = []
    for when, group in groupby(asked, key=lambda pair: pair[1].in_english(WORDS)):
        lines.append(f"- {'; '.join(f'“{WORDS.question(key)}”' for key, _ in group)} – asked when {when}.")
    yield "\n".join(lines)


def _back_matter(rules: Sequence[Rule]) -> Iterator[str]:
    used = {source.key: source for rule in rules for source in rule.sources}
    yield "## Sources"
    yield "\n".join(f"- {_source(source)}" for _key, source in sorted(used.items(), key=lambda pair: pair[0].lower()))
    yield "## Retired rules"
    yield ", ".join(RETIRED) if RETIRED else "None. The id of a rule is never used again for another."

"""The rulebook: every rule in plain English, as one Markdown text for clinicians to read. No rule is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import override

from intake.questionnaire import QUESTIONS, VERSION
from intake.sources import Source
from screening.rule import Rule, Topic
from screening.rulebook_entries import WORDS, Fragment, Trigger, entry
from screening.rulebook_preface import preface
from screening.rules import RETIRED, RULEBOOK_VERSION, RULES


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
    told = entry(rule)
    yield f"### {rule.id}"
    yield f"**{rule.priority.label}** · version {rule.version}"
    yield _trigger(told.trigger)
    yield from told.remarks
    yield f"**The clinician reads**\n\n{_text(told.reason)}"
    yield f"**Suggested prompt**\n\n{_text(told.prompt)}"
    yield "**Sources:** " + "; ".join(_source(source) for source in told.sources)


def _trigger(trigger: Trigger) -> str:
    if not trigger.clauses:
        return f"**Raised when** {trigger.start}."
    return f"**Raised when** {trigger.start}:\n\n" + "\n".join(f"- {clause}" for clause in trigger.clauses)


def _text(text: str | tuple[Fragment, ...]) -> str:
    if isinstance(text, str):
        return f"> {text}"
    return "\n".join(line for fragment in text for line in _lines(fragment))


def _lines(fragment: Fragment) -> Iterator[str]:
    if fragment.several:
        yield f"- those that hold, with “{fragment.last}” before the last:"
        yield from (f"  - {_fragment(one)}" for one in fragment.several)
    else:
        yield f"- {_fragment(fragment)}" if fragment.when else f"- always: **{fragment.text}**"


def _fragment(fragment: Fragment) -> str:
    singular = f" (of a single question: **{fragment.one}**)" if fragment.one else ""
    return f"**{fragment.text}**{singular} – when {fragment.when}"


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

"""Running the rules over one document. A pure function: no clock, no storage, no early stop, no rule reads another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from intake.conditions import Evidence, merged
from intake.document import Document
from screening.policy import PUBLISHED, Policy
from screening.reasons import say
from screening.rule import Priority, Rule, Topic
from screening.rules import RULES


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule that fired on a document.

    ``evidence`` is what the trigger took, followed by the answers that the reason quotes beside it.
    """

    rule: Rule
    priority: Priority
    reason: str
    prompt: str
    evidence: tuple[Evidence, ...]

    @property
    def topic(self) -> Topic:
        return self.rule.topic


@dataclass(frozen=True, kw_only=True)
class Card:
    """The findings of one topic, at the highest priority that fired, in order of priority and then of rule id."""

    topic: Topic
    priority: Priority
    findings: tuple[Finding, ...]


def evaluate(document: Document, policy: Policy = PUBLISHED, *, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Every rule that fires on the document under the policy, in the order of the rules.

    The second pass comes last: it takes each "not sure" and "prefer not to answer", option by option, that no other
    rule's trigger took. Whatever language the form was in, reasons are in English, answers as typed.
    """
    document = document.english
    findings: list[Finding] = []
    taken: list[Evidence] = []
    for rule in rules:
        if rule.when is None:
            continue
        result = rule.when.under(policy.numbers).evaluate(document)
        if result.holds:
            taken += result.evidence
            findings.append(_finding(rule, document, policy, result.evidence))
    for rule in rules:
        if rule.is_second_pass and (left := merged(_left_over(document, taken))):
            findings.append(_finding(rule, document, policy, left))
    return findings


def cards(findings: Iterable[Finding]) -> list[Card]:
    """One card per topic, in the order in which a clinician reads them."""
    by_topic = sorted(findings, key=lambda one: (one.topic.place, one.priority.place, one.rule.id))
    made = []
    for topic, group in groupby(by_topic, key=lambda one: one.topic):
        together = tuple(group)
        made.append(Card(topic=topic, priority=together[0].priority, findings=together))
    return sorted(made, key=lambda card: (card.priority.place, card.topic.place))


def _finding(rule: Rule, document: Document, policy: Policy, evidence: tuple[Evidence, ...]) -> Finding:
    reason = say(rule.reason, document=document, evidence=evidence)
    prompt = say(rule.prompt, document=document, evidence=evidence)
    keys = {item.key for item in evidence}
    quoted = tuple(Evidence(key) for key in reason.quotes if key not in keys)
    raised = rule.may_be_raised_to_urgent and rule.id in policy.urgent
    return Finding(
        rule=rule,
        priority=Priority.URGENT if raised else rule.priority,
        reason=reason.text,
        prompt=prompt.text,
        evidence=evidence + quoted,
    )


def _left_over(document: Document, taken: Sequence[Evidence]) -> list[Evidence]:
    whole = {item.key for item in taken if not item.parts}
    parts = {(item.key, code) for item in taken for code in item.parts}
    return [doubt for doubt in document.doubts() if doubt.key not in whole and (doubt.key, doubt.parts[0]) not in parts]

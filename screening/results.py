"""What the rules find in one set of answers, as plain JSON. Nothing is stored, and nothing is read but the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from intake.document import Document, draw_up
from screening.evaluate import Card, Finding, cards, evaluate
from screening.policy import PUBLISHED, Policy
from screening.rules import RULEBOOK_VERSION


def results(answers: Mapping[str, Any], policy: Policy = PUBLISHED) -> dict[str, Any]:
    """Scores and cards for these answers, in English and under the published policy or a clinic's own.

    The answers are those of one questionnaire by key; what was not asked is dropped as on submission. Scores are
    points, or None where an item is missing. Cards and their flags stand in the order in which a clinician reads them.
    """
    with override("en"):
        document = draw_up(answers, language="en")
        return {
            "questionnaire": document.content["questionnaire"],
            "rules": RULEBOOK_VERSION,
            "scores": dict(document.scores),
            "cards": [_card(card, document) for card in cards(evaluate(document, policy))],
        }


def _card(card: Card, document: Document) -> dict[str, Any]:
    return {
        "topic": card.topic.value,
        "priority": card.priority.code,
        "flags": [_flag(finding, document) for finding in card.findings],
    }


def _flag(finding: Finding, document: Document) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "version": finding.rule.version,
        "priority": finding.priority.code,
        "reason": finding.reason,
        "prompt": finding.prompt,
        "evidence": [document.shown(item) for item in finding.evidence],
        "sources": [str(source) for source in finding.rule.sources],
    }

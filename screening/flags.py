"""Raising flags: on each save what an answer says, on leaving, sending and silence what is missing.

These run inside the transaction that saved or sent the answers. A flag that was raised stays, whatever changes later.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from clinic.encryption import CannotDecrypt
from clinic.models import Clinic
from intake.answers import SAFETY_KEYS
from intake.conditions import Evidence
from intake.document import Document
from intake.models import FrozenDocument, Response
from intake.questionnaire import CurrentWords
from intake.responses import draft
from intake.sections.safety import Safety
from intake.sections.section import Section
from screening.evaluate import Finding, evaluate
from screening.models import CarriedOver, Flag, QuietCheck
from screening.notices import raise_notice
from screening.policy import Policy
from screening.rule import Priority, Rule, Topic
from screening.rules import RULES

log = logging.getLogger(__name__)

SAFETY_RULES = tuple(rule for rule in RULES if rule.topic is Topic.SAFETY)
CLOCKS_DIFFER = timedelta(minutes=1)  # between the machines of one site, at most
SAID = tuple(rule for rule in SAFETY_RULES if not rule.about_silence)


def policy_of(clinic: Clinic) -> Policy:
    """What this clinic has set for the rules."""
    return Policy(numbers=clinic.rule_numbers, urgent=frozenset(clinic.urgent_rules))


def on_answers_saved(
    sender: Any, *, response: Response, section: type[Section], on_purpose: bool, now: datetime, **kwargs: Any
) -> None:
    """Raise at once what the safety answers say; when the ASQ page is left, also what is missing on it."""
    # From here on the form has to go quiet anew. What the check's time says is not asked: clocks are set back.
    QuietCheck.objects.filter(response=response).delete()
    if not SAFETY_KEYS & section.questions().keys():
        return
    left_asq = on_purpose and section is Safety
    raise_safety(response, SAFETY_RULES if left_asq else SAID, now=now)


def on_response_submitted(
    sender: Any, *, response: Response, frozen: FrozenDocument, now: datetime, **kwargs: Any
) -> None:
    """Raise everything that the rules find in the frozen document; what an amendment leaves as it was, carry over."""
    findings = evaluate(frozen.document, policy_of(response.clinic))
    _raise(response, findings, frozen.document, document_row=frozen, now=now)


def raise_safety(response: Response, rules: Sequence[Rule], *, now: datetime) -> list[Flag]:
    """Run Safety rules on the answers so far; returns the flags that are new. The response's row must be locked."""
    document = draft(response, now=now)
    findings = evaluate(document, policy_of(response.clinic), rules=rules)
    return _raise(response, findings, document, document_row=None, now=now)


def check_quiet_forms(*, now: datetime) -> int:
    """Raise what is missing on forms that went quiet after a safety answer; returns how many forms got new flags."""
    found = 0
    for clinic in Clinic.objects.all():
        idle = timedelta(minutes=clinic.idle_minutes)
        found += sum(_check_quiet(pk, idle, now=now) for pk in _quiet(clinic, idle, now=now))
    return found


def _quiet(clinic: Clinic, idle: timedelta, *, now: datetime) -> list[UUID]:
    """Forms that take answers, without a save for the clinic's idle time, and not looked at since the last save."""
    silent = Response.objects.for_clinic(clinic).taking_answers().filter(_silence(idle, now))
    return list(silent.filter(quiet_check=None).values_list("pk", flat=True))


def _silence(idle: timedelta, now: datetime) -> Q:
    """A save that lies in the future says that a clock was set back: how long ago it was, nobody knows, so it counts.

    Then somebody may be called who is still writing. Waiting until the clock is there again could be too late.
    """
    return Q(saved_at__lte=now - idle) | Q(saved_at__gt=now + CLOCKS_DIFFER)


def _check_quiet(response_id: UUID, idle: timedelta, *, now: datetime) -> bool:
    try:
        return _raise_if_quiet(response_id, idle, now=now)
    except CannotDecrypt:
        # One damaged form must not keep the others from being checked. It is tried again at every pass.
        log.exception("The safety answers of response %s cannot be read, so they were not checked.", response_id)
        return False


@transaction.atomic
def _raise_if_quiet(response_id: UUID, idle: timedelta, *, now: datetime) -> bool:
    known = Response.objects.select_for_update(of=("self",)).select_related("clinic", "patient")
    # Between listing and locking, the patient may have come back.
    response = known.taking_answers().filter(_silence(idle, now), pk=response_id).first()
    if response is None:
        return False
    QuietCheck.objects.update_or_create(response=response, defaults={"checked_at": now})
    return _has_begun_safety(response) and bool(raise_safety(response, SAFETY_RULES, now=now))


def _has_begun_safety(response: Response) -> bool:
    answers = response.answers()
    item_9 = answers.value("phq9_9")
    return (item_9 is not None and item_9 != "0") or any(answers.value(f"asq_{n}") for n in range(1, 6))


def _raise(
    response: Response,
    findings: Iterable[Finding],
    document: Document,
    *,
    document_row: FrozenDocument | None,
    now: datetime,
) -> list[Flag]:
    # An answer that was flagged while the form was in progress is not flagged again on sending.
    known = [_identity(flag.words) for flag in _standing(response)]
    carried = {str(_identity(flag.words)): flag for flag in _of_amended(document_row)}
    made = []
    for finding in findings:
        words = _words(finding, document, policy_of(response.clinic))
        rule = finding.rule
        if _identity(words) in known:
            continue
        if document_row and (stands := carried.get(str(_identity(words)))):
            CarriedOver.objects.create(flag=stands, document=document_row)
            continue
        flag = Flag(
            response=response,
            document=document_row,
            is_safety=rule.topic is Topic.SAFETY,
            priority=finding.priority.code,
            words=words,
            raised_at=now,
        )
        made.append(flag)
    Flag.objects.bulk_create(made)
    if any(flag.priority == Priority.URGENT.code for flag in made):
        raise_notice(response, now=now)
    return made


def _standing(response: Response) -> list[Flag]:
    """The Safety flags that need not be raised again: all but those closed before their answers were given anew."""
    flags = list(response.flags.safety())
    still_open = set(response.flags.safety().still_open().values_list("pk", flat=True)) if flags else set()
    if len(still_open) == len(flags):
        return flags
    given = {one.entry["key"]: one.given_at for one in response.safety_answers.order_by("given_at")}
    return [flag for flag in flags if flag.pk in still_open or not _said_again(flag, given)]


def _said_again(flag: Flag, given: Mapping[str, datetime]) -> bool:
    return any(given.get(item["key"], flag.raised_at) > flag.raised_at for item in flag.words["evidence"])


def _of_amended(frozen: FrozenDocument | None) -> list[Flag]:
    """The flags that stand in the document that this one amends; Safety has its own way of standing."""
    if frozen is None or frozen.amends_id is None:
        return []
    stood = Q(document=frozen.amends_id) | Q(carried__document=frozen.amends_id)
    return list(Flag.objects.filter(stood, is_safety=False).distinct())


def _identity(words: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two flags the same: rule, version, and what counted as evidence, in whatever language it was shown."""
    return words["rule"], words["version"], [(item["key"], item["counted"]) for item in words["evidence"]]


def _words(finding: Finding, document: Document, policy: Policy) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "version": rule.version,
        "topic": rule.topic.value,
        "reason": finding.reason,
        "prompt": finding.prompt,
        "in_english": rule.when.under(policy.numbers).in_english(CurrentWords()) if rule.when is not None else "",
        "evidence": [_shown(item, document) for item in finding.evidence],
        "sources": [{"text": str(source), "link": source.link} for source in rule.sources],
        "policy": policy.as_json(),
    }


def _shown(item: Evidence, document: Document) -> dict[str, Any]:
    return {**document.shown(item), "parts": list(item.parts), "counted": document.counted(item)}

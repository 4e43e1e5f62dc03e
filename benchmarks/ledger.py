"""Holding what patients were told against what the database has. One line for each thing that is not so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.patients import Ledger
from clinic import audit
from clinic.models import AuditEvent
from intake.answers import AnswerSet
from intake.document import draw_up
from intake.models import FrozenDocument, Response
from screening.evaluate import Finding, evaluate
from screening.flags import SAID, policy_of
from screening.models import Flag

Identity = tuple[str, int, tuple[tuple[str, str], ...]]


def faults_of(response: Response, ledger: Ledger) -> Iterator[str]:
    """Everything that is not as this patient was told."""
    who = response.reference
    stored = response.answers()
    for key, value in ledger.answers.items():
        if stored.value(key) != value:
            yield f"{who}: the acknowledged answer to {key} is lost"
    if ledger.sent and not response.is_sent:
        yield f"{who}: sending was acknowledged, and the form is not sent"
    known = {_of_flag(flag) for flag in response.flags.all()}
    yield from _safety_faults(response, ledger, known)
    yield from _document_faults(response, ledger, known)
    written = AuditEvent.objects.filter(action=audit.Action.SAVED, subject=f"response {response.pk}").count()
    if written < ledger.saves:
        yield f"{who}: {ledger.saves} saves were acknowledged, and the audit trail has {written}"


def faults_of_the_whole() -> Iterator[str]:
    """What must be true of the database, whoever was told what."""
    yield from audit.faults()
    for response in Response.objects.in_progress():
        if response.documents.exists():
            yield f"{response.reference}: a document exists, and the form is in progress"
        if response.flags.exclude(document=None).exists():
            yield f"{response.reference}: flags of a document exist, and the form is in progress"


def _safety_faults(response: Response, ledger: Ledger, known: set[Identity]) -> Iterator[str]:
    history = {(one.entry["key"], one.entry["value"]) for one in response.safety_answers.all()}
    for answers in ledger.safety:
        for key, value in answers.items():
            if (key, value) not in history:
                yield f"{response.reference}: the acknowledged safety answer to {key} is not in the history"
        document = draw_up(AnswerSet(answers), language=response.language)
        for finding in evaluate(document, policy_of(response.clinic), rules=SAID):
            if not _is_raised(finding, document, known):
                yield f"{response.reference}: {finding.rule.id} is missing for an acknowledged safety answer"


def _is_raised(finding: Finding, document: Any, known: set[Identity]) -> bool:
    """Whether a flag of this rule rests on these answers, perhaps beside others that were given before."""
    wanted = {(item.key, document.shown(item)["answer"]) for item in finding.evidence if item.parts}
    return any(rule == finding.rule.id and wanted <= set(evidence) for rule, _version, evidence in known)


def _document_faults(response: Response, ledger: Ledger, known: set[Identity]) -> Iterator[str]:
    if not response.is_sent:
        return
    documents = list(response.documents.all())
    if len(documents) != 1:
        yield f"{response.reference}: {len(documents)} documents"
        return
    frozen = documents[0]
    if frozen.document.digest != frozen.digest:
        yield f"{response.reference}: the document does not match its digest"
    for key, value in ledger.answers.items():
        if frozen.document.value(key) != value:
            yield f"{response.reference}: the document does not have the acknowledged answer to {key}"
    fresh = {_of_finding(finding, frozen) for finding in evaluate(frozen.document, policy_of(response.clinic))}
    if missing := fresh - known:
        yield f"{response.reference}: flags missing: {sorted(one[0] for one in missing)}"
    of_document = {_of_flag(flag) for flag in response.flags.filter(document=frozen)}
    if extra := of_document - fresh:
        yield f"{response.reference}: flags too many: {sorted(one[0] for one in extra)}"


def _of_flag(flag: Flag) -> Identity:
    return flag.rule, flag.rule_version, tuple((item["key"], item["answer"]) for item in flag.words["evidence"])


def _of_finding(finding: Finding, frozen: FrozenDocument) -> Identity:
    evidence = [(item.key, frozen.document.shown(item)["answer"]) for item in finding.evidence]
    return finding.rule.id, finding.rule.version, tuple(evidence)


def counts() -> dict[str, int]:
    """What the database has now."""
    return {
        "responses": Response.objects.count(),
        "sent": Response.objects.completed().count(),
        "documents": FrozenDocument.objects.count(),
        "flags": Flag.objects.count(),
        "safety flags": Flag.objects.safety().count(),
        "audit events": AuditEvent.objects.count(),
    }


def now() -> datetime:
    return datetime.now(UTC)

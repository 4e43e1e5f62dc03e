"""The audit trail: who did what, when, to which record. Hash-chained for each clinic, its end sealed with the keys of
the server; it holds no health content.

Writing is an explicit call in a service or a view, last in its transaction: the chain is locked from then on.
Reading it is the administrator's; verifying it is ``manage.py verify_audit``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models, transaction

from clinic.encryption import CannotDecrypt
from clinic.models import AuditChain, AuditEvent, Clinic, Staff

START = "0" * 64


class Action(models.TextChoices):
    """Everything that is written down: code, and how the administrator reads it."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_REFUSED = "sign_in_refused", "Was not let in at sign-in"
    SIGNED_OUT = "signed_out", "Signed out"
    REFUSED = "refused", "Was refused a page"
    NOT_FOUND = "not_found", "Asked for a record that is not there"
    INVITED = "invited", "Invited a patient"
    LIST_INVITED = "list_invited", "Invited the patients of a list"
    LINK_MADE = "link_made", "Made a new link"
    LINK_STOPPED = "link_stopped", "Stopped a link"
    LINK_OPENED = "link_opened", "Opened a link"
    LINK_REFUSED = "link_refused", "Gave a wrong date of birth"
    LINK_ENDED = "link_ended", "Opened a link that had ended"
    LINK_LOCKED = "link_locked", "A link stopped after too many wrong dates"
    CONSULT_CHANGED = "consult_changed", "Changed a consult"
    CONTACT_CHANGED = "contact_changed", "Changed how a patient is reached"
    COMPANION_NOTED = "companion_noted", "Noted who takes a patient home"
    DEVICE_GIVEN = "device_given", "Handed a device to a patient"
    DEVICE_BACK = "device_back", "Was done with the clinic’s device"
    SAVED = "saved", "Saved a section"
    SENT = "sent", "Sent a form"
    CHANGES_BEGUN = "changes_begun", "Opened sent answers for changes"
    CHANGES_DROPPED = "changes_dropped", "Kept what was sent"
    READ = "read", "Opened a page"
    SEARCHED = "searched", "Looked for a patient"
    TOOK = "took", "Took a response"
    HANDED_OVER = "handed_over", "Asked a colleague to take a response"
    DISPOSED = "disposed", "Recorded what was done about a card"
    NOTES_SEEN = "notes_seen", "Marked notes as seen"
    CONFIRMED = "confirmed", "Wrote down what a patient said about an answer"
    RATED = "rated", "Said whether a card was of use"
    SIGNED_OFF = "signed_off", "Signed off a review"
    ACKNOWLEDGED = "acknowledged", "Acknowledged a safety notice"
    MESSAGE_WRITTEN = "message_written", "A message was put in the outbox"
    MESSAGE_DELIVERED = "message_delivered", "A message was delivered"
    MESSAGE_FAILED = "message_failed", "A message could not be delivered"
    MESSAGE_DROPPED = "message_dropped", "A message was not needed any more"
    EXPORTED = "exported", "Exported a record"
    STAFF_CHANGED = "staff_changed", "Changed a member of staff"
    SETTING_CHANGED = "setting_changed", "Changed a setting"
    RULES_APPROVED = "rules_approved", "Approved the rules"
    BACKED_UP = "backed_up", "Made a backup"
    RESTORED = "restored", "Put a backup back in place"
    PURGED = "purged", "Deleted what was past its time"
    KEYS_ROTATED = "keys_rotated", "Encrypted records with a new key"


@transaction.atomic
def record(
    action: Action,
    *,
    clinic: Clinic | None,
    now: datetime,
    by: Staff | None = None,
    actor: str = "",
    subject: models.Model | str = "",
    **details: str | int,
) -> AuditEvent:
    """Add one event to the clinic's chain, in the transaction of what it tells of.

    ``by`` is a member of staff; else ``actor`` says "patient", "worker", "outbox", "operator" or "nobody". ``details``
    are short, without health content: a role, the name of a page, an id. Which section was saved is none of it: some
    are asked only after certain answers.
    """
    name = str(clinic.pk) if clinic else "system"
    AuditChain.objects.get_or_create(name=name, defaults={"length": 0, "digest": START, "seal": [0, START]})
    chain = AuditChain.objects.select_for_update().get(name=name)
    event = AuditEvent(
        chain=chain,
        place=chain.length + 1,
        at=now,
        by=by,
        actor=actor or ("staff" if by else "nobody"),
        action=action.value,
        subject=f"{subject._meta.model_name} {subject.pk}" if isinstance(subject, models.Model) else subject,
        details=details,
        previous=chain.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    chain.length, chain.digest, chain.seal = event.place, event.digest, [event.place, event.digest]
    chain.save(update_fields=["length", "digest", "seal"])
    return event


def digest_of(event: AuditEvent) -> str:
    """SHA-256 (hex) over everything in the event and the digest of the one before."""
    told = [
        event.chain_id,
        event.place,
        event.at.astimezone(UTC).isoformat(),
        str(event.by_id or ""),
        event.actor,
        event.action,
        event.subject,
        event.details,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def faults(using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """One sentence for each place where a chain does not hold: altered, removed, reordered, cut off or written anew."""
    chains = AuditChain.objects.using(using).order_by("name")
    for chain in chains:
        yield from _faults_of(chain)
    there = {chain.name for chain in chains}
    for clinic in Clinic.objects.using(using).filter(staff__last_login__isnull=False).distinct().order_by("pk"):
        if str(clinic.pk) not in there:
            yield f"chain {clinic.pk}: is missing"


def _faults_of(chain: AuditChain) -> Iterator[str]:
    place, digest = 0, START
    for event in chain.events.order_by("place").iterator(chunk_size=2000):
        place += 1
        if event.place != place:
            yield f"chain {chain.name}: event {place} is missing; {event.place} follows {place - 1}"
            place = event.place
        elif event.previous != digest:
            yield f"chain {chain.name}: event {place} does not follow the one before it"
        if digest_of(event) != event.digest:
            yield f"chain {chain.name}: event {place} was altered"
        digest = event.digest
    if (place, digest) != (chain.length, chain.digest):
        yield f"chain {chain.name}: ends at event {place}, but {chain.length} were written"
    if _sealed(chain) != [chain.length, chain.digest]:
        yield f"chain {chain.name}: its end was not written by this application"


def _sealed(chain: AuditChain) -> Any:
    """Length and last digest as the application sealed them; None where no key opens the seal."""
    try:
        return chain.seal
    except CannotDecrypt:
        return None


def summary() -> dict[str, Any]:
    """How many events each chain has, and the digest it ends with: worth keeping outside the database."""
    return {chain.name: {"events": chain.length, "digest": chain.digest} for chain in AuditChain.objects.all()}

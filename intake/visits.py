"""What the front desk changes after inviting: the consult, how to reach the patient, who takes them home.

Links are made in invitations.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Staff
from intake.document import ANSWERED
from intake.invitations import end_of_link
from intake.mails import forget_links
from intake.models import Patient, Response
from intake.reminders import REMINDERS
from intake.signals import consult_settled


class ConsultSettled(RuntimeError):
    """The consult has taken place: its time stays."""


def is_settled(response: Response) -> bool:
    """Whether the consult has taken place, as far as anybody has put on record."""
    return any(answer for _receiver, answer in consult_settled.send(sender=Response, response=response))


@transaction.atomic
def change_consult(
    response: Response, *, consult_at: datetime | None, clinician: Staff | None, by: Staff, now: datetime
) -> bool:
    """Set when the consult is and with whom; returns whether anything changed. Raises ConsultSettled.

    Links that still work do so until the new time. A reminder is sent again for a consult that moves by a week or more,
    and the later one for a day or more. What has ended stays ended.
    """
    current = Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)
    is_moved = current.consult_at != consult_at
    if not is_moved and current.clinician == clinician:
        return False
    if is_settled(current):
        raise ConsultSettled
    current.consult_at, current.clinician = consult_at, clinician
    if is_moved:
        _follow(current, now=now)
    current.save(update_fields=["consult_at", "clinician", *(noted for _before, _until, noted in REMINDERS)])
    record(Action.CONSULT_CHANGED, clinic=current.clinic, by=by, now=now, subject=current)
    return True


def _follow(response: Response, *, now: datetime) -> None:
    """Let links keep to the new time, and a reminder too where as long lies between it and the one that was sent."""
    works = response.invitations.filter(stopped_at=None, ended_at=None, expires_at__gt=now)
    works.update(expires_at=end_of_link(response, now=now))
    for before, _until, noted in REMINDERS:
        sent_at = getattr(response, noted)
        if response.consult_at and sent_at and response.consult_at - before >= max(now, sent_at + before):
            setattr(response, noted, None)


@transaction.atomic
def change_contact(response: Response, *, email: str, by_mail: bool, phone: str, by: Staff, now: datetime) -> bool:
    """Set how the patient is reached; returns whether anything changed.

    A mail that waits for an address that is no longer the patient's does not leave. A link that has left works on
    until a new one is made.
    """
    current = Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)
    patient = Patient.objects.select_for_update().get(pk=current.patient_id)
    known = patient.identity
    contact, agreed = {"email": email, "phone": phone}, by_mail and bool(email)
    if contact == {name: known.get(name, "") for name in contact} and agreed == current.by_mail:
        return False
    if email != known.get("email", "") or not agreed:
        forget_links(current, now=now)
    patient.identity = known | contact
    patient.save(update_fields=["identity"])
    current.by_mail = agreed
    current.save(update_fields=["by_mail"])
    record(Action.CONTACT_CHANGED, clinic=current.clinic, by=by, now=now, subject=current)
    return True


@transaction.atomic
def note_companion(response: Response, *, name: str, phone: str, by: Staff, now: datetime) -> None:
    """Note who takes the patient home, in place of whoever was noted before; nobody, where both are empty."""
    current = Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)
    current.companion = {"name": name, "phone": phone} if name or phone else {}
    current.save(update_fields=["companion"])
    record(Action.COMPANION_NOTED, clinic=current.clinic, by=by, now=now, subject=current)


def lines_about_companion(response: Response) -> list[dict[str, Any]]:
    """Who takes the patient home, as a line beside the answers of the patient, whose words it is not."""
    words = ", ".join(filter(None, (response.companion.get("name"), response.companion.get("phone"))))
    told = {"question": "Noted by the front desk: who takes the patient home", "answer": words}
    return [{"key": "", "status": ANSWERED, **told}] if words else []

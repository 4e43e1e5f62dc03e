"""What is thrown away after its time, and what never is. The reasons are in docs/decisions/0009.

Nothing that was sent, no safety answer, no flag and nothing that a clinician wrote is ever deleted here: the database
would refuse. What is deleted is what nobody went on with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from clinic.audit import Action
from clinic.models import Clinic, Counter, StaffLink
from clinic.outbox.models import Message
from clinic.sign_in import leftovers
from intake.amendments import keep_sent
from intake.models import Invitation, Page, Patient, Response, SafetyAnswer
from operations.told import tell_every_clinic
from screening.models import Flag, HandOver, QuietCheck, Taken
from screening.working import Presence, Typed

DAY = timedelta(days=1)
MESSAGE_DAYS = 90
LINK_AFTERLIFE = 30 * DAY
TYPED_AFTERLIFE = 30 * DAY
# A form in progress that one of these is about is never abandoned.
KEEP_A_FORM: tuple[type[models.Model], ...] = (SafetyAnswer, Flag, Taken, HandOver)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing that has a time: what it is called, what is due at a moment, and how it goes."""

    name: str
    due: Callable[[datetime], models.QuerySet[Any]]
    delete: Callable[[models.QuerySet[Any]], int]


def abandoned_forms(now: datetime) -> models.QuerySet[Response]:
    """Forms in progress that nobody went on with for the clinic's `draft_days`, and that hold nothing to be kept.

    A form with a safety answer or a flag is not abandoned, however old it is, and neither is one that a clinician took.
    """
    last_link = Invitation.objects.filter(response=OuterRef("pk")).values("response").annotate(last=Max("expires_at"))
    touched = Response.objects.in_progress().annotate(
        touched=Greatest(
            "created_at",
            Coalesce("opened_at", "created_at"),
            Coalesce("saved_at", "created_at"),
            Coalesce("consult_at", "created_at"),
            Coalesce(models.Subquery(last_link.values("last")), "created_at"),
        )
    )
    untouchable = (
        Exists(kept._base_manager.filter(response=OuterRef("pk"))) for kept in (SafetyAnswer, Flag, Taken, HandOver)
    )
    old = Q(pk__in=[])
    for clinic in Clinic.objects.all():
        old |= Q(clinic=clinic, touched__lt=now - clinic.draft_days * DAY)
    return touched.filter(old, *(~kept for kept in untouchable))


@transaction.atomic
def delete_forms(forms: models.QuerySet[Response]) -> int:
    """Delete these forms with their answers and links, and each patient of whom nothing else is left."""
    due = list(forms.select_for_update(of=("self",)).values_list("pk", "patient_id"))
    responses = [response for response, _patient in due]
    for part in (Page, Invitation, QuietCheck):
        part._base_manager.filter(response__in=responses).delete()
    Response.objects.filter(pk__in=responses).delete()
    known = Response.objects.filter(patient=OuterRef("pk"))
    Patient.objects.filter(~Exists(known), pk__in=[patient for _response, patient in due]).delete()
    return len(due)


def forgotten_changes(now: datetime) -> models.QuerySet[Response]:
    """Sent forms that were opened for changes, which nobody sent or dropped for the clinic's `draft_days`."""
    old = Q(pk__in=[])
    for clinic in Clinic.objects.all():
        by = now - clinic.draft_days * DAY
        old |= Q(clinic=clinic, amending_since__lt=by, saved_at__lt=by) & (Q(consult_at=None) | Q(consult_at__lt=by))
    return Response.objects.filter(old)


def drop_changes(responses: models.QuerySet[Response]) -> int:
    """Let these forms hold what was sent again. What was said about safety stays."""
    due = list(responses)
    for response in due:
        keep_sent(response, now=timezone.now(), actor="operator")
    return len(due)


def spent_links(now: datetime) -> models.QuerySet[Invitation]:
    """Links that ended `draft_days` ago, but for the newest one of each response: it shows how the patient came in."""
    newer = Invitation.objects.filter(response=OuterRef("response"), created_at__gt=OuterRef("created_at"))
    ended = Q(pk__in=[])
    for clinic in Clinic.objects.all():
        by = now - clinic.draft_days * DAY
        ended |= Q(response__clinic=clinic) & (Q(stopped_at__lt=by) | Q(expires_at__lt=by))
    return Invitation.objects.filter(ended, Exists(newer))


def ended_sessions(now: datetime) -> models.QuerySet[Session]:
    """Sittings and staff sessions that have run out."""
    return Session.objects.filter(expire_date__lt=now)


def used_staff_links(now: datetime) -> models.QuerySet[StaffLink]:
    """Invitations of staff that ended a month ago. Emergency access stays: it is to be seen for as long as possible."""
    return StaffLink.objects.filter(kind=StaffLink.Kind.INVITATION, expires_at__lt=now - LINK_AFTERLIFE)


def words_left_unrecorded(now: datetime) -> models.QuerySet[Typed]:
    """What a clinician typed a month ago and never recorded."""
    return Typed.objects.filter(at__lt=now - TYPED_AFTERLIFE)


def pages_left_open(now: datetime) -> models.QuerySet[Presence]:
    """Who had a response's page before them, a day ago."""
    return Presence.objects.filter(at__lt=now - DAY)


def spent_counters(now: datetime) -> models.QuerySet[Counter]:
    """Counts of tries, and codes that were used, whose time is over."""
    return Counter.objects.filter(expires__lt=now)


def ended_messages(now: datetime) -> models.QuerySet[Message]:
    """Messages that were delivered, given up or dropped a while ago. What they said was erased then and there."""
    return Message.objects.filter(ended_at__lt=now - MESSAGE_DAYS * DAY)


def _delete(rows: models.QuerySet[Any]) -> int:
    return rows.delete()[0]


KINDS = [
    Kind(name="forms that nobody went on with", due=abandoned_forms, delete=delete_forms),
    Kind(name="changes of sent forms that nobody sent", due=forgotten_changes, delete=drop_changes),
    Kind(name="links that ended, with a newer one beside them", due=spent_links, delete=_delete),
    Kind(name="invitations of staff that ended", due=used_staff_links, delete=_delete),
    Kind(name="sessions that ended", due=ended_sessions, delete=_delete),
    Kind(name="messages that left, or were not needed", due=ended_messages, delete=_delete),
    Kind(name="devices of staff whose session ended", due=leftovers.ended_devices, delete=_delete),
    Kind(name="secrets of second steps that were removed", due=leftovers.forgotten_secrets, delete=_delete),
    Kind(name="words that clinicians typed and did not record", due=words_left_unrecorded, delete=_delete),
    Kind(name="marks of who had a page open", due=pages_left_open, delete=_delete),
    Kind(name="counts of tries that ended", due=spent_counters, delete=_delete),
]


def due(*, now: datetime, kinds: Iterable[Kind] = KINDS) -> dict[str, int]:
    """How many of each kind would go."""
    return {kind.name: kind.due(now).count() for kind in kinds}


def purge(*, now: datetime, kinds: Iterable[Kind] = KINDS) -> dict[str, int]:
    """Delete what is due; returns how many of each kind went."""
    with transaction.atomic():
        gone = {kind.name: kind.delete(kind.due(now)) for kind in kinds}
        tell_every_clinic(Action.PURGED, now=now, rows=sum(gone.values()))
    _leave_no_old_pages()
    return gone


def _leave_no_old_pages() -> None:
    """On SQLite, what is deleted is overwritten in the file; its journal still holds it until it is written back."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

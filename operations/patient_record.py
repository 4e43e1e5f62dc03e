"""Everything that is kept about one patient, as plain values for one file. Who may ask for it, the clinic decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clinic import audit
from clinic.lookup import normalized
from clinic.outbox.models import Message
from intake.finding import by_date_of_birth
from intake.models import Patient, Response
from screening.models import Acknowledgement, Flag

FORMAT = "one patient's complete record, version 1"


class NoSuchReference(LookupError):
    """No response has this reference."""


def exported(reference: str, *, now: datetime) -> dict[str, Any]:
    """The record, for whoever runs the server; that it was taken out is in the audit trail. Raises NoSuchReference."""
    record = patient_record(reference)
    response = Response.objects.select_related("clinic").get(reference=record["asked_for"])
    audit.record(audit.Action.EXPORTED, clinic=response.clinic, now=now, actor="operator", subject=response)
    return record


def patient_record(reference: str) -> dict[str, Any]:
    """The record of the patient whose response has this reference. Times are ISO 8601, in UTC. Raises NoSuchReference.

    A link's token is not in it: only a hash of it is kept, and that is no part of a person's record.
    """
    response = Response.objects.select_related("patient__clinic").filter(reference=reference.strip().upper()).first()
    if response is None:
        raise NoSuchReference(reference)
    patient = response.patient
    return {
        "format": FORMAT,
        "asked_for": response.reference,
        "clinic": {"name": patient.clinic.name, "phone": patient.clinic.phone},
        "patient": {"id": str(patient.pk), "identity": patient.identity, "created_at": patient.created_at.isoformat()},
        "responses": [_response(one) for one in patient.responses.order_by("created_at")],
        # Each invitation makes a patient anew; the clinic decides whether these are the same person.
        "other_references_of_the_same_name_and_birthday": _perhaps_the_same(patient),
    }


def _response(response: Response) -> dict[str, Any]:
    return {
        "reference": response.reference,
        "status": response.status,
        "questionnaire": response.questionnaire,
        "language": response.language,
        "clinician": response.clinician.name if response.clinician else None,
        "invited_by": response.created_by.name,
        "companion": response.companion,
        **{name: _time(getattr(response, name)) for name in TIMES},
        "links": [_link(link) for link in response.invitations.order_by("created_at")],
        "mails": [_mail(one) for one in Message.objects.filter(about=f"response {response.pk}").order_by("created_at")],
        "pages": [_page(page) for page in response.pages.order_by("saved_at")],
        "safety_answers": [{**row.entry, "given_at": _time(row.given_at)} for row in response.safety_answers.all()],
        "documents": [_document(frozen) for frozen in response.documents.order_by("number")],
        "flags": [_flag(flag) for flag in response.flags.order_by("raised_at", "pk")],
        "notices": [_notice(row) for row in response.notices.order_by("opened_at")],
        "taken": [{"by": row.by.name, "at": _time(row.at)} for row in response.takings.all()],
        "hand_overs": [_hand_over(row) for row in response.hand_overs.select_related("by", "to")],
        "dispositions": [_disposition(row) for row in response.dispositions.all()],
        "confirmations": [_confirmation(row) for row in response.confirmations.select_related("by", "document")],
        "typed_and_not_recorded": [
            {"by": row.by.name, "at": _time(row.at), "words": row.words} for row in response.typed.order_by("at")
        ],
        "sign_offs": [
            {"by": row.by.name, "at": _time(row.at), "document": row.document.number}
            for row in response.sign_offs.order_by("at")
        ],
    }


TIMES = ("created_at", "consult_at", "opened_at", "saved_at", "submitted_at", "amending_since")


def _time(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _link(link: Any) -> dict[str, Any]:
    times = {name: _time(getattr(link, name)) for name in ("created_at", "expires_at", "stopped_at")}
    return {"made_by": link.created_by.name, **times, "wrong_dates": link.wrong_dates}


def _mail(message: Message) -> dict[str, Any]:
    """Of a message about the form: what kind, and what came of it. What it said is not kept."""
    times = {name: _time(getattr(message, name)) for name in ("created_at", "ended_at")}
    return {"kind": message.kind, "channel": message.channel, "to": message.to, "state": message.state, **times}


def _page(page: Any) -> dict[str, Any]:
    beside = {"typed": page.typed, "replaced": page.replaced, "still_true": page.still_true}
    return {"section": page.section, "answers": page.answers, "saved_at": _time(page.saved_at), **beside}


def _document(frozen: Any) -> dict[str, Any]:
    return {
        "number": frozen.number,
        "amends": frozen.amends.number if frozen.amends else None,
        "frozen_at": _time(frozen.frozen_at),
        "digest": frozen.digest,
        "content": frozen.content,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "id": str(flag.pk),
        "is_safety": flag.is_safety,
        "priority": flag.priority,
        "document": flag.document.number if flag.document else None,
        "carried_over_into": sorted(one.document.number for one in flag.carried.select_related("document")),
        "raised_at": _time(flag.raised_at),
        **flag.words,
    }


def _notice(row: Any) -> dict[str, Any]:
    done = Acknowledgement.objects.filter(notice=row).select_related("by").first()
    return {
        "opened_at": _time(row.opened_at),
        "told": [{"at": _time(one.at), "why": one.why, "messages": one.messages} for one in row.rounds.all()],
        "acknowledged": {"by": done.by.name, "at": _time(done.at)} if done else None,
    }


def _disposition(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        **row.words,
        "flags": [str(pk) for pk in row.flags.values_list("pk", flat=True)],
        "by": row.by.name,
        "at": _time(row.at),
    }


def _hand_over(row: Any) -> dict[str, Any]:
    return {"by": row.by.name, "to": row.to.name, "note": row.note, "at": _time(row.at)}


def _confirmation(row: Any) -> dict[str, Any]:
    return {**row.words, "document": row.document.number, "by": row.by.name, "at": _time(row.at)}


def _perhaps_the_same(patient: Patient) -> list[str]:
    """References of other patients of this clinic with the same date of birth and, letter case aside, the same name."""
    born = by_date_of_birth(patient.clinic, patient.date_of_birth).exclude(pk=patient.pk)
    same = [one.pk for one in born if normalized(one.name) == normalized(patient.name)]
    return list(Response.objects.filter(patient__in=same).order_by("created_at").values_list("reference", flat=True))

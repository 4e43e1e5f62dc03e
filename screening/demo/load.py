"""Loads the demo clinic through the services that real people use, so that what it shows is what they would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from clinic.models import Clinic, SafetyContact, Staff
from clinic.settings.crisis_lines import add_line
from clinic.sign_in.second_step import set_up_app
from intake.amendments import begin_changes
from intake.document import in_language
from intake.forms import Sending
from intake.invitations import Identity, invite, stop_link
from intake.models import Response
from intake.offers import offers_of, say_still_true
from intake.questionnaire import QUESTIONS, SECTION_OF, SECTIONS
from intake.responses import save_page, submit
from intake.visits import note_companion
from intake.with_staff import boxes_of
from screening.cards import Card, cards_of
from screening.demo.clinic import APP_SECRET, CLINIC, CRISIS_LINE, PASSWORD, STAFF
from screening.demo.people import PATIENTS
from screening.demo.person import DemoPatient, Stage
from screening.flags import check_quiet_forms
from screening.models import Disposition
from screening.notices import acknowledge
from screening.plain_answers import complete
from screening.reviews import dispose, see_notes, sign_off, take

STATEMENT = Sending.base_fields["confirm"].label
INVITED_BEFORE = timedelta(days=8)


@transaction.atomic
def load(*, now: datetime, patients: Sequence[DemoPatient] = PATIENTS) -> str:
    """Make the clinic, its staff and its patients; returns the token of the first patient's link."""
    clinic = Clinic.objects.create(**CLINIC)
    clinician, lead, desk, administrator = (
        Staff.objects.create_user(email, PASSWORD, clinic=clinic, name=name, role=role) for email, name, role in STAFF
    )
    for place, person in ((SafetyContact.Place.FIRST, clinician), (SafetyContact.Place.SECOND, lead)):
        SafetyContact.objects.create(clinic=clinic, place=place, staff=person, webhook={})
    for person in (clinician, lead, desk, administrator):
        set_up_app(person, APP_SECRET)
    review_by = clinic.local(now).date() + timedelta(days=120)
    add_line(clinic, CRISIS_LINE | {"owner": lead, "review_by": review_by}, by=lead, now=now)
    tokens = []
    for number, patient in enumerate(patients):
        reviewer = lead if patient.with_lead else clinician
        for days, answers in patient.earlier:
            before = replace(patient, stage=Stage.SIGNED, consult_in_days=4, answers=patient.answers | answers)
            _play(before, number, clinician=reviewer, desk=desk, now=now - timedelta(days=days))
        tokens.append(_play(patient, number, clinician=reviewer, desk=desk, now=now))
    return tokens[0]


def _play(patient: DemoPatient, number: int, *, clinician: Staff, desk: Staff, now: datetime) -> str:
    """Live through one patient's story up to ``now``; returns the link's token."""
    response, token = _invite(patient, number, clinician=clinician, desk=desk, now=now - INVITED_BEFORE)
    if patient.stage is Stage.STOPPED:
        stop_link(response, by=desk, now=now - timedelta(days=1))
    if patient.stage in (Stage.INVITED, Stage.STOPPED):
        return token
    begun = now - timedelta(minutes=6) if patient.name == "Maria Delgado" else now - timedelta(hours=2 + 5 * number)
    _fill_in(response, patient, clinician=clinician, begun=begun)
    return token


def _invite(patient: DemoPatient, number: int, *, clinician: Staff, desk: Staff, now: datetime) -> tuple[Response, str]:
    """As the front desk does it, with whoever takes the patient home; gives the link's token, too."""
    identity = Identity(
        name=patient.name,
        date_of_birth=patient.born,
        record_number=f"{4400 + number:06}",
        email=f"patient{number}@example.org",
    )
    consult_at = _consult(desk.clinic, patient.consult_in_days, number, now=now + INVITED_BEFORE)
    response, token = invite(
        desk.clinic,
        identity,
        consult_at=consult_at,
        clinician=clinician,
        by=desk,
        now=now,
        language=patient.language,
    )
    if patient.companion:
        name, phone = patient.companion
        note_companion(response, name=name, phone=phone, by=desk, now=now)
    return response, token


def _fill_in(response: Response, patient: DemoPatient, *, clinician: Staff, begun: datetime) -> None:
    """Everything from opening the link to what was changed after sending."""
    Response.objects.filter(pk=response.pk).update(opened_at=begun)
    _save(response, patient.first, now=begun)
    if patient.stage is Stage.BEGUN:
        _save(response, patient.answers, now=begun)
        if patient.taken:  # told of by the worker, for what was left without an answer, and seen by somebody
            check_quiet_forms(now=begun + timedelta(minutes=15))
            acknowledge(response, by=clinician, now=begun + timedelta(minutes=25))
            take(response, by=clinician, now=begun + timedelta(minutes=30))
        return
    if patient.confirms:
        _confirm(response, patient, now=begun)
    _save(response, complete(**patient.answers), now=begun + timedelta(minutes=18), left=patient.left)
    submit(
        response,
        signed_as=patient.name,
        statement=in_language(STATEMENT, patient.language),
        now=begun + timedelta(minutes=20),
    )
    if patient.stage in (Stage.IN_REVIEW, Stage.SIGNED):
        _review(response, by=clinician, all_cards=patient.stage is Stage.SIGNED, now=begun + timedelta(hours=1))
    if patient.changes:
        _change(response, patient, now=begun + timedelta(hours=2))


def _confirm(response: Response, patient: DemoPatient, *, now: datetime) -> None:
    """Say of everything that is offered of an earlier form that it is still true."""
    _save(response, {"reasons": patient.answers["reasons"]}, now=now)
    for offer in offers_of(response, SECTIONS, now=now).values():
        say_still_true(response, offer.section, shown=offer.mark, now=now)


def _change(response: Response, patient: DemoPatient, *, now: datetime) -> None:
    """Open what was sent, change it, and send it unless the patient is still at it."""
    begin_changes(response, now=now)
    _save(response, complete(**patient.answers | patient.changes), now=now + timedelta(minutes=4))
    if not patient.is_still_changing:
        submit(
            response,
            signed_as=patient.name,
            statement=in_language(STATEMENT, patient.language),
            now=now + timedelta(minutes=6),
        )


def _consult(clinic: Clinic, days: int, number: int, *, now: datetime) -> datetime:
    """A weekday-like hour on the clinic's clock, some days from now."""
    local = clinic.local(now + timedelta(days=days))
    return local.replace(hour=9 + number % 7, minute=30 * (number % 2), second=0, microsecond=0)


def _save(response: Response, answers: dict[str, Any], *, now: datetime, left: tuple[str, ...] = ()) -> None:
    for section in SECTIONS:
        if ticked := dict.fromkeys(boxes_of(section.questions(), response.language) & set(left), True):
            save_page(response, section, ticked, on_purpose=True, now=now)
    keys = [key for key in QUESTIONS if key in answers]
    for section, group in groupby(keys, key=SECTION_OF.__getitem__):
        save_page(response, section, {key: answers[key] for key in group}, on_purpose=True, now=now)


def _review(response: Response, *, by: Staff, all_cards: bool, now: datetime) -> None:
    take(response, by=by, now=now)
    cards = [card for card in cards_of(response) if not card.is_note]
    for card in cards if all_cards else cards[:2]:
        _dispose(response, card, by=by, now=now)
    if all_cards:
        notes = [flag.pk for card in cards_of(response) if card.is_note for flag in card.flags]
        see_notes(response, seen_flags=notes, by=by, now=now)
        sign_off(response, read=response.newest_document.pk, by=by, now=now + timedelta(minutes=10))


def _dispose(response: Response, card: Card, *, by: Staff, now: datetime) -> None:
    kind, record = Disposition.Kind.TALKED_ABOUT, {"note": "Went over this together."}
    if card.is_safety:
        kind = Disposition.Kind.REACHED
        record = {
            "note": "Called and spoke for 20 minutes.",
            "agreed": "A plan, and whom to call. Their sister stays tonight. We call again tomorrow at 9.",
        }
    dispose(
        response,
        card.topic,
        kind=kind,
        record=record,
        seen_flags=[flag.pk for flag in card.flags],
        seen_last=card.last_id,
        by=by,
        now=now,
    )

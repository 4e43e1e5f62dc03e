"""The ledgers of the fault runs: whatever was acknowledged and is not there is noticed. The runs are in benchmarks/."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.ledger import faults_of, faults_of_the_whole
from benchmarks.patients import Ledger
from intake.models import Page, Response
from screening.models import Flag
from tests.answers import complete_answers
from tests.append_only import changes_allowed
from tests.people import Patient

SAID: dict[str, Any] = {"phq9_9": "1", "asq_5": "no"}


def ledger_of(patient: Patient, *, sent: bool = False) -> Ledger:
    """What this patient was told: one save for each page."""
    ledger = Ledger(sent=sent)
    for page in Response.objects.get(pk=patient.response.pk).pages.all():
        ledger.acknowledged(page.answers)
    return ledger


def complaints(patient: Patient, ledger: Ledger) -> str:
    response = Response.objects.select_related("clinic").get(pk=patient.response.pk)
    return "\n".join(faults_of(response, ledger))


@pytest.fixture
def told(patient: Patient) -> Patient:
    patient.saves(**complete_answers(**SAID, ride_home="self_drive"))
    patient.sends(**SAID, ride_home="self_drive")
    return patient


def test_a_whole_form_has_no_fault(told: Patient) -> None:
    assert complaints(told, ledger_of(told, sent=True)) == ""
    assert list(faults_of_the_whole()) == []


def test_an_answer_that_is_lost_is_noticed(patient: Patient) -> None:
    patient.saves(**SAID)
    ledger = ledger_of(patient)
    page = Page.objects.get(section="mood")
    page.answers = {}
    page.save()

    assert "the acknowledged answer to phq9_9 is lost" in complaints(patient, ledger)


def test_a_safety_answer_that_raised_nothing_is_noticed(patient: Patient) -> None:
    patient.saves(**SAID)
    ledger = ledger_of(patient)
    ledger.acknowledged({"phq9_9": "3"})

    said = complaints(patient, ledger)
    assert "safety answer to phq9_9 is not in the history" in said
    assert "SAFE-01 is missing for an acknowledged safety answer" in said


def test_a_flag_that_is_missing_is_noticed(told: Patient) -> None:
    with changes_allowed():
        Flag.objects.filter(document__isnull=False).delete()

    assert "flags missing" in complaints(told, ledger_of(told))


def test_sending_that_was_acknowledged_and_is_not_there_is_noticed(patient: Patient) -> None:
    patient.saves(**SAID)

    assert "sending was acknowledged" in complaints(patient, ledger_of(patient, sent=True))


def test_a_save_that_the_audit_trail_does_not_have_is_noticed(patient: Patient) -> None:
    patient.saves(**SAID)
    ledger = ledger_of(patient)
    ledger.saves += 1

    assert "saves were acknowledged, and the audit trail has" in complaints(patient, ledger)

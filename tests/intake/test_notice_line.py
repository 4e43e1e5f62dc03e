"""What the crisis card says of a notice: only when one is really on its way, and never for asking for help alone."""

from __future__ import annotations

from typing import Any

import pytest

from clinic.models import SafetyContact
from tests.markup import read
from tests.people import Patient

LINE = "We have sent a notice to the clinic. Staff check notices Monday to Friday, 9 to 5."


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def keep(patient: Patient, slug: str, **answers: str) -> dict[str, Any]:
    found: dict[str, Any] = patient.client.post(f"/form/s/{slug}/keep/", answers).json()
    return found


def shown(patient: Patient, path: str) -> str:
    return read(patient.client.get(path).content.decode()).text


def test_the_autosave_of_an_urgent_answer_tells_the_line(inside: Patient) -> None:
    assert keep(inside, "safety", asq_5="yes")["notice"] == LINE


def test_the_page_after_an_urgent_answer_has_the_line(inside: Patient) -> None:
    inside.saves(asq_5="yes")

    assert LINE in shown(inside, "/form/s/safety/")


def test_a_page_with_errors_has_the_line_for_what_was_just_answered(inside: Patient) -> None:
    answer = inside.client.post("/form/s/safety/", {"asq_5": "yes", "go": "next"})

    assert answer.status_code == 422
    assert LINE in read(answer.content.decode()).text


def test_an_answer_that_is_not_urgent_opens_the_card_without_the_line(inside: Patient) -> None:
    assert "notice" not in keep(inside, "mood", phq9_9="1")
    assert "We have sent a notice" not in shown(inside, "/form/s/mood/")


def test_the_line_is_not_there_when_nobody_could_be_told(inside: Patient) -> None:
    SafetyContact.objects.all().delete()

    assert "notice" not in keep(inside, "safety", asq_5="yes")
    assert "We have sent a notice" not in shown(inside, "/form/s/safety/")


def test_asking_for_help_sends_no_notice_and_says_nothing_of_one(inside: Patient) -> None:
    inside.saves(asq_5="yes")

    assert "We have sent a notice" not in shown(inside, "/form/help/")


def test_another_patients_notice_is_not_spoken_of(inside: Patient, other_patient: Patient) -> None:
    inside.saves(asq_5="yes")
    other_patient.enters(born="1997-11-30")
    other_patient.saves(phq9_9="1")

    assert "We have sent a notice" not in shown(other_patient, "/form/s/mood/")

"""Finding a patient by what is encrypted: by name, date of birth and record number, within one clinic."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest

from clinic.models import Clinic, Staff
from intake.finding import by_date_of_birth, by_name, by_record_number
from intake.models import Patient, PatientWord
from operations.rotation import renew_words
from tests.people import a_patient

pytestmark = pytest.mark.django_db


@pytest.fixture
def jose(clinic: Clinic, front_desk: Staff) -> Patient:
    return a_patient(clinic, front_desk, name="José Ñandú-Montgomery", born="1979-07-19").response.patient


@pytest.mark.parametrize(
    "asked", ["José", "jose", "JOSE NANDU", "Montgomery José", "  nandu-montgomery  ", "Ñandú Montgomery José"]
)
def test_a_patient_is_found_by_whole_words_of_the_name(clinic: Clinic, jose: Patient, asked: str) -> None:
    assert list(by_name(clinic, asked)) == [jose]


@pytest.mark.parametrize("asked", ["", "  ", "Jos", "José Rivera", "Montgomer"])
def test_part_of_a_word_or_a_word_too_many_finds_nobody(clinic: Clinic, jose: Patient, asked: str) -> None:
    assert not by_name(clinic, asked).exists()


def test_a_patient_is_found_by_date_of_birth(clinic: Clinic, jose: Patient) -> None:
    assert list(by_date_of_birth(clinic, date(1979, 7, 19))) == [jose]
    assert not by_date_of_birth(clinic, date(1979, 7, 20)).exists()


@pytest.mark.parametrize("asked", ["004417", "00-44 17"])
def test_a_patient_is_found_by_record_number(clinic: Clinic, jose: Patient, asked: str) -> None:
    assert list(by_record_number(clinic, asked)) == [jose]


def test_nobody_of_another_clinic_is_found(jose: Patient, clinician_elsewhere: Staff) -> None:
    elsewhere = clinician_elsewhere.clinic
    assert not by_name(elsewhere, "José").exists()
    assert not by_date_of_birth(elsewhere, date(1979, 7, 19)).exists()
    assert not by_record_number(elsewhere, "004417").exists()


def test_the_same_word_under_another_kind_finds_nobody(clinic: Clinic, jose: Patient) -> None:
    assert not by_record_number(clinic, "jose").exists()
    assert not by_name(clinic, "004417").exists()


def test_a_patient_is_found_while_keys_are_rotated_and_after(clinic: Clinic, jose: Patient, settings: Any) -> None:
    old = settings.PHI_KEYS[0]
    new = base64.b64encode(bytes(range(32))).decode()
    settings.PHI_KEYS = [new, old]
    assert list(by_name(clinic, "jose")) == [jose]
    assert renew_words() == 1
    assert renew_words() == 0
    assert list(by_name(clinic, "jose")) == [jose]
    assert not PatientWord.objects.filter(digest__in=_digests_under(settings, old, "name", "jose")).exists()


def _digests_under(settings: Any, key: str, kind: str, word: str) -> list[str]:
    from clinic.lookup import any_hash

    kept, settings.PHI_KEYS = settings.PHI_KEYS, [key]
    try:
        return any_hash(kind, word)
    finally:
        settings.PHI_KEYS = kept

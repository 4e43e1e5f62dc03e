"""Finding patients of one clinic by name, date of birth or record number, without reading anything in the clear."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from clinic.lookup import any_hash, hashes, normalized
from clinic.models import Clinic
from intake.models import Patient, PatientWord

Kind = PatientWord.Kind


@transaction.atomic
def remember_words(patient: Patient) -> None:
    """Store the hashes by which this patient is found, under the first key, in place of any before."""
    patient.words.all().delete()
    PatientWord.objects.bulk_create(
        PatientWord(clinic_id=patient.clinic_id, patient=patient, kind=kind, digest=digest)
        for kind, digest in sorted(_current(patient))
    )


def has_current_words(patient: Patient) -> bool:
    """Whether the stored hashes are those of the patient's words under the first key."""
    return {(word.kind, word.digest) for word in patient.words.all()} == _current(patient)


def _current(patient: Patient) -> set[tuple[str, str]]:
    words = {
        Kind.NAME.value: normalized(patient.name),
        Kind.BORN.value: [patient.date_of_birth.isoformat()],
        Kind.RECORD.value: ["".join(normalized(patient.record_number))],
    }
    return {(kind, digest) for kind, found in words.items() for digest in hashes(kind, filter(None, found))}


def by_name(clinic: Clinic, name: str) -> QuerySet[Patient]:
    """Patients whose name has each of these words, whole, in any order and whatever the accents; none for no word."""
    words = normalized(name)
    found = _mine(clinic) if words else Patient.objects.none()
    for word in words:
        found = found.filter(words__in=_words(clinic, Kind.NAME, word))
    return found.distinct()


def by_date_of_birth(clinic: Clinic, born: date) -> QuerySet[Patient]:
    """Patients born on this day."""
    return _mine(clinic).filter(words__in=_words(clinic, Kind.BORN, born.isoformat())).distinct()


def by_record_number(clinic: Clinic, number: str) -> QuerySet[Patient]:
    """Patients with this record number, whatever its spaces and dashes."""
    return _mine(clinic).filter(words__in=_words(clinic, Kind.RECORD, "".join(normalized(number)))).distinct()


def _mine(clinic: Clinic) -> QuerySet[Patient]:
    return Patient.objects.filter(clinic=clinic)


def _words(clinic: Clinic, kind: str, word: str) -> QuerySet[PatientWord]:
    return PatientWord.objects.filter(clinic=clinic, kind=kind, digest__in=any_hash(kind, word))

"""Finding patients of one clinic by name, date of birth or record number, without reading anything in the clear."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from clinic.audit import Action, record
from clinic.lookup import any_hash, hashes, normalized
from clinic.models import Clinic, Staff
from intake.models import Patient, PatientWord

Kind = PatientWord.Kind

# Month first, as it is written in the US; or year first.
MONTH_FIRST = r"(?P<m>\d{1,2})[/.-](?P<d>\d{1,2})[/.-](?P<y>\d+)"
YEAR_FIRST = r"(?P<Y>\d{4})[/.-](?P<M>\d\d?)[/.-](?P<D>\d\d?)"
DATES = re.compile(rf"(?<!\d)(?:{MONTH_FIRST}|{YEAR_FIRST})(?!\d)")
# The month by its name, as our own pages write it ("born Mar 9, 1974"), or the day before it.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
MONTH_THEN_DAY = re.compile(rf"\b(?:born\s+)?{MONTH}\s+{DAY},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
DAY_THEN_MONTH = re.compile(rf"\b(?:born\s+)?{DAY}\s+{MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
RECORD_NUMBER = re.compile(r"\bmrn\b[\s:#.]*", re.IGNORECASE)
MOST = 25  # patients whose ids an address holds


class UnclearDate(ValueError):
    """What looks like a date is none, or does not say which year."""


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


def find(clinic: Clinic, text: str) -> QuerySet[Patient]:
    """Patients of this clinic whom the text names: by a name, a date of birth, a record number, or several of these.

    All that is written must fit. Names and numbers are found whole, not by their beginning. Raises UnclearDate.
    """
    text = RECORD_NUMBER.sub("", text)
    # A number may have letters that stand apart, or look like a date: "AB 1234", "12-34-5678".
    is_number = any(letter.isdigit() for letter in text)
    by_number = by_record_number(clinic, text) if is_number else Patient.objects.none()
    try:
        born, rest = _date_in(text)
    except UnclearDate:
        if by_number.exists():
            return by_number
        raise
    fits = _fitting(clinic, born, rest)
    return _mine(clinic).filter(Q(pk__in=fits.values("pk")) | Q(pk__in=by_number.values("pk")))


@transaction.atomic
def look_for(clinic: Clinic, text: str, *, by: Staff, now: datetime) -> tuple[list[UUID], bool]:
    """The ids of the patients whom the text names, at most MOST, and whether more fit. Raises UnclearDate.

    That somebody looked, and how many were found, is in the audit trail; for whom is not.
    """
    found = list(find(clinic, text).values_list("pk", flat=True)[: MOST + 1])
    record(Action.SEARCHED, clinic=clinic, by=by, now=now, found=min(len(found), MOST))
    return found[:MOST], len(found) > MOST


def _fitting(clinic: Clinic, born: date | None, rest: str) -> QuerySet[Patient]:
    """Patients born on that day, if one is given, with that name and that number, as far as the rest has them."""
    parts = rest.split()
    numbers = [part for part in parts if any(letter.isdigit() for letter in part)]
    name = " ".join(part for part in parts if part not in numbers)
    wanted = [by_date_of_birth(clinic, born)] if born else []
    wanted += [by_record_number(clinic, " ".join(numbers))] if numbers else []
    wanted += [by_name(clinic, name)] if normalized(name) else []
    found = _mine(clinic) if wanted else Patient.objects.none()
    for one in wanted:
        found = found.filter(pk__in=one.values("pk"))
    return found


def _date_in(text: str) -> tuple[date | None, str]:
    """The date that stands in the text, and the text without it."""
    text = MONTH_THEN_DAY.sub(_in_numbers, text, count=1)
    text = DAY_THEN_MONTH.sub(_in_numbers, text, count=1)
    match = DATES.search(text)
    if match is None:
        return None, text
    year, month, day = (match[small] or match[large] for small, large in ("yY", "mM", "dD"))
    if len(year) != 4:
        raise UnclearDate
    try:
        return date(int(year), int(month), int(day)), text.replace(match[0], " ", 1)
    except ValueError as fault:
        raise UnclearDate from fault


def _in_numbers(named: re.Match[str]) -> str:
    """A date whose month has its name, as it is written in numbers."""
    month = MONTHS.index(named["month"].lower()) + 1
    return f"{month}/{named['day']}/{named['year']}"


def same_person(patient: Patient) -> QuerySet[Patient]:
    """This patient, and those of the same clinic with the same record number and date of birth.

    Each invitation makes a patient anew. Without a record number nobody else is taken for the same: a name and a date
    of birth are shared by two people more often than a clinic may mistake one for the other.
    """
    if not "".join(normalized(patient.record_number)):
        return _mine(patient.clinic).filter(pk=patient.pk)
    born = by_date_of_birth(patient.clinic, patient.date_of_birth)
    return by_record_number(patient.clinic, patient.record_number).filter(pk__in=born.values("pk"))


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

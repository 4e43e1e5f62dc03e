"""Finding a patient by what somebody writes: a name, a date of birth, a record number, or several of these."""

import pytest

from clinic.models import Clinic, Staff
from intake.finding import UnclearDate, find, remember_words
from intake.models import Patient
from tests.people import a_clinic, a_patient


def a_person(clinic: Clinic, by: Staff, name: str, born: str = "1974-03-09", number: str = "004417") -> Patient:
    patient = a_patient(clinic, by, name=name, born=born).response.patient
    patient.identity = patient.identity | {"record_number": number}
    patient.save()
    remember_words(patient)
    return patient


@pytest.fixture
def people(clinic, front_desk):
    """Two Riveras, and a woman whose number looks like a date."""
    a_person(clinic, front_desk, "Jordan Rivera")
    a_person(clinic, front_desk, "José Ñandú Rivera", born="1988-12-04", number="AB 1234")
    a_person(clinic, front_desk, "Kim No", born="1990-01-31", number="12-34-5678")


def named(clinic, text: str) -> list[str]:
    return sorted(patient.name for patient in find(clinic, text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rivera", ["Jordan Rivera", "José Ñandú Rivera"]),
        ("rivera jordan", ["Jordan Rivera"]),
        ("JOSE NANDU", ["José Ñandú Rivera"]),
        ("No", ["Kim No"]),
        ("3/9/1974", ["Jordan Rivera"]),
        ("03-09-1974", ["Jordan Rivera"]),
        ("1974-03-09", ["Jordan Rivera"]),
        ("1974/3/9", ["Jordan Rivera"]),
        ("Mar 9, 1974", ["Jordan Rivera"]),
        ("march 9th 1974", ["Jordan Rivera"]),
        ("9 Mar. 1974", ["Jordan Rivera"]),
        ("Jordan Rivera · born Mar 9, 1974 · MRN 004417", ["Jordan Rivera"]),
        ("Rivera, 3/9/1974", ["Jordan Rivera"]),
        ("12/4/1988 Rivera", ["José Ñandú Rivera"]),
        ("004417", ["Jordan Rivera"]),
        ("MRN: 004417", ["Jordan Rivera"]),
        ("mrn 00-44 17", ["Jordan Rivera"]),
        ("ab1234", ["José Ñandú Rivera"]),
        ("AB 1234", ["José Ñandú Rivera"]),
        ("Rivera 004417", ["Jordan Rivera"]),
        ("12-34-5678", ["Kim No"]),
        ("1/31/1990", ["Kim No"]),
    ],
)
def test_a_patient_is_found_by_what_is_written(text, names, people, clinic):
    assert named(clinic, text) == names


@pytest.mark.parametrize(
    "text", ["Riv", "Jordan 12/4/1988", "Kim 004417", "4417", "9/3/1974", "", "   ", "--", "MRN", "Rivera 3/9/1975"]
)
def test_what_does_not_fit_as_a_whole_finds_nobody(text, people, clinic):
    assert named(clinic, text) == []


@pytest.mark.parametrize("text", ["3/9/74", "13/45/1974", "2/30/1974", "1974-02-30", "Rivera 3/9/74", "1/1/00000"])
def test_a_date_that_is_none_or_has_no_whole_year_is_unclear(text, people, clinic):
    with pytest.raises(UnclearDate):
        find(clinic, text)


def test_nobody_of_another_clinic_is_found(people):
    other = a_clinic("Harbor Clinic")

    for text in ("Rivera", "3/9/1974", "004417", "12-34-5678"):
        try:
            assert not find(other, text).exists()
        except UnclearDate:
            assert text == "12-34-5678"

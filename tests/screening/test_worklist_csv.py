"""The worklist as CSV: who, when, where it stands; nothing of the answers, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Clinic, Staff
from screening.worklist_csv import COLUMNS, harmless
from tests.people import Patient, a_patient, signed_in
from tests.reviewing import posts_sign_off, records_all


@pytest.fixture
def browser(clinician: Staff) -> Client:
    return signed_in(clinician)


def rows(browser: Client, **asked: str) -> list[dict[str, str]]:
    answer = browser.get("/reviews/list.csv", asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_row_says_who_when_and_where_it_stands(clinic: Clinic, clinician: Staff, browser: Client) -> None:
    a_patient(clinic, clinician, clinician=clinician).sends()

    (row,) = rows(browser)

    assert tuple(row) == COLUMNS
    assert row["Patient"] == "Jordan Rivera"
    assert (row["Date of birth"], row["Record number"]) == ("1974-03-09", "004417")
    assert (row["Clinician"], row["Where it stands"]) == (clinician.name, "To review")
    assert row["Consult"] == f"{clinic.local(timezone.now() + timedelta(days=7)):%Y-%m-%d %H:%M}"
    assert (row["Signed off"], row["Signed off by"]) == ("", "")


def test_nothing_of_the_answers_is_in_it(patient: Patient, browser: Client) -> None:
    patient.sends(asq_2="yes", dissoc_trigger="yes", main_goal="To sing again", ride_home="self_drive")

    said = browser.get("/reviews/list.csv").content.decode()

    words = ("Safety", "Dissociation", "Getting home", "Urgent", "Discuss", "sing", "drive", "yes")
    assert [word for word in words if word in said] == []


def test_every_page_of_the_tab_is_in_it_and_no_other_tab(clinic: Clinic, clinician: Staff, browser: Client) -> None:
    for number in range(27):
        a_patient(clinic, clinician, name=f"Patient {number}")
    a_patient(clinic, clinician, name="Lena Park").sends()

    assert len(rows(browser, tab="waiting")) == 27
    assert [row["Patient"] for row in rows(browser)] == ["Lena Park"]


def test_it_is_narrowed_as_the_page_is(clinic: Clinic, clinician: Staff, lead: Staff, browser: Client) -> None:
    a_patient(clinic, clinician, name="Lena Park", clinician=clinician).sends()
    a_patient(clinic, clinician, name="Peter Ahn", clinician=lead).sends()

    assert [row["Patient"] for row in rows(browser, clinician=str(lead.pk))] == ["Peter Ahn"]


def test_another_clinic_is_never_in_it(patient: Patient, clinician_elsewhere: Staff) -> None:
    patient.sends()

    assert rows(signed_in(clinician_elsewhere)) == []


def test_a_signed_review_says_by_whom(patient: Patient, clinician: Staff, browser: Client) -> None:
    response = patient.sends()
    records_all(response, by=clinician)
    posts_sign_off(browser, response)

    (row,) = rows(browser, tab="signed")
    assert row["Signed off by"] == clinician.name
    assert row["In the hands of"] == ""


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1+1", "＝1", "=cmd|' /C calc'!A0"])
def test_a_name_that_looks_like_a_formula_is_text(name: str, clinic: Clinic, clinician: Staff, browser: Client) -> None:
    a_patient(clinic, clinician, name=name).sends()

    (row,) = rows(browser)
    assert row["Patient"] == f"'{name}"


@pytest.mark.parametrize("cell", ["Jordan Rivera", "José", "2026-12-01 09:00", "", "O'Neil", "a=b", 'with "quotes"'])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_quotes_commas_and_lines_stay_in_their_cell(clinic: Clinic, clinician: Staff, browser: Client) -> None:
    a_patient(clinic, clinician, name='Ann "Nan", née Smith').sends()

    assert [row["Patient"] for row in rows(browser)] == ['Ann "Nan", née Smith']


def test_it_is_a_file_that_nothing_keeps_and_the_trail_knows_of(clinician: Staff, browser: Client) -> None:
    answer: Any = browser.get("/reviews/list.csv?tab=signed")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="reviews-signed.csv"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    (event,) = AuditEvent.objects.filter(action="exported")
    assert (event.by, event.details) == (clinician, {"paper": "worklist", "form": "csv", "tab": "signed"})

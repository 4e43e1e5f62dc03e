"""One patient's complete record: everything that is kept, in one file for one pair of eyes, and never on a screen."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic.models import AuditEvent, Staff
from intake.models import FrozenDocument, Response
from intake.visits import note_companion
from operations.patient_record import patient_record
from screening.models import Covered, Disposition, Flag, SignOff, Taken
from tests.people import Patient, a_patient


@pytest.fixture
def reviewed(patient: Patient, clinician: Staff) -> Response:
    """A response that was sent, taken, talked about and signed."""
    response = patient.sends(asq_1="yes", asq_5="no", anything_else="I am afraid of needles.")
    now = timezone.now()
    Taken.objects.create(response=response, by=clinician, at=now)
    reached = Disposition.objects.create(
        response=response,
        is_safety=True,
        kind="reached",
        words={"topic": "Safety", "record": {"note": "Spoke for 20 min."}},
        by=clinician,
        at=now,
    )
    note_companion(response, name="Ana Ruiz", phone="555-0177", by=clinician, now=now)
    Covered.objects.create(disposition=reached, flag=response.flags.filter(is_safety=True).first())
    SignOff.objects.create(response=response, document=response.documents.get(), by=clinician, at=now)
    return response


def written(reference: str, file: Path) -> tuple[dict[str, Any], str]:
    """The record as the command writes it, and what it says on the screen."""
    told = io.StringIO()
    call_command("patient_record", reference, "--out", str(file), stdout=told)
    return json.loads(file.read_text()), told.getvalue()


def test_the_record_holds_everything_about_the_patient(reviewed, tmp_path):
    record, _told = written(reviewed.reference, tmp_path / "record.json")

    [response] = record["responses"]
    assert record["patient"]["identity"]["name"] == "Jordan Rivera"
    assert record["patient"]["identity"]["date_of_birth"] == "1974-03-09"
    assert response["reference"] == reviewed.reference
    assert {row["key"]: row["value"] for row in response["safety_answers"]}["asq_1"] == "yes"
    assert all(row["given_at"] for row in response["safety_answers"])
    assert response["documents"][0]["content"] == FrozenDocument.objects.get().content
    assert {flag["rule"] for flag in response["flags"]} == {flag.rule for flag in Flag.objects.all()}
    assert response["dispositions"][0]["record"]["note"] == "Spoke for 20 min."
    assert response["dispositions"][0]["by"] == "Dr. A. Okafor"
    assert response["sign_offs"][0]["by"] == response["taken"][0]["by"] == "Dr. A. Okafor"
    assert len(response["links"]) == 1
    assert "afraid of needles" in json.dumps(response["pages"])
    assert response["companion"] == {"name": "Ana Ruiz", "phone": "555-0177"}


def test_the_record_of_a_form_in_progress_can_be_had_too(patient, tmp_path):
    patient.saves(phq9_9="1")

    record, _told = written(patient.response.reference, tmp_path / "record.json")

    assert record["responses"][0]["status"] == "in_progress"
    assert record["responses"][0]["pages"][0]["answers"] == {"phq9_9": "1"}
    assert record["responses"][0]["flags"]


def test_the_record_says_which_safety_contact_was_told(patient, tmp_path):
    patient.saves(asq_5="yes")

    record, _told = written(patient.response.reference, tmp_path / "record.json")

    assert [(one["kind"], one["to"]) for one in record["responses"][0]["mails"]] == [
        ("notice", "First contact, First Nurse")
    ]


def test_the_record_holds_what_was_typed_and_could_not_be_accepted(patient, tmp_path):
    patient.enters()
    patient.client.post("/form/s/why-you-are-here/keep/", {"main_goal": "Walk. " * 700})

    record, _told = written(patient.response.reference, tmp_path / "record.json")

    assert "Walk. Walk." in json.dumps(record["responses"][0]["pages"][0]["typed"])


def test_the_record_holds_no_other_patient(reviewed, other_patient, tmp_path):
    other_patient.sends()

    record, _told = written(reviewed.reference, tmp_path / "record.json")

    assert "Whitfield" not in json.dumps(record)
    assert other_patient.response.reference not in json.dumps(record)


def test_the_record_holds_nothing_that_opens_a_link(patient, tmp_path):
    record, _told = written(patient.response.reference, tmp_path / "record.json")

    words = json.dumps(record)
    assert patient.token not in words
    assert patient.response.invitations.get().token_hash not in words


def test_every_table_about_a_response_is_in_the_record(reviewed):
    """A new table must be put into the record, or into the list of those that say nothing about the patient."""
    say_nothing = {"quiet_check", "presences"}
    shown_as = {"invitations": "links", "takings": "taken", "typed": "typed_and_not_recorded"}
    tables = {relation.get_accessor_name() for relation in Response._meta.related_objects} - say_nothing

    [response] = patient_record(reviewed.reference)["responses"]

    assert {shown_as.get(table, table) for table in tables} <= response.keys()


def test_other_forms_of_the_same_name_and_birthday_are_named_but_not_opened(reviewed, clinic, front_desk, tmp_path):
    again = a_patient(clinic, front_desk, name="jordan  RIVERA")
    a_patient(clinic, front_desk, born="1980-01-01")

    record, told = written(reviewed.reference, tmp_path / "record.json")

    assert record["other_references_of_the_same_name_and_birthday"] == [again.response.reference]
    assert again.response.reference in told
    assert len(record["responses"]) == 1


def test_the_file_is_for_its_owner_only_and_the_screen_tells_nothing(reviewed, tmp_path):
    file = tmp_path / "record.json"

    _record, told = written(reviewed.reference, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Rivera" not in told
    assert "needles" not in told


def test_that_a_record_was_taken_out_is_in_the_audit_trail(reviewed, tmp_path):
    written(reviewed.reference, tmp_path / "record.json")

    event = AuditEvent.objects.get(action="exported")
    assert (event.actor, event.subject) == ("operator", f"response {reviewed.pk}")


def test_a_reference_may_be_written_in_small_letters(reviewed, tmp_path):
    record, _told = written(reviewed.reference.lower(), tmp_path / "record.json")

    assert record["responses"][0]["reference"] == reviewed.reference


def test_a_record_never_overwrites(reviewed, tmp_path):
    file = tmp_path / "record.json"
    file.write_text("mine")

    with pytest.raises(CommandError, match="exists"):
        written(reviewed.reference, file)

    assert file.read_text() == "mine"


def test_an_unknown_reference_leaves_no_file(db, tmp_path):
    with pytest.raises(CommandError, match="No form has this reference"):
        written("AAAA-AAAA", tmp_path / "record.json")

    assert list(tmp_path.iterdir()) == []

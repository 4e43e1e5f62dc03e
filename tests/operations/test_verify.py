"""Verification: it finds what was altered, moved, removed from its guard, or written with a key that is not here."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from clinic.audit import Action, record
from clinic.encryption import encrypt
from clinic.models import KeyRotation
from intake.models import FrozenDocument, Page, Patient
from operations.verify import CHECKS
from screening.models import Flag
from tests.append_only import changes_allowed
from tests.operations.keys import NEW, keys


def complaints() -> list[str]:
    return [complaint for check in CHECKS for complaint in check.complaints("default")]


def sql(statement: str, *values: object) -> None:
    """Run a statement as somebody would who has the database and took the triggers away for a moment."""
    with changes_allowed(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def sent(patient):
    return patient.sends(asq_1="yes", asq_5="no")


def test_what_was_written_is_found_as_it_was_written(sent):
    assert complaints() == []


def test_an_empty_database_has_no_faults(db):
    assert complaints() == []


def test_a_document_that_was_written_anew_is_found_by_its_digest(sent):
    frozen = FrozenDocument.objects.get()
    forged = encrypt({**frozen.content, "language": "xx"}, place=f"frozen_document.content:{frozen.pk}")

    sql("UPDATE intake_frozendocument SET content = %s", forged)

    assert complaints() == [f"intake_frozendocument {frozen.pk} does not match its digest"]


def test_a_digest_that_was_changed_is_found(sent):
    sql("UPDATE intake_frozendocument SET digest = %s", "0" * 64)

    assert complaints() == [f"intake_frozendocument {FrozenDocument.objects.get().pk} does not match its digest"]


def test_a_value_of_another_row_is_found(sent):
    first = Flag.objects.values_list("words", flat=True)[0]

    sql("UPDATE screening_flag SET words = %s", bytes(first))

    assert len(complaints()) == Flag.objects.count() - 1


def test_an_altered_value_is_found(sent):
    page = Page.objects.first()
    stored = bytes(Page.objects.filter(pk=page.pk).values_list("answers", flat=True)[0])

    sql(
        "UPDATE intake_page SET answers = %s WHERE id = %s",
        stored[:-1] + bytes([stored[-1] ^ 1]),
        Page._meta.pk.get_db_prep_value(page.pk, connection),
    )

    assert complaints() == [f"intake_page.answers of {page.pk} cannot be opened"]


def test_what_was_written_with_a_key_that_is_not_here_is_found(sent):
    with keys(NEW):
        told = complaints()

    assert f"intake_patient.identity of {Patient.objects.get().pk} cannot be opened" in told


def test_an_audit_trail_that_was_cut_off_is_found(sent, clinic):
    now = timezone.now()
    record(Action.READ, clinic=clinic, now=now)
    record(Action.READ, clinic=clinic, now=now)

    sql("DELETE FROM clinic_auditevent WHERE id = (SELECT max(id) FROM clinic_auditevent)")

    assert [complaint for complaint in complaints() if str(clinic.pk) in complaint] == complaints()
    assert complaints()


def test_a_trigger_that_was_taken_away_is_found(sent):
    on = "" if connection.vendor == "sqlite" else " ON screening_flag"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER screening_flag_no_delete{on}")

    assert complaints() == ["screening_flag_no_delete is missing"]


def test_a_rotation_that_seems_to_go_on_for_ever_is_found(db):
    KeyRotation.objects.create(begun_at=timezone.now())

    assert complaints() == ["clinic_keyrotation has a row, so encrypted columns can be changed"]


def test_the_command_says_what_holds(sent):
    told = io.StringIO()

    call_command("verify", stdout=told)

    assert told.getvalue().count(": yes\n") == len(CHECKS)


def test_the_command_ends_with_a_fault_and_names_no_person(sent):
    told = io.StringIO()
    sql("UPDATE intake_frozendocument SET digest = %s", "0" * 64)

    with pytest.raises(CommandError, match="1 fault"):
        call_command("verify", stdout=told)

    assert "Every frozen document matches its digest: NO" in told.getvalue()
    assert "Rivera" not in told.getvalue()

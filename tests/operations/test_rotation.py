"""Rotating keys: everything comes under the newest one, nothing else changes, and it may be stopped at any time."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clinic.audit import Action
from clinic.encryption import encrypted_anew, is_current
from clinic.mail import send
from clinic.models import AuditEvent, KeptSecret, KeyRotation, Staff
from intake.finding import by_date_of_birth, by_name
from intake.keys import KeysDoNotFit, refuse_others
from intake.models import FrozenDocument, Page, SafetyAnswer
from operations import sealed
from operations.rotation import outstanding, rotate
from operations.verify import values_that_do_not_open
from screening.confirming import confirm
from screening.handing_over import hand_over
from screening.models import Disposition, Flag, Taken
from screening.unrecorded import keep
from tests.operations.keys import NEW, OLD, keys, opened, stored
from tests.people import NOON, Patient, a_patient


@pytest.fixture
def kept(patient: Patient, other_patient: Patient, clinician: Staff, lead: Staff) -> Patient:
    """A sent response and one in progress, with a value in each encrypted column."""
    response = patient.sends(asq_1="yes", asq_5="no", reasons=["depression"])
    other_patient.saves(phq9_9="1")
    KeptSecret.objects.create(secret="a made-up seed", created_at=NOON)
    send(clinician.email, "Your account", "A link.", clinic=clinician.clinic, now=NOON)
    Disposition.objects.create(
        response=response,
        is_safety=True,
        kind="reached",
        words={"topic": "Safety", "record": {"note": "Spoke."}},
        by=clinician,
        at=timezone.now(),
    )
    hand_over(response, lead, note="Call at 3.", by=clinician, now=timezone.now())
    seen = response.documents.get().pk
    confirm(response, "reasons", said="Since spring.", seen_document=seen, by=clinician, now=timezone.now())
    keep(response, "card-1", {"note": "Half a sen"}, by=clinician, now=timezone.now())
    return patient


def under(key: str) -> set[str]:
    """Where the values lie that are under this key."""
    with keys(key):
        return {where for where, value in stored().items() if is_current(value)}


def test_every_clinic_can_read_that_keys_were_rotated(kept):
    with keys(NEW, OLD):
        call_command("rotate_keys", "--yes", stdout=io.StringIO())
        chain = str(kept.response.clinic_id)
        told = AuditEvent.objects.filter(action=Action.KEYS_ROTATED, chain=chain).order_by("place")

        assert [event.details["stage"] for event in told] == ["begun", "ended"]
        assert told.last().details["values"] > 0


def test_every_encrypted_column_has_a_value_here(kept):
    assert {where.split()[0] for where in stored()} == {str(column) for column in sealed.encrypted_columns()}


def test_after_a_rotation_the_new_key_alone_opens_everything_as_it_was(kept):
    before = opened()

    with keys(NEW, OLD):
        list(rotate(now=timezone.now()))

    with keys(NEW):
        assert opened() == before
    assert under(OLD) == set()


def test_after_a_rotation_patients_are_found_with_the_new_key_alone(kept, clinic):
    with keys(NEW, OLD):
        call_command("rotate_keys", "--yes", stdout=io.StringIO())

    with keys(NEW):
        assert by_name(clinic, "rivera").get() == kept.response.patient
        assert by_date_of_birth(clinic, date(1974, 3, 9)).get() == kept.response.patient


def test_the_digests_and_everything_else_stay(kept):
    before = list(FrozenDocument.objects.values("id", "digest", "number", "frozen_at", "response"))

    with keys(NEW, OLD):
        list(rotate(now=timezone.now()))
        assert all(frozen.document.digest == frozen.digest for frozen in FrozenDocument.objects.all())

    assert list(FrozenDocument.objects.values("id", "digest", "number", "frozen_at", "response")) == before


def test_a_second_rotation_finds_nothing_to_do(kept):
    with keys(NEW, OLD):
        list(rotate(now=timezone.now()))
        first = stored()

        assert list(rotate(now=timezone.now())) == []
        assert stored() == first


def test_a_rotation_that_was_stopped_goes_on_where_it_was(kept, monkeypatch):
    monkeypatch.setattr(sealed, "BATCH", 2)
    with keys(NEW, OLD):
        going = rotate(now=timezone.now())
        next(going)
        next(going)
        going.close()

        first = under(NEW)
        done_then = {where: value for where, value in stored().items() if where in first}
        list(rotate(now=timezone.now()))

        assert len(done_then) in (3, 4)
        assert set(outstanding().values()) == {0}
        assert done_then.items() <= stored().items()


def test_both_keys_open_everything_in_the_middle_of_a_rotation(kept):
    before = opened()

    with keys(NEW, OLD):
        next(rotate(now=timezone.now()))

        assert opened() == before


def test_what_is_saved_meanwhile_is_not_lost(kept, other_patient, monkeypatch):
    monkeypatch.setattr(sealed, "BATCH", 1)
    with keys(NEW, OLD):
        going = rotate(now=timezone.now())
        next(going)
        other_patient.saves(phq9_1="2")
        list(going)

        assert Page.objects.get(response=other_patient.response).answers == {"phq9_9": "1", "phq9_1": "2"}


def test_a_value_that_does_not_open_is_named_and_left(kept):
    page = Page.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_page SET answers = %s", [b"\x01abcd" + bytes(40)])

    with keys(NEW, OLD), pytest.raises(CommandError, match=f"intake_page.answers of {page.pk}"):
        call_command("rotate_keys", "--yes", stdout=io.StringIO())

    assert KeyRotation.objects.count() == 0


def test_a_patient_who_cannot_be_read_does_not_stop_the_rotation_of_the_others(kept, other_patient, clinic):
    lost = other_patient.response.patient
    with connection.cursor() as cursor:
        key = type(lost)._meta.pk.get_db_prep_value(lost.pk, connection)
        cursor.execute("UPDATE intake_patient SET identity = %s WHERE id = %s", [b"\x01abcd" + bytes(40), key])

    with keys(NEW, OLD), pytest.raises(CommandError, match=f"intake_patient.identity of {lost.pk}"):
        call_command("rotate_keys", "--yes", stdout=io.StringIO())

    with keys(NEW):
        assert by_name(clinic, "rivera").get() == kept.response.patient


def test_a_dry_run_counts_and_changes_nothing(kept):
    before, told = stored(), io.StringIO()

    with keys(NEW, OLD):
        call_command("rotate_keys", stdout=told)

    assert stored() == before
    assert "intake_patient.identity: 2 under an older key" in told.getvalue()
    assert "Nothing was changed" in told.getvalue()


def test_no_sign_of_a_rotation_is_left_behind(kept):
    with keys(NEW, OLD):
        call_command("rotate_keys", "--yes", stdout=io.StringIO())

    assert KeyRotation.objects.count() == 0


# What the database lets through in a rotation -------------------------------------------------------------------------


def in_rotation(statement: str, *values: object) -> None:
    """Run a statement as a rotation would, with the new key in front."""
    with transaction.atomic(), connection.cursor() as cursor:
        KeyRotation.objects.create(begun_at=timezone.now())
        cursor.execute(statement, values)


def anew(model: type, column: str) -> bytes:
    """The newest row's value under the new key."""
    row = model.objects.order_by("pk").first()
    field = model._meta.get_field(column)
    value = model.objects.filter(pk=row.pk).values_list(column, flat=True)[0]
    with keys(NEW, OLD):
        return encrypted_anew(value, place=field.place_of(row.pk))


SEALED = [(SafetyAnswer, "entry"), (FrozenDocument, "content"), (Flag, "words"), (Disposition, "words")]


@pytest.mark.parametrize(("model", "column"), SEALED)
def test_encrypting_anew_is_refused_outside_a_rotation(kept, model, column):
    table = model._meta.db_table

    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [anew(model, column)])  # noqa: S608


@pytest.mark.parametrize(("model", "column"), SEALED)
def test_a_value_under_the_same_key_is_refused_in_a_rotation(kept, model, column):
    """So that the value of another row, or one of an earlier time, cannot simply be put in its place."""
    table = model._meta.db_table

    with pytest.raises(DatabaseError, match="kept as it is"):
        in_rotation(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


@pytest.mark.parametrize(("model", "column"), SEALED)
@pytest.mark.parametrize("value", [b"", b"\x01abcd", b"\x02abcd" + bytes(60), None])
def test_what_is_no_encrypted_value_is_refused_in_a_rotation(kept, model, column, value):
    table = model._meta.db_table

    with pytest.raises(DatabaseError):
        in_rotation(f"UPDATE {table} SET {column} = %s", value)  # noqa: S608


@pytest.mark.parametrize(("model", "column"), SEALED)
def test_no_other_column_may_change_in_a_rotation(kept, model, column):
    table, value = model._meta.db_table, anew(model, column)
    pk = model.objects.order_by("pk").first().pk
    others = [field.column for field in model._meta.local_fields if field.name != column]

    for other in others:
        changed = "'x'" if connection.vendor == "sqlite" else _another(model, other)
        with pytest.raises(DatabaseError):
            in_rotation(
                f'UPDATE {table} SET {column} = %s, "{other}" = {changed} WHERE id = %s',  # noqa: S608
                value,
                model._meta.pk.get_db_prep_value(pk, connection),
            )


def _another(model: type, column: str) -> str:
    """An SQL expression of the column's type that is not its value."""
    kind = next(field for field in model._meta.local_fields if field.column == column).get_internal_type()
    return {
        "UUIDField": "gen_random_uuid()",
        "ForeignKey": "gen_random_uuid()",
        "OneToOneField": "gen_random_uuid()",
        "DateTimeField": "now()",
        "PositiveSmallIntegerField": "77",
    }.get(kind, "'x'")


@pytest.mark.parametrize(("model", "column"), SEALED)
def test_a_row_cannot_be_deleted_in_a_rotation(kept, model, column):
    with pytest.raises(DatabaseError, match="kept as it is"):
        in_rotation(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def test_a_table_without_an_encrypted_column_stays_closed_in_a_rotation(kept, clinician):
    Taken.objects.create(response=kept.response, by=clinician, at=timezone.now())

    with pytest.raises(DatabaseError, match="kept as it is"):
        in_rotation("UPDATE screening_taken SET at = at")


def test_a_table_that_only_passes_for_the_sign_of_a_rotation_opens_nothing(kept):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE clinic_keyrotation (id integer, begun_at varchar(40))")
        cursor.execute("INSERT INTO clinic_keyrotation VALUES (1, '2026-01-01')")

        with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
            cursor.execute("UPDATE intake_frozendocument SET content = %s", [anew(FrozenDocument, "content")])
        cursor.execute("DROP TABLE clinic_keyrotation")


def test_the_values_of_two_rows_cannot_change_places_unnoticed(clinic, front_desk):
    """In a rotation of their own, somebody with the database but no keys can only make rows that do not open."""
    one, two = (a_patient(clinic, front_desk).sends(now=NOON).documents.get() for _ in range(2))
    with keys(NEW, OLD):
        list(rotate(now=timezone.now()))
    [of_two] = FrozenDocument.objects.filter(pk=two.pk).values_list("content", flat=True)
    # The key's id may be forged; without it, the database would refuse the value at once.
    in_rotation(
        "UPDATE intake_frozendocument SET content = %s WHERE id = %s",
        of_two[:1] + b"same" + of_two[5:],
        FrozenDocument._meta.pk.get_db_prep_value(one.pk, connection),
    )

    with keys(NEW, OLD):
        assert list(values_that_do_not_open("default")) == [
            f"intake_frozendocument.content of {one.pk} cannot be opened"
        ]


@pytest.mark.parametrize("left", [NEW, OLD])
def test_half_way_through_a_rotation_nothing_starts_with_one_of_the_two_keys(kept, left, monkeypatch):
    monkeypatch.setattr(sealed, "BATCH", 2)
    with keys(NEW, OLD):
        next(rotate(now=NOON))
        refuse_others()

    with keys(left), pytest.raises(KeysDoNotFit):
        refuse_others()


def test_one_value_under_a_key_that_is_gone_is_enough_to_refuse(kept, db):
    with keys(NEW, OLD):
        for _ in rotate(now=NOON):
            pass
        older = KeptSecret(secret="another seed", created_at=NOON)
    with keys(OLD):
        older.save()

    with keys(NEW), pytest.raises(KeysDoNotFit):
        refuse_others()

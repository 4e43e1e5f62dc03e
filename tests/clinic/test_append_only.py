"""What only grows: the database itself refuses to change or remove it, whichever way it is asked."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clinic.encryption import EncryptedField
from clinic.models import AuditEvent, SettingChange, Staff
from intake.models import FrozenDocument, Page, Response, SafetyAnswer
from screening.models import Covered, Disposition, Flag, RulesApproval, SignOff, Taken, Usefulness
from tests.append_only import append_only_tables
from tests.people import Patient

KEPT = (
    AuditEvent,
    SettingChange,
    SafetyAnswer,
    FrozenDocument,
    Flag,
    Taken,
    Disposition,
    Covered,
    SignOff,
    RulesApproval,
    Usefulness,
)


@pytest.fixture
def reviewed(patient: Patient, clinician: Staff) -> Patient:
    """A sent response with one row in each table that only grows."""
    response = patient.sends(asq_1="yes", asq_5="no")
    now = timezone.now()
    flag = response.flags.filter(is_safety=True).first()
    done = Disposition.objects.create(
        response=response, is_safety=True, kind="reached", words={"topic": "Safety", "record": {}}, by=clinician, at=now
    )
    Covered.objects.create(disposition=done, flag=flag)
    Usefulness.objects.create(disposition=done, is_useful=True, by=clinician, at=now)
    RulesApproval.objects.create(
        clinic=response.clinic, version="1", questionnaire="1", digest="x", policy={}, by=clinician, at=now
    )
    Taken.objects.create(response=response, by=clinician, at=now)
    SettingChange.objects.create(
        clinic=response.clinic, name="phone", label="Phone", before="1", after="2", by=clinician, at=now
    )
    SignOff.objects.create(response=response, document=response.documents.get(), by=clinician, at=now)
    return patient


def refused(*statement: Any) -> str:
    """The database's words when it refuses this SQL."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(*statement)
    return str(refusal.value)


def test_none_of_these_tables_may_ever_change(db):
    assert {kind._meta.db_table for kind in KEPT} <= {operation.table for operation in append_only_tables()}


@pytest.mark.parametrize("kind", KEPT)
def test_raw_sql_cannot_update(reviewed, kind):
    table, column = kind._meta.db_table, kind._meta.pk.column

    assert "kept as it is" in refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


@pytest.mark.parametrize("kind", KEPT)
def test_raw_sql_cannot_delete(reviewed, kind):
    assert "kept as it is" in refused(f"DELETE FROM {kind._meta.db_table}")  # noqa: S608


@pytest.mark.parametrize("kind", KEPT)
def test_raw_sql_cannot_empty_the_table(reviewed, kind):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has TRUNCATE.")
    connection.check_constraints()  # otherwise it is refused only because checks are still to come

    assert "kept as it is" in refused(f"TRUNCATE {kind._meta.db_table} CASCADE")


@pytest.mark.parametrize("kind", KEPT)
def test_raw_sql_cannot_put_another_row_in_the_place_of_one(reviewed, kind):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has REPLACE.")
    table = kind._meta.db_table

    assert "kept as it is" in refused(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608


@pytest.mark.parametrize("kind", KEPT)
def test_the_orm_cannot_delete(reviewed, kind):
    with pytest.raises(DatabaseError), transaction.atomic():
        kind.objects.all()._raw_delete(using="default")

    assert kind.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in KEPT if kind is not Covered])
def test_saving_an_instance_again_is_refused(reviewed, kind):
    with pytest.raises(DatabaseError), transaction.atomic():
        kind.objects.first().save()


def test_an_insert_that_would_update_on_conflict_is_refused(reviewed):
    document = FrozenDocument.objects.get()
    document.digest = "0" * 64

    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenDocument.objects.bulk_create(
            [document], update_conflicts=True, update_fields=["digest"], unique_fields=["id"]
        )

    assert FrozenDocument.objects.get().digest == document.document.digest


def test_a_refusal_names_the_table_and_no_content(reviewed):
    words = refused("UPDATE intake_frozendocument SET digest = 'x'")

    assert words.splitlines()[0] == "this record is kept as it is (intake_frozendocument)"


def note_and_rewrite(response: Response) -> None:
    """One transaction: something new, then something that is refused."""
    with transaction.atomic():
        Page.objects.create(response=response, section="new", answers={}, saved_at=timezone.now())
        FrozenDocument.objects.update(digest="x")


def test_a_refused_change_takes_back_what_was_written_with_it(reviewed):
    with pytest.raises(DatabaseError):
        note_and_rewrite(reviewed.response)

    assert not reviewed.response.pages.filter(section="new").exists()


def test_every_trigger_is_in_place_after_the_last_migration(db):
    """SQLite loses a table's triggers whenever a migration rebuilds the table: that migration must make them anew."""
    kinds = ["update", "delete"] + (["truncate"] if connection.vendor == "postgresql" else [])
    found = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        names = {row[0] for row in cursor.fetchall()}

    assert {f"{operation.table}_no_{what}" for operation in append_only_tables() for what in kinds} <= names


def test_the_operations_can_be_written_into_a_migration_and_read_back(db):
    for operation in append_only_tables():
        name, args, kwargs = operation.deconstruct()
        assert name == "AppendOnly"
        assert type(operation)(*args, **kwargs).describe() == f"Let {operation.table} only grow"


def test_a_guarded_table_with_an_encrypted_column_names_every_other_one(db):
    """On SQLite, a column that a trigger does not name could be changed in a rotation of keys."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    for operation in append_only_tables():
        fields = models[operation.table]._meta.local_fields
        encrypted = [field.column for field in fields if isinstance(field, EncryptedField)]

        assert encrypted == ([operation.encrypted] if operation.encrypted else [])
        if operation.encrypted:
            assert {operation.encrypted, *operation.kept} == {field.column for field in fields}

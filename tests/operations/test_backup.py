"""Backup and return: a copy under way of one moment, nothing overwritten, and nothing let in that is not whole."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections

from clinic.audit import Action, faults
from clinic.models import AuditEvent, Clinic, Heartbeat
from intake.models import FrozenDocument, Response
from operations.backup import Damaged, check_file, database_file
from operations.restore import COPY
from screening.models import Flag
from tests.append_only import changes_allowed
from tests.operations.keys import NEW, keys
from tests.people import Patient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def sqlite_only(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has pg_dump: see test_pg_dump.py")


def run(command: str, *arguments: Any) -> str:
    told = io.StringIO()
    call_command(command, *map(str, arguments), stdout=told)
    return told.getvalue()


@pytest.fixture
def saved(patient: Patient, tmp_path: Path) -> Path:
    """A backup with one response that was sent."""
    patient.sends(asq_1="yes", asq_5="no")
    run("backup", tmp_path / "saved.sqlite3")
    return tmp_path / "saved.sqlite3"


def test_the_audit_trail_tells_of_a_backup_and_of_its_return(saved):
    made = AuditEvent.objects.filter(action=Action.BACKED_UP).count()

    run("restore", saved, "--replace")

    assert made == Clinic.objects.count()
    assert AuditEvent.objects.filter(action=Action.RESTORED, actor="operator").count() == Clinic.objects.count()
    assert not list(faults())


def forget_everything() -> None:
    call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def emptied(saved: Path) -> Path:
    """The backup, and a database as it is after the first `migrate`."""
    with changes_allowed():
        forget_everything()
    return saved


def tampered(file: Path, *statements: str) -> Path:
    """The backup after somebody had it: without triggers, then changed."""
    with closing(sqlite3.connect(file)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()
    return file


def test_what_was_sent_comes_back_as_it_was(emptied, patient):
    assert not Response.objects.exists()

    run("restore", emptied)

    response = Response.objects.get()
    assert response.patient.name == "Jordan Rivera"
    assert response.documents.get().document.value("asq_1") == "yes"
    assert Flag.objects.filter(is_safety=True).exists()
    assert "NO" not in run("verify")


def test_what_came_back_still_only_grows(emptied):
    run("restore", emptied)

    with pytest.raises(Exception, match="kept as it is"):
        FrozenDocument.objects.update(digest="x")


def test_a_backup_is_for_its_owner_only(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_a_backup_is_one_file(saved):
    assert [file.name for file in saved.parent.iterdir() if file.name.startswith("saved")] == ["saved.sqlite3"]


def test_a_backup_never_overwrites(saved):
    before = saved.read_bytes()

    with pytest.raises(CommandError, match="exists"):
        run("backup", saved)

    assert saved.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("backup", tmp_path / "no" / "such" / "folder")

    assert list(tmp_path.iterdir()) == []


def test_a_backup_holds_no_readable_name_or_answer(saved):
    content = saved.read_bytes()

    assert b"Rivera" not in content
    assert b"asq_1" not in content


@pytest.mark.slow
def test_a_backup_under_writes_is_of_one_moment(patient, tmp_path):
    """Two rows are always written together; a copy that has one of them without the other is of no moment."""
    stop, failures = threading.Event(), []

    def write_on() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                with closing(sqlite3.connect(database_file(), timeout=20, isolation_level=None)) as writer:
                    writer.execute("BEGIN IMMEDIATE")
                    for side in ("left", "right"):
                        writer.execute(
                            "INSERT INTO clinic_heartbeat VALUES (?, '2026-01-01 00:00:00')", (f"{side} {number}",)
                        )
                    writer.execute("COMMIT")
        except sqlite3.Error as failure:
            failures.append(failure)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for number in range(5):
            run("backup", tmp_path / f"{number}.sqlite3")
    finally:
        stop.set()
        writer.join()

    assert failures == []
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.sqlite3")) as copy:
            names = [name for (name,) in copy.execute("SELECT name FROM clinic_heartbeat")]
        assert sum(name.startswith("left") for name in names) == sum(name.startswith("right") for name in names)
    assert Heartbeat.objects.filter(name__startswith="left").exists()


def test_records_are_not_replaced_unless_that_is_said(saved):
    with pytest.raises(CommandError, match="--replace"):
        run("restore", saved)


def test_what_is_replaced_is_kept(saved, other_patient):
    told = run("restore", saved, "--replace")

    kept = Path(told.split("kept in ")[1].strip().rstrip("."))
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT count(*) FROM intake_response").fetchone() == (2,)
    assert Response.objects.count() == 1
    kept.unlink()


def test_two_records_that_are_replaced_in_one_second_are_both_kept(saved):
    with time_machine.travel("2026-11-30 12:00", tick=False):
        told = [run("restore", saved, "--replace") for _ in range(2)]

    kept = {Path(line.split("kept in ")[1].strip().rstrip(".")) for line in told}
    assert len(kept) == 2
    for file in kept:
        file.unlink()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE intake_frozendocument SET digest = 'x'",
        "UPDATE screening_flag SET words = x'00'",
        "UPDATE intake_patient SET identity = CAST(substr(identity, 1, length(identity) - 1) || x'00' AS BLOB)",
        "UPDATE intake_patient SET identity = 'Jordan \x80'",
        "SELECT 1",
        "DROP TABLE screening_flag",
    ],
    ids=["digest", "flag", "identity", "kind of value", "triggers alone", "table"],
)
def test_a_backup_that_was_tampered_with_changes_nothing(emptied, statement):
    tampered(emptied, statement)

    with pytest.raises(CommandError, match="Nothing was changed"):
        run("restore", emptied)

    assert not Clinic.objects.exists()


def test_a_backup_from_other_keys_changes_nothing(emptied):
    with keys(NEW), pytest.raises(CommandError, match="cannot be opened"):
        run("restore", emptied)

    assert not Clinic.objects.exists()


def test_a_backup_of_a_later_version_changes_nothing(emptied):
    with closing(sqlite3.connect(emptied)) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('intake', '9999_later', '2030-01-01')"
        )
        database.commit()

    with pytest.raises(CommandError, match=r"later version.*intake\.9999_later"):
        run("restore", emptied)


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_what_is_no_backup_changes_nothing(db, tmp_path, content):
    file = tmp_path / "other"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="Nothing was changed"):
        run("restore", file)


def test_a_damaged_page_is_noticed(saved):
    content = bytearray(saved.read_bytes())
    content[8192:12288] = os.urandom(4096)
    saved.write_bytes(content)

    with pytest.raises(Damaged):
        check_file(saved)


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run("restore", tmp_path / "none")


def test_looking_a_backup_over_leaves_nothing_behind(emptied):
    folder = database_file().parent
    before = {file.name for file in folder.iterdir()}

    run("restore", emptied)

    assert {file.name for file in folder.iterdir()} - before == set()
    assert COPY not in connections.databases
    assert emptied.exists()

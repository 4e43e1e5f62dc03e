"""The worker as a process of its own: it does its passes, outlives a database that is away, and ends when told to."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from screening.models import Flag
from tests.config.production import FROM_THE_MACHINE, ROOT, manage, server_environment

SOON = 20  # seconds; generous, because the machine may be busy. Nothing waits this long when all is well.


@pytest.fixture
def quiet_patient(patient):
    patient.saves(on_purpose=False, phq9_9="1", now=timezone.now() - timedelta(minutes=11))
    return patient


def test_one_pass_raises_what_is_missing_on_a_quiet_form_and_says_how_many(quiet_patient):
    said = StringIO()

    call_command("worker", "--once", stdout=said)

    assert sorted(flag.rule for flag in Flag.objects.all()) == ["SAFE-01", "SAFE-05", "SAFE-08"]
    assert said.getvalue().strip().endswith("flags raised on 1 quiet form(s)")


def test_what_it_says_names_no_patient_and_no_answer(quiet_patient):
    said = StringIO()

    call_command("worker", "--once", stdout=said)

    told = [quiet_patient.response.reference, str(quiet_patient.response.pk), "Jordan", "SAFE", "phq9"]
    assert [word for word in told if word in said.getvalue()] == []


def test_a_pass_that_finds_nothing_says_nothing(patient):
    said = StringIO()

    call_command("worker", "--once", stdout=said)

    assert said.getvalue() == ""


# Run in a process of its own: a form that went quiet an hour ago after a safety answer.
QUIET_FORM = """
from datetime import timedelta
from django.utils import timezone
from clinic.models import Role
from intake.responses import save_page
from intake.sections.mood import Mood
from tests.people import a_clinic, a_member, a_patient
clinic = a_clinic("Cedar Clinic")
patient = a_patient(clinic, a_member(clinic, Role.FRONT_DESK, "Robin Hale"))
before = timezone.now() - timedelta(hours=1)
save_page(patient.response, Mood, {"phq9_9": "1"}, on_purpose=False, now=before)
"""


@pytest.fixture(scope="module")
def with_quiet_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with one quiet form in it."""
    database = tmp_path_factory.mktemp("worker") / "db.sqlite3"
    for command in (["migrate", "--verbosity=0"], ["shell", "--verbosity=0", "--command", QUIET_FORM]):
        done = manage(*command, environment=server_environment(database))
        assert done.returncode == 0, done.stderr
    return database


@contextmanager
def worker(database: Path) -> Iterator[subprocess.Popen[str]]:
    """The worker as a server would start it, with a tenth of a second between passes. It is ended in any case."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "manage.py", "worker", "--every", "0.1"],
        cwd=ROOT,
        env={"ENV_FILE": "", "PYTHONUNBUFFERED": "1", **FROM_THE_MACHINE, **server_environment(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    too_late = threading.Timer(SOON, process.kill)
    too_late.start()
    try:
        yield process
    finally:
        too_late.cancel()
        process.kill()
        process.communicate()


def line_with(words: str, process: subprocess.Popen[str]) -> str:
    """The first line from here on that holds these words; "" if the process ends before."""
    assert process.stdout is not None
    return next((line for line in process.stdout if words in line), "")


@pytest.mark.slow
def test_it_does_its_passes_and_ends_within_two_seconds_of_being_told_to(with_quiet_form, tmp_path):
    database = Path(shutil.copy(with_quiet_form, tmp_path))
    with worker(database) as process:
        assert line_with("flags raised on 1 quiet form(s)", process)

        told = time.monotonic()
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=SOON)

    assert ended == 0
    assert time.monotonic() - told < 2


@pytest.mark.slow
def test_it_goes_on_by_itself_when_the_database_comes_back(with_quiet_form, tmp_path):
    away = tmp_path / "mounted" / "db.sqlite3"
    with worker(away) as process:
        assert line_with("The database does not answer.", process)

        shutil.copytree(with_quiet_form.parent, away.parent)

        assert line_with("flags raised on 1 quiet form(s)", process)

"""What somebody finds who copies the whole database: no person, no answer, no question. Other keys open nothing."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from intake.models import Patient
from intake.questionnaire import QUESTIONS
from screening.demo.load import load
from screening.demo.people import PATIENTS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
OTHER_KEY = base64.b64encode(bytes(range(32))).decode()


@dataclass(frozen=True)
class Copy:
    """What a copied database shows: ``text`` is every cell of every table; ``numbers`` are the patients' records."""

    text: str
    numbers: list[str]


@pytest.fixture(scope="module")
def copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[Copy]:
    """The database after the whole demo; loaded once, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(now=timezone.now())
        yield Copy(text=everything_stored(), numbers=[patient.record_number for patient in Patient.objects.all()])
        transaction.set_rollback(True)


def everything_stored() -> str:
    """Every cell of every table, as one text in small letters."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            cells = [cell for row in cursor.fetchall() for cell in row]
            found += [bytes(c).decode("latin-1") if isinstance(c, bytes | memoryview) else str(c) for c in cells]
    return "\n".join(found).lower()


def stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text))


def test_no_patients_name_birth_date_or_record_number_stands_in_the_file(copy: Copy) -> None:
    # Three or four letters stand in any megabyte of ciphertext by chance.
    words = [word for person in PATIENTS for word in (*person.name.split(), person.born) if len(word) > 4]
    words += [word for person in PATIENTS for said in person.companion or () for word in said.split()]
    assert [word for word in (*words, *copy.numbers) if stands_in(word, copy.text)] == []


def test_no_option_that_somebody_chose_stands_in_the_file(copy: Copy) -> None:
    labels = {str(label) for question in QUESTIONS.values() for _code, label in question.options}
    # Words that every table of states and times has: "yes", "no", "now" and the like say nothing by themselves.
    telling = [label for label in labels if len(label) > len("Sometimes")]
    assert len(telling) > 100
    assert [label for label in telling if stands_in(label, copy.text)] == []


def test_nothing_that_somebody_typed_stands_in_the_file(copy: Copy) -> None:
    typed = [
        value
        for person in PATIENTS
        for key, value in person.answers.items()
        if key in QUESTIONS and QUESTIONS[key].kind == "text"
    ]
    assert typed
    assert [text for text in typed if text.lower() in copy.text] == []


def test_no_question_and_no_key_of_a_question_stands_in_the_file(copy: Copy) -> None:
    keys = [key for key in QUESTIONS if "_" in key]
    wording = [str(question.label) for question in QUESTIONS.values()]
    assert [word for word in (*keys, *wording) if stands_in(word, copy.text)] == []


@pytest.mark.django_db
def test_the_worker_does_not_start_with_keys_that_open_nothing(patient: Any, settings: Any) -> None:
    settings.PHI_KEYS = [OTHER_KEY]
    with pytest.raises(CommandError, match="PHI_KEYS does not open what this database holds"):
        call_command("worker", once=True)


def test_the_site_does_not_start_with_keys_that_open_nothing(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DEBUG": "1", "ENV_FILE": "", "PHI_KEYS": OTHER_KEY}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/copied.sqlite3"

    def run(*command: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment | changed, capture_output=True, text=True, check=False
        )

    start = ("-c", "import config.wsgi")
    assert run(*start).returncode == 0  # no tables yet
    assert run("manage.py", "migrate", "-v0").returncode == 0
    loaded = run(
        "-c",
        "import django; django.setup(); from django.utils import timezone; "
        "from screening.demo.load import load; load(now=timezone.now())",
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    assert loaded.returncode == 0, loaded.stderr
    assert run(*start).returncode == 0

    refused = run(*start, PHI_KEYS=base64.b64encode(bytes(32)).decode())

    assert refused.returncode != 0
    assert "PHI_KEYS does not open what this database holds" in refused.stderr

"""The program is killed in the middle of sending changes: nothing of it is stored, and it can be sent again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

PREPARE = """
from tests.people import a_clinic, a_member, a_patient
from clinic.models import Role
from intake.amendments import begin_changes
from django.utils import timezone
clinic = a_clinic("Cedar Clinic")
patient = a_patient(clinic, a_member(clinic, Role.FRONT_DESK, "Robin Hale"))
patient.sends(ride_home="self_drive", nausea_meds="often")
begin_changes(patient.response, now=timezone.now())
from tests.answers import complete_answers
patient.saves(**complete_answers(ride_home="no_plan", nausea_meds="often"))
"""
SEND = """
from django.utils import timezone
from intake.models import Response
from intake.responses import submit
submit(Response.objects.get(), signed_as="Jordan", statement="Mine.", now=timezone.now())
"""
# The last moment at which nothing is committed: everything is written, the audit trail last of all.
KILLED = """
import os, signal
from intake import responses
written = responses.record
def record(*args, **kwargs):
    written(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
responses.record = record
"""
TELL = """
from intake.models import FrozenDocument, Response
from screening.models import CarriedOver, Flag
response = Response.objects.get()
newest = response.newest_document
print(FrozenDocument.objects.count(), response.is_amending, response.answers()["ride_home"],
      Flag.objects.filter(document=newest).count() > 0, CarriedOver.objects.count(), sep=" ")
"""


@pytest.mark.faults
def test_no_half_of_an_amendment_is_stored(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'killed.sqlite3'}"

    def run(code: str) -> subprocess.CompletedProcess[str]:
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", code]
        env = {**known, "DEBUG": "1", "DATABASE_URL": database}
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    env = {**os.environ, "DEBUG": "1", "DATABASE_URL": database}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True, timeout=120)
    prepared = run(PREPARE)
    assert prepared.returncode == 0, prepared.stderr

    killed = run(KILLED + SEND)
    after = run(TELL).stdout.strip()
    again = run(SEND)
    sent = run(TELL).stdout.strip()

    assert killed.returncode == -signal.SIGKILL
    assert after == "1 True no_plan True 0"
    assert again.returncode == 0, again.stderr
    assert sent == "2 False no_plan True 1"

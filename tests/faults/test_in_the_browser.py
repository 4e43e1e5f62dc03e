"""200 faults in a browser, by in_the_browser.py. Left out unless asked for: `pytest -m faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import launched

ROOT = Path(__file__).parent.parent.parent
RUNS, FAULTS_EACH = 5, 40  # runs at once, each with a server, a browser and a moment of its own


@pytest.mark.faults
def test_after_200_faults_all_that_was_acknowledged_is_there_and_five_seconds_of_typing_are_lost_at_most() -> None:
    with launched():  # without a browser, this test is left out
        pass
    command = [sys.executable, "-m", "tests.faults.in_the_browser", "--faults", str(FAULTS_EACH), "--seed"]
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "CHROMIUM") if name in os.environ}
    told = {"cwd": ROOT, "env": known, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    runs = [subprocess.Popen([*command, str(seed)], **told) for seed in range(RUNS)]  # type: ignore[call-overload]
    try:
        outcomes = [run.communicate(timeout=900)[0] for run in runs]
    finally:
        for run in runs:
            run.terminate()

    assert [run.returncode for run in runs] == [0] * RUNS, "\n".join(outcomes)
    assert all(f"faults in all                  {FAULTS_EACH}\n" in outcome for outcome in outcomes), outcomes
    print(*outcomes, sep="\n")

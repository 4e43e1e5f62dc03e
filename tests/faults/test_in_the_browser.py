"""A short run of in_the_browser.py: each kind of fault once. Left out unless asked for: `pytest -m faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import launched

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.faults
def test_at_most_five_seconds_of_typing_are_lost_whatever_goes_wrong() -> None:
    with launched():  # without a browser, this test is left out
        pass
    command = [sys.executable, "-m", "tests.faults.in_the_browser", "--faults", "6"]
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "CHROMIUM") if name in os.environ}
    ended = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, timeout=300)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "faults in all                  6" in ended.stdout

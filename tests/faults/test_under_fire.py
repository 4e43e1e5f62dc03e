"""A short run of benchmarks/faults.py against the real server. Left out unless asked for: `pytest -m faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.faults
def test_nothing_that_was_acknowledged_is_lost_while_the_server_is_killed() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "killed", "--patients", "10", "--pace", "0.05"]
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ended = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, timeout=300)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "10, of whom 10 sent" in ended.stdout

"""Running manage.py as a server would, in a process of its own. What is expected of it is in test_production.py."""

import base64
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# The few variables that the operating system itself needs. None of ours is passed on.
FROM_THE_MACHINE = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}


def server_environment(database: Path) -> dict[str, str]:
    """What a server has in its environment, complete and unremarkable."""
    return {
        "SECRET_KEY": "8QmXyd2JfQzv-pUuVnC6oTzW0c9rK1hLsEbGiAaN5tY_3xRw7ZkMj4DqPl",
        "PHI_KEYS": base64.b64encode(b"thirty-two bytes, as they should").decode(),
        "SITE_URL": "https://intake.example.org",
        "DATABASE_URL": f"sqlite:///{database}",
    }


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command of manage.py with `environment` and nothing else of ours."""
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env={"ENV_FILE": "", **FROM_THE_MACHINE, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )

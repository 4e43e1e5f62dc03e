"""What the documents name must exist: every test, script and page of docs/security.md and docs/hazards.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"`((?:tests|benchmarks|docs|deploy|clinic|config|intake|screening|operations)/[\w./-]*)`")


@pytest.mark.parametrize(
    "document", ["docs/security.md", "docs/hazards.md", "docs/patient-side.md", "benchmarks/README.md"]
)
def test_every_path_that_is_named_exists(document: str) -> None:
    named = set(NAMED.findall((ROOT / document).read_text()))

    assert sorted(path for path in named if not (ROOT / path).exists()) == []
    assert named or document.startswith("benchmarks/")


def test_every_hazard_names_what_holds_it() -> None:
    rows = [line for line in (ROOT / "docs/hazards.md").read_text().splitlines() if re.match(r"\| \d+ \|", line)]

    assert rows
    assert [row for row in rows if not NAMED.search(row)] == []


def test_every_row_about_security_names_a_test_or_says_why_not() -> None:
    rows = [line for line in (ROOT / "docs/security.md").read_text().splitlines() if re.match(r"\| (V\d|164)", line)]

    assert len(rows) > 40
    assert [row for row in rows if not NAMED.search(row) and "**open**" not in row and "**not ours**" not in row] == []

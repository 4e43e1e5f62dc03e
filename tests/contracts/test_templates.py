"""Templates and style sheets can be read and reviewed: no line and no template is longer than a screen shows.

How their tags are written is djade's to check, in .ci/run.
"""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static").glob("*.css"))
LONGEST_LINE, MOST_LINES = 140, 120


def lines_of(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_no_line_of_a_template_or_a_style_sheet_is_over_140_characters() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*TEMPLATES, *SHEETS]
        for number, line in enumerate(lines_of(path), 1)
        if len(line) > LONGEST_LINE
    ]

    assert len(TEMPLATES) > 100
    assert long == []


def test_no_template_is_over_120_lines() -> None:
    assert [f"{path.relative_to(ROOT)}" for path in TEMPLATES if len(lines_of(path)) > MOST_LINES] == []

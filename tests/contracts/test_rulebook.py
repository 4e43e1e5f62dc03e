"""The committed rulebook says what the rules say today."""

from pathlib import Path

from django.conf import settings

from screening.face_sheet import FOOTER
from screening.rulebook import written

FILE = Path(settings.BASE_DIR, "docs", "rulebook.md")


def test_the_committed_rulebook_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "stale: run `python manage.py rulebook`"


def test_the_rulebook_carries_the_fixed_footer() -> None:
    assert FOOTER == (
        "These are topics to talk about, made from the patient's answers by fixed rules. They are not a diagnosis and "
        "do not say whether treatment is right. No flag does not mean no concern."
    )
    assert f"> {FOOTER}\n" in written()

"""What patients read in Spanish, in our own words, is easy. Published instruments are not in the catalogue."""

from __future__ import annotations

import pytest

from intake.translations import read
from tests.reading_spanish import ease, syllables, words_of

EASY, NOT_HARD = 80, 50  # Fernández Huerta: 80 to 90 is for about grade 6; below 50 is for secondary school
ENOUGH = 12  # words; in a shorter text one long name would decide
TEXTS = [entry.msgstr for entry in read() if entry.msgstr]
LONG = [text for text in TEXTS if len(words_of(text)) >= ENOUGH]


def test_all_of_it_together_is_easy() -> None:
    assert ease("\n".join(TEXTS)) >= EASY


@pytest.mark.parametrize("text", LONG, ids=[text[:40] for text in LONG])
def test_no_text_is_hard(text: str) -> None:
    assert ease(text) >= NOT_HARD


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("día", 2),
        ("causa", 2),
        ("leer", 2),
        ("quien", 1),
        ("medicina", 4),
        ("guía", 2),
        ("ahora", 3),
        ("y", 1),
        ("aún", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_scale_tells_easy_from_hard() -> None:
    easy = "Tome un vaso de agua. Luego descanse un rato."
    hard = "La administración intravenosa de anestésicos disociativos requiere monitorización hemodinámica continuada."

    assert ease(easy) > EASY
    assert ease(hard) < NOT_HARD

"""What a published instrument is: official words in one or more languages, never translated by us. No wording stands
here; it is in instruments.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from intake.conditions import Condition
from intake.questions import PREFER_NOT, InstrumentItem, Option

ENGLISH = "en"
DECLINED = PREFER_NOT[0]

Labels = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The official words in one language beside English, in the order of the English ones.

    ``options`` are the labels of one set for all items, or of one set an item, without our own "Prefer not to answer".
    ``attribution`` is empty where the English line stands for this wording too.
    """

    stem: str = ""
    items: tuple[str, ...]
    options: Labels | tuple[Labels, ...] = field(repr=False)
    attribution: str = ""


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A published set of items: ``items[n-1]`` is the wording of item n, ``codes`` are LOINC codes in that order.

    ``options`` is one set for all items, or one set an item. ``to_do`` is our own sentence for when an item is blank.
    ``spanish`` is the official Spanish text, or None where there is none to use: then it is shown in English.
    """

    name: str
    title: str
    stem: str = ""
    attribution: str
    items: tuple[str, ...]
    options: tuple[Option, ...] | tuple[tuple[Option, ...], ...] = field(repr=False)
    to_do: Any = field(repr=False)
    spanish: Wording | None = field(default=None, repr=False)
    loinc: str = ""
    codes: tuple[str, ...] = ()

    def shown_in(self, language: str) -> str:
        """The language in which somebody who reads ``language`` sees this instrument."""
        return "es" if language == "es" and self.spanish else ENGLISH

    @property
    def lang(self) -> str:
        """The language of its words where that is not the language in force, else ""."""
        in_force = get_language() or ENGLISH
        shown_in = self.shown_in(in_force)
        return "" if shown_in == in_force else shown_in

    @property
    def stem_shown(self) -> str:
        """The stem in the language in force, as far as there is an official one."""
        return _official({ENGLISH: self.stem} | ({"es": self.spanish.stem} if self.spanish else {}))

    @property
    def attribution_shown(self) -> str:
        """The attribution line in the language in force, as far as there is one."""
        spanish = self.spanish.attribution if self.spanish else ""
        return _official({ENGLISH: self.attribution} | ({"es": spanish} if spanish else {}))

    @property
    def attribution_lang(self) -> str:
        """The language of the attribution line where that is not the language in force, else ""."""
        return "" if (get_language() or ENGLISH) == ENGLISH or self.attribution_shown != self.attribution else ENGLISH

    def item(self, number: int, *, show_if: Condition | None = None) -> InstrumentItem:
        """The question for item ``number`` (from 1)."""
        words = {ENGLISH: self.items[number - 1]} | ({"es": self.spanish.items[number - 1]} if self.spanish else {})
        return InstrumentItem(
            official(words),
            *self._options(number),
            instrument=self,
            number=number if len(self.items) > 1 else 0,
            loinc=self.codes[number - 1] if self.codes else "",
            show_if=show_if,
            missing=self.to_do,
        )

    def _options(self, number: int) -> list[Option]:
        options: Sequence[Any] = self.options
        if isinstance(options[0][0], tuple):
            options = options[number - 1]
        if self.spanish is None:
            return list(options)
        labels: Sequence[Any] = self.spanish.options
        if not isinstance(labels[0], str):
            labels = labels[number - 1]
        published = [(code, label) for code, label in options if code != DECLINED]
        in_both = [
            (code, official({ENGLISH: str(label), "es": spanish}))
            for (code, label), spanish in zip(published, labels, strict=True)
        ]
        return [*in_both, *(option for option in options if option[0] == DECLINED)]


def _official(words: Mapping[str, str]) -> str:
    return words.get(get_language() or ENGLISH, words[ENGLISH])


official: Any = lazy(_official, str)  # words by language, shown in the language in force

"""What goes on paper: words in order. The printed page, the PDF and the text are all made from one sheet.

What a sheet says is decided by who writes it (the patient's copy: intake/copies.py). How a PDF is made is in pdf.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Aside:
    """What stands beside an answer: a label that says what it is, and words. ``lang`` is that of the words."""

    label: str
    words: str
    lang: str = ""

    def __str__(self) -> str:
        return f"{self.label} {self.words}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A question and its answer, line by line. ``is_blank``: there is no answer, and the line says why.

    ``lang``, ``answer_lang``: the codes of their languages where those are not the sheet's, else "".
    """

    question: str
    answer: tuple[str, ...]
    is_blank: bool = False
    asides: tuple[Aside, ...] = ()
    lang: str = ""
    answer_lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Named columns and rows of cells. ``langs``: of each row, as in an entry; left out where they are the sheet's.

    ``first_lang``: of the first cell of each row, where that alone is in another language.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    langs: tuple[str, ...] = ()
    first_lang: str = ""

    @property
    def spoken(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each row with its language, "" where that is the sheet's."""
        return zip(self.langs or [""] * len(self.rows), self.rows, strict=True)


@dataclass(frozen=True, kw_only=True)
class Block:
    """What stands together: lines first, then entries, then a table, then small print. ``label`` begins the first line.

    ``lang``, ``note_lang``: of the lines and of the small print, as in an entry.
    """

    label: str = ""
    lead: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    table: Table | None = None
    note: str = ""
    lang: str = ""
    note_lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading of level 2 or 3 with what stands under it; ``small`` stands beside the heading, in smaller print."""

    title: str
    small: str = ""
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything on it, in ``language`` (a code).

    ``is_dense`` asks for two columns in which what stands together runs on, so that it fits on one page if it can.
    In a PDF, ``asked`` heads the columns of questions and of answers; ``foot`` is on each page beside ``page``, such as
    "Page {page} of {pages}"; ``again`` heads each page after the first.
    """

    language: str
    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    last: tuple[str, ...] = ()
    is_dense: bool = False
    asked: tuple[str, str]
    foot: str
    page: str
    again: str = ""

    def as_data(self) -> dict[str, Any]:
        """Plain data for the PDF."""
        return asdict(self)

    def words(self) -> Iterator[str]:
        """Every piece of text in the order in which it stands, the foot left out."""
        yield self.title
        yield from self.about
        for part in self.parts:
            yield part.title
            yield from filter(None, (part.small,))
            for block in part.blocks:
                yield from _words(block)
        yield from self.last


def _words(block: Block) -> Iterator[str]:
    yield from filter(None, (block.label,))
    yield from block.lead
    for entry in block.entries:
        yield entry.question
        yield from entry.answer
        yield from map(str, entry.asides)
    if block.table:
        yield from block.table.columns
        for row in block.table.rows:
            yield from row
    yield from filter(None, (block.note,))

"""Reads what goes on paper, for tests: the words of a PDF, its tags, and those of a frozen document itself."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from intake.document import NOT_ASKED
from intake.models import FrozenDocument
from intake.questionnaire import QUESTIONS


def squeezed(text: str) -> str:
    """Without any space: lines break elsewhere on paper."""
    return re.sub(r"\s+", "", text)


class Paper:
    """A PDF that was read back."""

    def __init__(self, made: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(made))
        self.root = self.reader.trailer["/Root"].get_object()

    def text(self, *, foot: str, heads: tuple[str, ...] = ("Question", "Your answer"), again: str = "") -> str:
        """Every word, squeezed, without what each page repeats: its head and foot, and the heads of a table."""
        repeated = squeezed(foot), squeezed("".join(heads)), squeezed(again)
        return "".join(self._page(page, *repeated) for page in self.reader.pages)

    def _page(self, page: Any, foot: str, heads: str, again: str) -> str:
        words = squeezed(page.extract_text()).replace(again, "")
        words = re.sub(re.escape(foot) + r"(?:Page\d+of|Página\d+de)\d+", "", words)
        return words.removeprefix(heads)

    @property
    def title(self) -> str:
        return str(self.reader.metadata.title) if self.reader.metadata else ""

    @property
    def language(self) -> str:
        return str(self.root.get("/Lang"))

    @property
    def languages(self) -> set[str]:
        """Those that parts of it are marked with, as elements or within their text."""
        within = b"".join(page.get_contents().get_data() for page in self.reader.pages)  # type: ignore[union-attr]
        marked = {found.decode() for found in re.findall(rb"/Lang\s?\((\w+)\)", within)}
        return marked | set(_values(self.root["/StructTreeRoot"], "/Lang"))

    @property
    def sizes(self) -> set[float]:
        """The sizes of its type, in points."""
        found: set[float] = set()
        for page in self.reader.pages:
            page.extract_text(
                visitor_text=lambda text, _cm, _tm, _font, size: found.add(size) if text.strip() else None
            )
        return found

    @property
    def is_universally_accessible(self) -> bool:
        """Whether it carries the mark of PDF/UA-1."""
        return b"<pdfuaid:part>1</pdfuaid:part>" in self.root["/Metadata"].get_object().get_data()

    @property
    def tags(self) -> Counter[str]:
        """How often each kind of structure element stands in it."""
        return Counter(_values(self.root["/StructTreeRoot"], "/S"))


def _values(element: Any, name: str) -> Iterator[str]:
    """What the elements of a structure say under this name."""
    element = element.get_object()
    if isinstance(element, list):
        for part in element:
            yield from _values(part, name)
    elif hasattr(element, "get"):
        if name in element:
            yield str(element[name]).removeprefix("/")
        if "/K" in element:
            yield from _values(element["/K"], name)


def words_of(frozen: FrozenDocument) -> Iterator[str]:
    """Each question that was asked and each answer, in order, as the stored document itself has them."""
    for section in frozen.content["sections"]:
        asked = [item for item in section["items"] if item["status"] != NOT_ASKED and not _worked_out(item["key"])]
        if asked:
            yield section["title"]
        for item in asked:
            yield item["question"]
            yield from item.get("rows") or [item.get("answer", "Left blank")]


def _worked_out(key: str) -> bool:
    return QUESTIONS[key].worked_out


def missing_in(text: str, pieces: Iterator[str]) -> list[str]:
    """The pieces that do not stand in a squeezed text in this order."""
    missing, place = [], 0
    for piece in map(squeezed, pieces):
        found = text.find(piece, place)
        if found < 0:
            missing.append(piece)
        else:
            place = found + len(piece)
    return missing

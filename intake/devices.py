"""One form open on two devices, or in two windows: the later save wins for a section, and nobody is left unaware.

Each page that is opened carries what it knows of its section. What it has, when it is saved, replaced without having
seen it is kept beside the answers (``Page.replaced``), and the person is told.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from intake.models import Page

WRITTEN = re.compile(r"(?P<revision>\d{1,9})\.(?P<opened>[\w-]{1,16})")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What an opened page knows: how often its section had been saved, and which opened page it is itself."""

    revision: int
    opened: str

    def __str__(self) -> str:
        return f"{self.revision}.{self.opened}"

    @classmethod
    def now(cls, page: Page | None) -> Self:
        """For a page that is opened now."""
        return cls(revision=page.revision if page else 0, opened=secrets.token_urlsafe(8))

    @classmethod
    def read(cls, written: str) -> Self | None:
        """As it comes back with the page; None where it does not, or is not ours."""
        named = WRITTEN.fullmatch(written)
        return cls(revision=int(named["revision"]), opened=named["opened"]) if named else None

    def after(self, page: Page) -> Self:
        """For the same opened page, once it was saved."""
        return type(self)(revision=page.revision, opened=self.opened)


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What a save has replaced unseen: when it had been saved, and the answers that are different now."""

    at: datetime
    answers: Mapping[str, Any]


def note_save(page: Page, *, seen: Seen | None, before: Mapping[str, Any], saved_at: datetime | None) -> None:
    """Count a save of this page, whose answers are already the new ones. ``before``: those it had, from ``saved_at``.

    A page that saves again because it did not hear that it was saved has replaced only its own.
    """
    is_newer = seen is not None and page.revision > seen.revision and page.saved_from != seen.opened
    page.revision += 1
    page.saved_from = seen.opened if seen else ""
    if seen and is_newer and saved_at and before != page.answers:
        lost = {key: value for key, value in before.items() if page.answers.get(key) != value}
        page.replaced = {"by": seen.opened, "revision": page.revision, "at": saved_at.isoformat(), "answers": lost}


def has_replaced(page: Page, seen: Seen | None) -> bool:
    """Whether this opened page must still be told that it replaced something: until it has heard of that save."""
    noted = page.replaced
    return bool(seen and noted and noted["by"] == seen.opened and seen.revision < noted["revision"])


def replaced_on(page: Page | None) -> Replaced | None:
    """What was replaced last on this page, if anything ever was."""
    noted = page.replaced if page else None
    return Replaced(at=datetime.fromisoformat(noted["at"]), answers=noted["answers"]) if noted else None

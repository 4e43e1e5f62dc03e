"""The versions of a sent form as its clinician reads them: what each changed, who signed it, what fell away.

What is different is written in each document when it is sent; nothing is compared here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from intake.models import FrozenDocument, Response
from screening.cards import Card
from screening.models import Disposition, SignOff


@dataclass(frozen=True, kw_only=True)
class Version:
    """One frozen document, and its sign-off if it was signed."""

    frozen: FrozenDocument
    signed: SignOff | None

    @property
    def changes(self) -> list[dict[str, str]]:
        """What the patient changed with it: question, before, after; nothing for the first one."""
        return list(self.frozen.content["amends"]["changes"]) if self.frozen.amends_id else []

    @property
    def signed_as(self) -> str:
        """The name that was typed on sending."""
        return str(self.frozen.content["sent"]["signed_as"])


@dataclass(frozen=True, kw_only=True)
class History:
    """Every version, newest first. ``fresh`` are the changes that no sign-off covers yet."""

    versions: list[Version]

    @property
    def fresh(self) -> list[Version]:
        unsigned = takewhile(lambda version: version.signed is None, self.versions)
        return [version for version in unsigned if version.changes]

    @property
    def reopened(self) -> SignOff | None:
        """The newest sign-off, if the patient sent changes after it."""
        newest = next((version.signed for version in self.versions if version.signed), None)
        return None if self.versions[0].signed else newest

    @property
    def earlier(self) -> list[Version]:
        """Changes that a sign-off covers."""
        fresh = self.fresh
        return [version for version in self.versions if version.changes and version not in fresh]


def history_of(response: Response) -> History:
    """The versions of a response that was sent."""
    signed = {one.document_id: one for one in response.sign_offs.select_related("by")}
    documents = response.documents.order_by("-number")
    return History(versions=[Version(frozen=one, signed=signed.get(one.pk)) for one in documents])


def fallen_away(response: Response, cards: Iterable[Card]) -> list[dict[str, Any]]:
    """Topics that were recorded on and have no card any more: the topic, and what was recorded, oldest first."""
    still = {card.topic for card in cards}
    gone: dict[Any, list[Disposition]] = {}
    for done in response.dispositions.select_related("by"):
        if done.topic not in still:
            gone.setdefault(done.topic, []).append(done)
    return [{"topic": topic, "done": done} for topic, done in sorted(gone.items(), key=lambda one: one[0].place)]

"""The card that a patient takes home: the link as a square to scan and as an address to type. Its words: the template.

A link is known only when it is made, so a card is drawn then and never again. Making links: invitations.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import qrcode
from django.conf import settings
from django.urls import reverse
from qrcode.constants import ERROR_CORRECT_M

from intake.models import Response

QUIET = 4  # modules of white around the square, without which phones do not find it


@dataclass(frozen=True, kw_only=True)
class LinkCard:
    """One patient's card. ``ends`` is until when the link works."""

    response: Response
    link: str = field(repr=False)
    ends: datetime
    square: Square


@dataclass(frozen=True, kw_only=True)
class Square:
    """A QR code as a drawing: ``side`` in modules, and the path of an SVG that paints the dark ones."""

    side: int
    path: str = field(repr=False)


def card_of(response: Response, token: str) -> LinkCard:
    """The card for the newest link of this response, whose token this is."""
    link = settings.SITE_URL + reverse("link", args=[token])
    ends = response.invitations.filter(stopped_at=None).latest("created_at").expires_at
    return LinkCard(response=response, link=link, ends=ends, square=square_of(link))


def square_of(text: str) -> Square:
    """The text as a QR code that is read even where a seventh of it is worn off."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    return Square(side=len(rows), path="".join(run for y, row in enumerate(rows) for run in _runs(row, y)))


def _runs(row: list[bool], y: int) -> Iterator[str]:
    """What paints the dark modules of one row, those side by side at once."""
    x = 0
    for is_dark, run in groupby(row):
        width = len(list(run))
        if is_dark:
            yield f"M{x} {y}h{width}v1h-{width}z"
        x += width

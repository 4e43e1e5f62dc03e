"""A sheet as a PDF: tagged for screen readers (PDF/UA-1), in our own fonts, with nothing taken from the machine.

The words go in as data, so nothing that a person wrote can run as markup. What a sheet says is not decided here.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.utils.translation import gettext, override

from intake.paper.sheet import Sheet

FOLDER = Path(__file__).parent
LONGEST = 400_000  # characters; takes about two seconds, and the longest form that can be sent has far fewer
log = logging.getLogger(__name__)


class SheetTooLong(ValueError):
    """A sheet of more words than anybody can have written in a form."""


def pdf(sheet: Sheet, *, made_at: datetime) -> bytes:
    """The PDF, the same to the byte whenever it is made. ``made_at`` is the date that it carries.

    Where a sign is in none of our fonts, the PDF says so on top and goes without PDF/UA-1. Raises SheetTooLong.
    """
    if sum(map(len, sheet.words())) > LONGEST:
        raise SheetTooLong
    try:
        return _compiled(sheet, made_at, standard="ua-1")
    except typst.TypstError:
        # The error quotes what a person wrote, so it is not logged.
        log.warning("A PDF goes without the mark PDF/UA-1: it has a sign that is in none of our fonts.")
    with override(sheet.language):
        incomplete = gettext("Some letters or signs could not be printed here. You can read them on the screen.")
    return _compiled(replace(sheet, about=(incomplete, *sheet.about)), made_at, standard=None)


def _compiled(sheet: Sheet, made_at: datetime, *, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        str(FOLDER / "sheet.typ"),
        root=str(FOLDER),
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(sheet.as_data())},
        pdf_standards=standard,
        timestamp=int(made_at.timestamp()),
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER / "fonts")])

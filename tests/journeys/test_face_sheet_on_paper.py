"""A face sheet that is printed by the browser: on one page where it can be. Its words: test_papers.py."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from screening.demo.people import PATIENTS
from tests.journeys.answers import everything
from tests.journeys.staff import Reviewing
from tests.people import a_patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from clinic.models import Staff
    from intake.models import Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def printed(page: Page, response: Response, paper: str = "face-sheet") -> PdfReader:
    page.goto(f"/reviews/{response.pk}/out/{paper}/")
    return PdfReader(io.BytesIO(page.pdf(format="Letter", prefer_css_page_size=True)))


def test_a_full_form_is_printed_on_one_page_and_a_longer_one_says_that_it_goes_on(page: Page, clinician: Staff) -> None:
    filled, longer = (a_patient(clinician.clinic, clinician, name=name) for name in ("Jordan Rivera", "Sam Whitfield"))
    Reviewing(page, clinician).signs_in()
    jordan = next(one for one in PATIENTS if one.name == "Jordan Rivera")

    assert len(printed(page, filled.sends(**jordan.answers)).pages) == 1

    first, *more = printed(page, longer.sends(**everything())).pages
    assert more
    assert "Face sheet, continued" not in first.extract_text()
    assert all("Face sheet, continued" in further.extract_text() for further in more)


def test_every_printed_page_says_whose_it_is(page: Page, clinician: Staff) -> None:
    Reviewing(page, clinician).signs_in()
    response = a_patient(clinician.clinic, clinician, name="Sam Whitfield").sends(**everything())
    whose = f"Sam Whitfield · born Mar 9, 1974 · MRN 004417 · Reference {response.reference}"

    for paper in ("face-sheet", "full-answers"):
        pages = printed(page, response, paper).pages
        assert len(pages) > 1
        assert all(whose in normalize("NFKC", one.extract_text()) for one in pages)  # a font may join an f and an i

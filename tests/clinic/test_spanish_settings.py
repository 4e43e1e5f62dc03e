"""A clinic's own words in two languages: whoever changes the one is told to look at the other."""

from __future__ import annotations

import pytest

from clinic.models import Clinic
from tests.clinic.test_settings import TEXTS_PAGE, main_of, on_page, sent
from tests.markup import read
from tests.people import signed_in

SPANISH_PAGE = "/staff/clinic/spanish/"
NOT_COMPARED = "the Spanish was not"


@pytest.fixture
def clinic(clinic: Clinic) -> Clinic:
    spanish = {"response_text": "De lunes a viernes.", "fasting_text": "No coma en 6 horas."}
    clinic.offers_spanish, clinic.fasting_text, clinic.spanish = True, "Do not eat for 6 hours.", spanish
    clinic.save()
    return clinic


def test_the_lead_is_told_on_every_page_when_english_was_changed_and_its_spanish_was_not(clinic, lead):
    browser = signed_in(lead)
    sent(browser, SPANISH_PAGE)  # read beside the English, and right
    assert NOT_COMPARED not in browser.get("/reviews/").content.decode()

    sent(browser, TEXTS_PAGE, fasting_text="Do not eat for 8 hours.")
    (told,) = read(browser.get("/reviews/").content.decode()).with_class("due")
    assert f"{NOT_COMPARED}: Eating and drinking before a visit. Compare them." in told.text
    assert "“Do not eat for 8 hours.”" in main_of(browser.get(SPANISH_PAGE)).text

    sent(browser, SPANISH_PAGE, fasting_text="No coma en 8 horas.")
    assert NOT_COMPARED not in browser.get("/reviews/").content.decode()


def test_spanish_that_was_saved_without_having_seen_newer_english_is_still_to_be_compared(clinic, lead):
    browser = signed_in(lead)
    drawn = on_page(browser, SPANISH_PAGE)
    sent(browser, TEXTS_PAGE, fasting_text="Do not eat for 8 hours.")

    browser.post(SPANISH_PAGE, drawn | {"driving_text": "No maneje."})

    assert NOT_COMPARED in browser.get("/reviews/").content.decode()


def test_nobody_but_the_lead_is_told_to_compare_the_languages(clinic, clinician):
    assert NOT_COMPARED not in signed_in(clinician).get("/reviews/").content.decode()

"""How the patient's pages hold up in a real browser: axe, a narrow phone, errors that lead to their question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from intake.questionnaire import BY_SLUG
from tests.browser import accessibility_faults
from tests.journeys.people import AtForm
from tests.people import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = [f"/form/s/{slug}/" for slug in BY_SLUG]
EVERY_KIND = [f"/form/s/{slug}/" for slug in ("before-you-start", "safety", "pain", "treatments")]
AROUND = ["/form/start/", "/form/", "/form/check/", "/form/help/", "/form/nothing-here/"]
EVERY_REASON = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
NARROW = {"width": 320, "height": 640}  # CSS pixels: a page of 1280 at 400 %


@pytest.fixture
def narrow(at_form: Callable[..., AtForm], invited: Patient) -> AtForm:
    """A patient with a very narrow screen who is asked everything."""
    patient = at_form(viewport=NARROW, bypass_csp=True)
    patient.opens_link()
    invited.saves(reasons=EVERY_REASON, mood_meds_any="yes", phq9_9="1", tx_stopped_side_effects="yes")
    return patient


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_fault_in_either_scheme(narrow: AtForm, scheme: str) -> None:
    narrow.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    faults = []

    for path in AROUND + EVERY_KIND:
        narrow.page.goto(path)
        faults += [f"{path} {fault}" for fault in accessibility_faults(narrow.page)]

    assert faults == []


def test_no_page_with_errors_has_an_accessibility_fault(narrow: AtForm) -> None:
    faults = []

    for slug in ("before-you-start", "treatments"):
        narrow.goes_to(slug)
        narrow.presses("Save and continue")
        faults += [f"{slug} {fault}" for fault in accessibility_faults(narrow.page)]

    assert faults == []


def test_no_page_scrolls_sideways_at_400_percent(narrow: AtForm) -> None:
    wide = []

    for path in AROUND + SECTIONS:
        narrow.page.goto(path)
        wide += [path] if is_too_wide(narrow.page) else []

    assert wide == []


def test_the_summary_takes_the_focus_and_leads_to_each_question(narrow: AtForm) -> None:
    page = narrow.page
    narrow.goes_to("getting-home")
    narrow.presses("Save and continue")
    assert page.evaluate("document.activeElement.id") == "summary"

    for link in page.locator(".summary a").all():
        link.click()
        assert page.evaluate("'#' + document.activeElement.id") == link.get_attribute("href")


def test_every_target_is_large_enough_for_a_thumb(narrow: AtForm) -> None:
    narrow.goes_to("getting-home")

    heights = [box.bounding_box() for box in narrow.page.locator(".choice, .button:visible, .help").all()]

    assert min(box["height"] for box in heights if box and box["width"] > 1) >= 44


def test_the_card_takes_the_focus_when_the_page_opens_with_it(narrow: AtForm, invited: Patient) -> None:
    invited.saves(asq_1="yes")

    narrow.goes_to("safety")

    assert narrow.page.evaluate("document.activeElement.id") == "crisis-title"

"""What has the focus is never hidden behind a message that stays in view (WCAG 2.4.11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.journeys.looks import NARROW
from tests.journeys.patient_pages import SOON
from tests.journeys.people import AtForm

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 40
LOW = {"width": 390, "height": 500}  # a phone with its keyboard open
TROUBLE = """() => {
  const line = document.querySelector("[data-saved]");
  line.textContent = line.dataset.offlineWords;
  line.classList.add("trouble");
}"""
# Nine points of what has the focus: those at which nothing else lies above it.
IN_SIGHT = """() => {
  const control = document.activeElement;
  const part = control.closest(".choice") || control;
  const box = part.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9];
  const isSeen = (x, y) => part.contains(document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
  const seen = shares.flatMap((x) => shares.map((y) => isSeen(x, y))).filter(Boolean).length;
  // Between the last stop and the first one it is on the page as a whole.
  return { what: control.id || control.textContent.trim(), isHidden: !seen && control !== document.body };
}"""


def hidden_stops(page: Page, key: str) -> list[str]:
    """What the focus comes to with this key, from where it is, and what is then hidden altogether."""
    hidden = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        page.evaluate("new Promise(requestAnimationFrame)")
        stop = page.evaluate(IN_SIGHT)
        if stop["isHidden"]:
            hidden.append(stop["what"])
    return hidden


@pytest.mark.parametrize("message", [SOON, TROUBLE], ids=["soon closed", "no connection"])
@pytest.mark.parametrize("size", [NARROW, LOW], ids=["at 400 %", "above a keyboard"])
def test_what_has_the_focus_is_in_sight_beside_a_message(
    message: str, size: dict[str, int], at_form: Callable[..., AtForm]
) -> None:
    patient = at_form(viewport=size)
    patient.opens_link()
    patient.goes_to("before-you-start")
    patient.page.evaluate(message)

    assert hidden_stops(patient.page, "Tab") == []
    assert hidden_stops(patient.page, "Shift+Tab") == []

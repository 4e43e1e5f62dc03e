"""The browser that the journeys use tells on a faulty page. The journeys themselves are in journeys/."""

import pytest

from tests.browser import accessibility_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_SOUND_PAGE = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1></main></html>"


def test_a_sound_page_has_no_accessibility_faults(page):
    page.set_content(A_SOUND_PAGE)

    assert accessibility_faults(page) == []


def test_an_input_without_a_label_is_found(page):
    page.set_content(A_SOUND_PAGE.replace("</main>", "<input name='age'></main>"))

    assert accessibility_faults(page) == ['label: <input name="age">']


def test_pages_cannot_ask_another_machine(page):
    page.set_content(A_SOUND_PAGE)

    answer = page.evaluate("fetch('http://example.org/').then(() => 'answered', () => 'refused')")

    assert answer == "refused"

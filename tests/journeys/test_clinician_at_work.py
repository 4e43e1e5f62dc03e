"""A clinician at work: by keyboard through the list, and words that outlive a closed page, another card, a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session

from clinic.models import Staff
from screening.models import Disposition
from screening.rule import Topic
from screening.unrecorded import kept
from tests.journeys.people import until
from tests.journeys.staff import Reviewing
from tests.people import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from intake.models import Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1360, "height": 900}  # CSS pixels
FOCUSED = "() => (document.activeElement.innerText || document.activeElement.value || '').replace(/\\s+/g, ' ').trim()"
HOME = f"card-{Topic.GETTING_HOME.place}"


@pytest.fixture
def response(clinician: Staff, front_desk: Staff) -> Response:
    """With Getting home and Nausea to talk about."""
    return a_patient(clinician.clinic, front_desk).sends(ride_home="self_drive", motion_sick="often")


@pytest.fixture
def reviewing(open_browser: Callable[..., Page], clinician: Staff) -> Reviewing:
    at_work = Reviewing(open_browser(viewport=WIDE), clinician)
    at_work.signs_in()
    return at_work


def tabs(page: Page, times: int = 1) -> str:
    """Presses Tab so often and tells what is focused then."""
    for _ in range(times):
        page.keyboard.press("Tab")
    return str(page.evaluate(FOCUSED))


def test_two_keys_lead_past_everything_to_the_first_row_and_each_row_is_one_stop(reviewing, response, front_desk):
    a_patient(response.clinic, front_desk, name="Sam Whitfield").sends()
    a_patient(response.clinic, front_desk, name="Maria Delgado").saves(asq_3="yes")
    page = reviewing.page
    page.goto("/reviews/")

    page.get_by_text("Skip to the list of reviews").focus()
    page.keyboard.press("Enter")
    assert [tabs(page), tabs(page)] == ["Jordan Rivera", "Sam Whitfield"]
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sam Whitfield", level=1).wait_for()


def test_tab_goes_through_safety_search_tabs_and_filter_in_the_order_of_the_page(reviewing, front_desk, response):
    a_patient(response.clinic, front_desk, name="Maria Delgado").saves(asq_3="yes")
    page = reviewing.page
    page.goto("/reviews/")

    page.get_by_text("Skip to the list of reviews").focus()
    stops = [tabs(page) for _ in range(9)]
    assert stops[0] == "Take and open Maria Delgado"
    assert stops[1:3] == ["", "Find"]
    assert [stop.rsplit(" ", 1)[0] for stop in stops[3:7]] == [
        "To review",
        "In review",
        "Waiting for patient",
        "Signed",
    ]
    assert stops[7:] == ["Narrow the lists", "Look again"]


def test_a_card_is_recorded_with_keys_alone(reviewing, response):
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")

    page.locator(f"#{HOME}-kind").focus()
    page.keyboard.press("Space")
    tabs(page)
    page.keyboard.type("Sister drives.")
    tabs(page)
    page.keyboard.press("Enter")
    until(page, Disposition.objects.exists)
    assert Disposition.objects.get().record == {"note": "Sister drives."}


def test_recording_one_card_keeps_what_was_just_typed_on_another(reviewing, response):
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")

    page.locator(f"#{HOME}-note").fill("Her sister, perhaps.")
    reviewing.card("Nausea").talked_about("Ginger.")

    assert Disposition.objects.get().topic is Topic.NAUSEA
    until(page, lambda: HOME in kept(response, by=reviewing.person))
    page.reload()
    assert page.locator(f"#{HOME}-note").input_value() == "Her sister, perhaps."


def test_one_press_records_every_card_that_is_marked_and_nothing_is_left_over(reviewing, response):
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")

    for skip in ("Skip to the main part", "Skip to the first open card"):
        assert tabs(page) == skip
        page.keyboard.press("Enter")
    for _card in range(2):
        while not str(page.evaluate("document.activeElement.id")).endswith("-kind"):
            tabs(page)
        page.keyboard.press("Space")
        tabs(page)
        page.keyboard.type("Agreed.")
    while tabs(page) != "Record every card marked above":
        pass
    page.keyboard.press("Enter")

    page.get_by_text("Something is recorded about every card.").wait_for()
    assert {done.topic for done in Disposition.objects.all()} == {Topic.GETTING_HOME, Topic.NAUSEA}
    page.wait_for_timeout(500)  # for what the page that was left may have sent
    assert kept(response, by=reviewing.person) == {}


def test_what_is_typed_is_kept_after_a_moment_and_says_so(reviewing, response):
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")
    page.locator(f"#{HOME}-note").press_sequentially("Her sister")

    page.get_by_text("Kept for you, not recorded yet.").wait_for()
    assert kept(response, by=reviewing.person) == {HOME: {"note": "Her sister"}}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_was_recorded_too_late_is_back_after_signing_in_again(script, open_browser, clinician, response):
    reviewing = Reviewing(open_browser(viewport=WIDE, java_script_enabled=script), clinician)
    reviewing.signs_in()
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")
    page.locator(f"#{HOME}-note").fill("Her sister drives.")
    page.locator(f'#{HOME} [value="talked_about"]').check()
    Session.objects.all().delete()

    page.locator(f"#{HOME} button").click()
    page.get_by_label("Password", exact=True).wait_for()
    assert not Disposition.objects.exists()

    reviewing.signs_in()
    page.goto(f"/reviews/{response.pk}/")
    assert page.locator(f"#{HOME}-note").input_value() == "Her sister drives."
    assert page.locator(f'#{HOME} [value="talked_about"]').is_checked()
    reviewing.card("Getting home").talked_about("Her sister drives.")
    assert Disposition.objects.get().record == {"note": "Her sister drives."}


def test_a_colleague_is_named_while_the_page_is_open_and_not_after_it_is_left(
    open_browser, reviewing, clinician, lead, response
):
    reviewing.page.goto(f"/reviews/{response.pk}/")
    other = Reviewing(open_browser(viewport=WIDE), lead)
    other.signs_in()
    other.page.goto(f"/reviews/{response.pk}/")
    assert other.page.locator("#others").inner_text() == f"{clinician.name} has this open now."

    reviewing.page.goto("/reviews/")
    until(other.page, lambda: not response.presences.filter(by=clinician).exists())
    other.page.reload()
    assert other.page.locator("#others").inner_text() == ""


def test_without_a_script_no_word_on_another_card_is_lost_and_enter_records_nothing(open_browser, response, clinician):
    reviewing = Reviewing(open_browser(viewport=WIDE, java_script_enabled=False), clinician)
    reviewing.signs_in()
    page = reviewing.page
    page.goto(f"/reviews/{response.pk}/")
    home = reviewing.card("Getting home").card
    home.get_by_label("Follow up", exact=True).check()
    home.get_by_label("Who follows up").fill("Nurse Ito")

    home.get_by_label("Who follows up").press("Enter")
    assert not Disposition.objects.exists()

    reviewing.card("Nausea").talked_about("Ginger.")
    assert [done.topic for done in response.dispositions.all()] == [Topic.NAUSEA]
    assert home.get_by_label("Follow up", exact=True).is_checked()
    assert home.get_by_label("Who follows up").input_value() == "Nurse Ito"

"""Leaving a page at once after typing: what was typed last is saved or sent first, or else the page stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from clinic.models import Clinic
from intake.models import FrozenDocument
from tests.answers import complete_answers
from tests.journeys.people import AtForm
from tests.people import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = re.compile("/form/")
GOAL = "Dance again."
CANNOT_CONNECT = "We cannot connect just now."
CANNOT_SAVE = "We could not save just now."


@pytest.fixture
def typing(patient: AtForm, invited: Patient) -> AtForm:
    """A patient on the page with the reasons, everything answered but what they would like to do again."""
    invited.saves(on_purpose=False, reasons=["other"], told_by_professional=["none"])
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    return patient


def saved(page: Page) -> Any:
    return page.locator("[data-saved]").filter(has_text=re.compile("^Saved "))


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and continue", exact=True).click()


def refused(route: Route) -> None:
    route.abort("connectionrefused")


def server_away(route: Route) -> None:
    route.fulfill(status=502, body="Bad gateway")


@pytest.mark.parametrize(("fault", "words"), [(refused, CANNOT_CONNECT), (server_away, CANNOT_SAVE)])
def test_going_on_at_once_while_the_server_is_away_keeps_what_was_typed(
    typing: AtForm, invited: Patient, fault: Any, words: str
) -> None:
    page = typing.page
    page.route(FORM, fault)
    typing.chooses(main_goal=GOAL)

    go_on(page)
    page.get_by_text(words).wait_for()

    assert page.locator("#main_goal").input_value() == GOAL
    page.unroute(FORM)
    saved(page).wait_for()
    with page.expect_navigation(url="**/form/s/mood/"):
        go_on(page)
    assert invited.response.answers()["main_goal"] == GOAL


@pytest.mark.parametrize("fault", [refused, server_away])
def test_a_link_does_not_lead_away_from_what_cannot_be_saved(typing: AtForm, fault: Any) -> None:
    typing.page.route(FORM, fault)
    typing.chooses(main_goal=GOAL)

    typing.page.get_by_role("link", name="All sections").click()
    typing.page.locator(".saved.trouble").wait_for()

    assert typing.page.locator("#main_goal").input_value() == GOAL


def test_a_link_saves_before_it_leads_on(typing: AtForm, invited: Patient) -> None:
    asked: list[str] = []
    typing.page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    typing.chooses(main_goal=GOAL)

    typing.follows("‹ All sections")

    assert asked[:2] == ["POST /form/s/why-you-are-here/keep/", "GET /form/"]
    assert invited.response.answers()["main_goal"] == GOAL


def test_a_link_that_follows_the_end_of_the_sitting_leads_nowhere_and_says_why(typing: AtForm) -> None:
    typing.page.context.clear_cookies()
    typing.chooses(main_goal=GOAL)

    typing.page.get_by_role("link", name="All sections").click()
    typing.page.get_by_text("What you typed is still on this page").first.wait_for()

    assert typing.page.locator("#main_goal").input_value() == GOAL


TOLD = "You also saved “Why you are here”"


def test_going_on_at_once_still_tells_what_another_device_had_saved(typing: AtForm, invited: Patient) -> None:
    invited.saves(on_purpose=False, reasons=["other"], told_by_professional=["none"], main_goal="Walk far.")
    typing.chooses(main_goal=GOAL)

    typing.presses("Save and continue")

    assert typing.page.locator("main").get_by_role("status").first.inner_text().startswith(TOLD)


def test_a_link_stays_once_to_tell_what_another_device_had_saved(typing: AtForm, invited: Patient) -> None:
    invited.saves(on_purpose=False, reasons=["other"], told_by_professional=["none"], main_goal="Walk far.")
    typing.chooses(main_goal=GOAL)

    typing.page.get_by_role("link", name="All sections").click()
    typing.page.get_by_text(TOLD).wait_for()
    typing.follows("‹ All sections")

    assert invited.response.answers()["main_goal"] == GOAL


def test_help_waits_for_nothing(typing: AtForm) -> None:
    typing.page.route("**/keep/", lambda route: None)  # a save that is never answered
    typing.chooses(main_goal=GOAL)

    typing.follows("Get help now")

    assert typing.page.url.endswith("/form/help/")


def test_going_on_does_not_wait_long_for_a_save_that_is_not_answered(typing: AtForm, invited: Patient) -> None:
    typing.page.route("**/keep/", lambda route: None)
    typing.chooses(main_goal=GOAL)

    with typing.page.expect_navigation(url="**/form/s/mood/", timeout=8000):
        go_on(typing.page)

    assert invited.response.answers()["main_goal"] == GOAL


@pytest.mark.parametrize("fault", [refused, server_away])
def test_sending_while_the_server_is_away_keeps_the_name_that_was_typed(
    patient: AtForm, invited: Patient, fault: Any
) -> None:
    invited.saves(**complete_answers())
    patient.opens_link()
    patient.goes_to_check()
    page, send = patient.page, patient.page.get_by_role("button", name="Send to the clinic")
    patient.signs()
    page.route(FORM, fault)

    send.click()
    page.get_by_text("so nothing was sent. What you typed is still here.").wait_for()

    assert page.get_by_role("button", name="Keep my form open").is_hidden()
    assert page.get_by_role("checkbox").is_checked()
    assert page.get_by_label("Your name").input_value()
    page.unroute(FORM)
    send.click()
    page.get_by_role("heading", name="Thank you.").wait_for()
    assert FrozenDocument.objects.count() == 1


def test_another_language_is_not_asked_for_while_the_server_is_away(patient: AtForm, invited: Patient) -> None:
    Clinic.objects.update(offers_spanish=True)
    invited.saves(**complete_answers())
    patient.opens_link()
    patient.goes_to_check()
    page, spanish = patient.page, patient.page.get_by_role("button", name="Español")
    page.get_by_label("Your name").fill("Jordan")
    page.route(FORM, refused)

    spanish.click()
    page.get_by_text("so nothing was sent.").wait_for()
    page.unroute(FORM)
    spanish.click()

    page.get_by_role("heading", name="Revisar y enviar").wait_for()
    assert page.locator("[name=signed_as]").input_value() == "Jordan"
    assert not FrozenDocument.objects.exists()

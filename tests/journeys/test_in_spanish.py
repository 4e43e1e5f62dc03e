"""The patient's side in Spanish: every page, and a whole form whose cards are those of the same answers in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from clinic.models import Clinic
from intake.models import Response
from screening.rule import Priority
from tests.browser import PHONE, accessibility_faults
from tests.journeys.answers import everything
from tests.journeys.changing_pages import changing_what_was_sent
from tests.journeys.looks import NARROW, READ, WIDE
from tests.journeys.patient_pages import PATIENT_TOURS
from tests.journeys.people import AtForm, until
from tests.journeys.returning_pages import still_true
from tests.journeys.staff import AtDesk, Reviewing
from tests.journeys.test_whole_line import screened
from tests.people import BORN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HELP = "Pedir ayuda ahora"
TOURS = (*PATIENT_TOURS, changing_what_was_sent, still_true)
# What this person types is Spanish.
TYPED = {
    "support_contact": "Una hermana inventada, 555-0178",
    "language_help_details": "Oigo mal de un lado.",
    "main_goal": "Volver a cocinar para mis hijos.",
    "tx_stopped_side_effects_details": "La duloxetina me hacía sudar toda la noche.",
    "anesthesia_problem_details": "Temblé durante una hora.",
    "anything_else": "Me dan miedo las agujas.",
}


@pytest.fixture
def clinic(clinic: Clinic) -> Clinic:
    clinic.offers_spanish = True
    clinic.spanish = {"response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5."}
    clinic.save()
    return clinic


@pytest.mark.parametrize("tour", TOURS, ids=[tour.__name__ for tour in TOURS])
def test_every_page_holds_in_spanish_narrow_and_dark(tour: Any, open_browser: Callable[..., Page]) -> None:
    wrong: dict[str, Any] = {}
    for state, page in tour(lambda: open_browser(viewport=NARROW, color_scheme="dark", locale="es-MX"), "es"):
        facts = page.evaluate(READ)
        held = (facts["language"], facts["headings"], facts["tooWide"], facts["tooSmall"])
        faults = accessibility_faults(page)
        helps = page.locator("header a", has_text=HELP).count()
        if held != ("es", 1, [], []) or faults or not helps:
            wrong[state] = held, faults, helps

    assert wrong == {}


def test_a_whole_form_in_spanish_gives_the_cards_of_the_same_answers_in_english(
    open_browser, clinic, front_desk, clinician, live_server, settings
):
    settings.SITE_URL = live_server.url
    desk = AtDesk(open_browser(viewport=WIDE), front_desk)
    desk.signs_in()
    link = desk.invites("Jordan Rivera", born=BORN, language="Español")
    answers = everything(**TYPED)

    patient = AtForm(open_browser(viewport=PHONE), link.removeprefix(live_server.url), "es")
    patient.opens_link()
    patient.follows("Start")
    patient.answers_everything(answers)
    patient.sends()
    assert patient.page.get_by_role("heading", name="Gracias.").is_visible()

    reviewing = Reviewing(open_browser(viewport=WIDE), clinician)
    reviewing.signs_in()
    reviewing.opens("Jordan Rivera")
    reviewing.unfolds_notes()
    claims_the_cards_say_the_same_in_english(reviewing, screened(answers))
    assert reviewing.page.locator("[lang=es]", has_text="Manejaría yo").first.is_visible()
    assert reviewing.page.get_by_text("ASQ was shown in English.").is_visible()


def claims_the_cards_say_the_same_in_english(reviewing: Reviewing, expected: list[dict[str, Any]]) -> None:
    shown = reviewing.cards
    assert [card.topic for card in shown] == [card["topic"] for card in expected]
    for card, wanted in zip(shown, expected, strict=True):
        label = next(priority.label for priority in Priority if priority.code == wanted["priority"])
        answers = [item["answer"] for flag in wanted["flags"] for item in flag["evidence"]]
        said = [answer for _question, answer in card.evidence]
        assert all(any(answer in one for one in said) for answer in answers)
        if card.topic == "Safety":
            assert card.priority.startswith(label)
        else:
            assert set(card.reasons) == {flag["reason"] for flag in wanted["flags"]}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_language_is_changed_in_the_middle_of_a_page(script, open_browser, clinic, invited):
    at = AtForm(open_browser(viewport=PHONE, java_script_enabled=script), f"/q/{invited.token}/")
    invited.saves(reasons=["depression"])
    at.opens_link()
    at.goes_to("treatments")
    at.chooses(mood_meds_any="yes", mood_meds=[{"name": "sertralina", "weeks": "over6"}], ketamine_before=["never"])

    at.presses("Español")

    assert at.section == "treatments"
    assert "?" not in at.page.url
    assert at.page.get_by_role("heading", name="Tratamientos que ha probado").is_visible()
    assert at.page.locator('[name="mood_meds-0-name"]').input_value() == "sertralina"
    assert at.option("ketamine_before", "never").is_checked()
    assert at.page.locator(".summary").count() == 0
    at.presses("English")
    assert at.page.get_by_role("heading", name="Treatments you have tried").is_visible()
    assert at.page.locator('[name="mood_meds-0-name"]').input_value() == "sertralina"


def test_enter_in_a_text_goes_on_and_does_not_change_the_language(open_browser, clinic, invited):
    at = AtForm(open_browser(), f"/q/{invited.token}/")
    at.opens_link()
    at.goes_to("before-you-start")
    at.page.locator("[name=callback_phone]").fill("555-0100")
    with at.page.expect_navigation():
        at.page.keyboard.press("Enter")

    assert at.page.locator("html").get_attribute("lang") == "en"
    assert at.page.get_by_role("heading", name="There is a problem").is_visible()


def test_a_safety_answer_in_spanish_opens_the_card_in_spanish(open_browser, clinic, invited):
    Response.objects.update(language="es")
    at = AtForm(open_browser(viewport=PHONE), f"/q/{invited.token}/", "es")
    at.opens_link()
    at.goes_to("mood")

    at.chooses(phq9_9="1")

    assert at.page.get_by_role("heading", name="por favor pida ayuda ahora").is_visible()
    assert at.page.get_by_role("link", name="Llame al 988").first.is_visible()
    until(at.page, lambda: invited.response.flags.exists())


def test_an_instrument_is_left_for_staff_and_the_form_is_sent(open_browser, clinic, invited):
    Response.objects.update(language="es")
    answers = {key: value for key, value in everything(**TYPED).items() if not key.startswith(("asq_", "attempt"))}
    invited.response.refresh_from_db()
    invited.saves(**answers)
    at = AtForm(open_browser(viewport=PHONE), f"/q/{invited.token}/", "es")
    at.opens_link()
    at.goes_to("safety")

    at.page.get_by_label("Quiero contestar estas preguntas con el personal").check()
    at.presses("Save and continue")
    at.goes_to_check()
    at.sends()

    assert at.page.get_by_role("heading", name="Gracias.").is_visible()
    rules = {flag.words["rule"] for flag in invited.response.flags.all()}
    assert {"SAFE-01", "SAFE-05", "SAFE-08"} <= rules


@pytest.mark.parametrize("name", ["Cedar Clinic", "Riverbend Care Center"])
def test_the_top_of_a_phone_is_one_row_in_both_languages(name, open_browser, clinic, invited):
    Clinic.objects.update(name=name)
    at = AtForm(open_browser(viewport=PHONE), f"/q/{invited.token}/")
    at.opens_link()

    for language in ("Español", "English"):
        parts = [at.page.locator(part).bounding_box() for part in (".brand", ".top .button", ".help")]
        assert max(part["y"] for part in parts) < min(part["y"] + part["height"] for part in parts)
        assert min(part["height"] for part in parts[1:]) >= 44
        at.presses(language)

"""Changing the language: what is offered, where it is kept, and that the page and what was typed stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from clinic.models import Clinic
from intake.invitations import Identity, invite
from intake.models import Response
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import BORN, NOON, Patient, a_patient, signed_in

NAMES = ("language", "change_language")  # of the button of a form, and of a page without one
COOKIE = settings.LANGUAGE_COOKIE_NAME
SPANISH_BROWSER = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.8"}


@pytest.fixture
def clinic(clinic: Clinic) -> Clinic:
    clinic.offers_spanish = True
    clinic.save()
    return clinic


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def words(answer: Any) -> Element:
    assert answer.status_code in (200, 403, 404, 410, 422), answer
    return read(answer.content.decode())


def language(page: Element) -> str:
    return page.all("html")[0].get("lang")


def offered(page: Element) -> list[tuple[str, str]]:
    """Label and code of each language that the header offers."""
    buttons = [one for one in page.all("header")[0].all("button") if one.get("name") in NAMES]
    assert all(one.get("lang") == one.get("value") for one in buttons)
    return [(one.text, one.get("value")) for one in buttons]


def now_in(patient: Patient) -> str:
    return Response.objects.get(pk=patient.response.pk).language


def date_of_birth(**more: str) -> dict[str, str]:
    year, month, day = BORN.split("-")
    return {"year": year, "month": month, "day": day, **more}


PAGES = ["/form/start/", "/form/", "/form/check/", "/form/s/mood/", "/form/help/", "/learn/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_the_other_language_in_its_own_name(path, inside):
    assert offered(words(inside.client.get(path))) == [("Español", "es")]


@pytest.mark.parametrize("path", ["/form/sent/", "/form/copy/"])
def test_after_sending_it_is_offered_still(path, inside):
    inside.sends()

    assert offered(words(inside.client.get(path))) == [("Español", "es")]


def test_before_a_sitting_it_is_offered_too(patient):
    assert offered(words(Client().get(f"/q/{patient.token}/"))) == [("Español", "es")]
    assert offered(words(Client().get("/"))) == [("Español", "es")]
    assert offered(words(Client().get("/form/ended/"))) == [("Español", "es")]
    assert offered(words(Client().get(f"/q/{'x' * 43}/"))) == [("Español", "es")]


def test_a_clinic_that_has_not_switched_it_on_offers_nothing(inside, clinic):
    Clinic.objects.update(offers_spanish=False)

    assert offered(words(inside.client.get("/form/s/mood/"))) == []
    assert offered(words(Client(headers=SPANISH_BROWSER).get(f"/q/{inside.token}/"))) == []
    inside.client.post("/form/", {"change_language": "es"})
    inside.client.post("/form/s/mood/", {"language": "es"})
    assert now_in(inside) == "en"


def test_help_is_there_in_both_languages_whatever_a_clinic_offers(inside, clinic):
    Clinic.objects.update(offers_spanish=False)
    inside.client.post("/form/help/", {"change_language": "es"})

    page = words(inside.client.get("/form/help/"))

    assert language(page) == "es"
    assert "Llame al 988 y oprima el 2" in page.text
    assert language(words(inside.client.get("/form/"))) == "en"


# Before the date of birth -------------------------------------------------------------------------------------------


def test_the_first_page_is_in_the_language_of_the_invitation(clinic, front_desk):
    invited = a_patient(clinic, front_desk, language="es")

    page = words(Client(headers={"Accept-Language": "en"}).get(f"/q/{invited.token}/"))

    assert language(page) == "es"
    assert "¿Cuál es su fecha de nacimiento?" in page.text


def test_where_the_invitation_says_nothing_the_browser_is_asked(patient):
    assert language(words(Client(headers=SPANISH_BROWSER).get(f"/q/{patient.token}/"))) == "es"
    assert language(words(Client(headers={"Accept-Language": "fr"}).get(f"/q/{patient.token}/"))) == "en"


def test_a_form_that_was_opened_stays_in_its_language_whatever_the_browser_says(inside):
    assert language(words(Client(headers=SPANISH_BROWSER).get(f"/q/{inside.token}/"))) == "en"


def test_changing_it_on_the_first_page_keeps_what_was_typed_and_judges_nothing(patient):
    browser = Client()
    page = words(browser.post(f"/q/{patient.token}/", {"month": "3", "day": "", "year": "74", "language": "es"}))

    assert language(page) == "es"
    assert [page.with_id(part).get("value") for part in ("month", "day", "year")] == ["3", "", "74"]
    assert page.with_class("summary") == []
    assert now_in(patient) == "en"
    assert patient.response.invitations.get().wrong_dates == 0


def test_who_comes_in_from_a_spanish_page_reads_spanish(patient):
    browser = Client()
    page = words(browser.post(f"/q/{patient.token}/", {"month": "3", "language": "es"}))
    (shown_in,) = [one.get("value") for one in page.all("input") if one.get("name") == "shown_in"]

    browser.post(f"/q/{patient.token}/", date_of_birth(shown_in=shown_in))

    assert now_in(patient) == "es"
    assert language(words(browser.get("/form/start/"))) == "es"


def test_an_error_on_the_first_page_is_in_its_language(patient):
    page = words(Client().post(f"/q/{patient.token}/", {"shown_in": "es", "month": "13"}))

    assert language(page) == "es"
    assert "Escriba el mes como un número del 1 al 12." in page.with_class("summary")[0].text


def test_a_stopped_link_says_so_in_the_language_that_was_chosen(patient):
    browser = Client()
    for _ in range(3):
        browser.post(f"/q/{patient.token}/", date_of_birth(year="1960"))
    browser.post(f"/q/{patient.token}/", {"change_language": "es"})

    page = words(browser.get(f"/q/{patient.token}/"))

    assert (language(page), page.all("h1")[0].text) == ("es", "Por favor, espere un poco")


# While answering ----------------------------------------------------------------------------------------------------


def test_changing_it_keeps_the_page(inside):
    answer = inside.client.post("/form/?x=1", {"change_language": "es"})

    assert (answer.status_code, answer["Location"]) == (302, "/form/?x=1")
    assert now_in(inside) == "es"
    page = words(inside.client.get("/form/"))
    assert (language(page), page.all("h1")[0].text) == ("es", "Sus respuestas hasta ahora")
    assert offered(page) == [("English", "en")]


@pytest.mark.parametrize("code", ["fr", "", "es\n", "../es"])
def test_a_language_that_is_not_there_changes_nothing(inside, code):
    answer = inside.client.post("/form/", {"change_language": code})

    assert answer.status_code == 405
    assert COOKIE not in answer.cookies
    assert now_in(inside) == "en"


def test_it_is_not_changed_by_an_address(inside):
    inside.client.get("/form/?change_language=es&language=es")

    assert now_in(inside) == "en"


def test_no_other_site_can_change_it(inside):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = inside.client.cookies

    assert browser.post("/form/", {"change_language": "es"}).status_code == 403
    assert now_in(inside) == "en"


def test_in_a_section_it_saves_quietly_and_shows_the_same_page_again(inside):
    answer = inside.client.post("/form/s/mood/?from=check", {"phq9_1": "2", "language": "es"})
    page = words(inside.client.get(answer["Location"]))

    assert answer["Location"] == "/form/s/mood/?from=check"
    assert language(page) == "es"
    assert "Poco interés o placer en hacer cosas" in page.with_id("phq9_1").text
    assert "checked" in page.with_id("phq9_1_2").attributes
    assert page.with_class("summary") == []
    saved = Response.objects.get(pk=inside.response.pk)
    assert saved.answers()["phq9_1"] == "2"
    assert saved.pages.get().left_at is None


def test_what_cannot_be_saved_yet_is_still_in_its_box(inside):
    page = words(
        inside.client.post("/form/s/why-you-are-here/", {"main_goal": "x" * 4001, "language": "es"}, follow=True)
    )

    assert page.with_id("main_goal").text == "x" * 4001
    assert "Escriba 4000 caracteres como máximo" in page.text


def test_a_row_that_was_being_written_is_still_there(inside):
    inside.saves(reasons=["depression"])
    data = {"mood_meds_any": "yes", "mood_meds-0-name": "sertralina", "mood_meds-0-weeks": "over6", "language": "es"}

    page = words(inside.client.post("/form/s/treatments/", data, follow=True))

    assert page.with_id("mood_meds-0-name").get("value") == "sertralina"
    assert "Más de 6 semanas" in page.text


def test_a_safety_answer_given_on_the_way_opens_the_card_in_the_new_language(inside):
    page = words(inside.client.post("/form/s/mood/", {"phq9_9": "1", "language": "es"}, follow=True))

    assert "Llame al 988 y oprima el 2" in page.with_id("crisis").text
    assert "hidden" not in page.with_id("crisis").attributes


def test_on_check_and_send_the_name_stays_and_nothing_is_sent(inside):
    inside.saves(**complete_answers())
    page = words(inside.client.post("/form/check/", {"signed_as": "Jordan", "confirm": "on", "language": "es"}))

    assert language(page) == "es"
    assert page.with_id("signed_as").get("value") == "Jordan"
    assert not Response.objects.get(pk=inside.response.pk).is_sent


@pytest.mark.parametrize("path", ["/form/s/mood/", "/form/check/"])
def test_enter_still_goes_on_and_does_not_change_the_language(path, inside):
    inside.saves(**complete_answers())
    page = words(inside.client.get(path))
    (form,) = [one.get("form") for one in page.all("button") if one.get("name") == "language"]
    first = next(one for one in page.all("button") if one.get("form") == form)

    assert (first.get("name"), first.get("value")) == ("go", "next")
    assert page.with_id(form).tag == "form"


def test_what_was_sent_stays_in_its_language(inside):
    inside.client.post("/form/", {"change_language": "es"})
    inside.sends(ride_home="self_drive")
    inside.client.post("/form/sent/", {"change_language": "en"})

    page = words(inside.client.get("/form/sent/"))

    assert language(page) == "en"
    assert inside.response.documents.get().document.language == "es"


def test_a_page_that_is_sent_too_late_comes_back_in_the_language_that_is_chosen_at_the_door(inside):
    shown = words(inside.client.get("/form/s/mood/"))
    (link,) = {one.get("value") for one in shown.all("input") if one.get("name") == "link"}
    inside.client.cookies.clear()
    door = words(inside.client.post("/form/s/mood/", {"phq9_1": "2", "link": link}))
    held = {one.get("name"): one.get("value") for one in door.all("input") if one.get("name") in ("link", "kept")}

    door = words(inside.client.post("/form/come-back/", {**held, "month": "3", "language": "es"}))
    assert (language(door), door.with_id("month").get("value")) == ("es", "3")
    page = words(inside.client.post("/form/come-back/", date_of_birth(**held, shown_in="es")))

    assert language(page) == "es"
    assert "checked" in page.with_id("phq9_1_2").attributes


# Leaving ------------------------------------------------------------------------------------------------------------


def test_when_the_sitting_has_ended_the_page_that_says_so_is_still_spanish(inside):
    inside.client.post("/form/", {"change_language": "es"})
    inside.client.cookies.pop(settings.SESSION_COOKIE_NAME)

    page = words(inside.client.get("/form/", follow=True))

    assert (language(page), page.all("h1")[0].text) == ("es", "Abra su enlace otra vez")


def test_finishing_for_now_leaves_nothing_of_it_in_the_browser(inside):
    inside.client.post("/form/", {"change_language": "es"})

    answer = inside.client.post("/form/later/")

    assert language(words(answer)) == "es"
    assert answer.cookies[COOKIE]["max-age"] == 0


def test_another_patient_in_the_same_browser_reads_their_own_language(inside, other_patient):
    inside.client.post("/form/", {"change_language": "es"})
    inside.client.post("/form/later/")

    assert language(words(inside.client.get(f"/q/{other_patient.token}/"))) == "en"


# The clinic ---------------------------------------------------------------------------------------------------------


def invites(person: Any, **data: str) -> Any:
    browser = signed_in(person)
    shown = read(browser.get("/desk/invite/").content.decode())
    form_id = next(one.get("value") for one in shown.all("input") if one.get("name") == "form_id")
    given = {"name": "Ana Made-Up", "date_of_birth": BORN, "form_id": form_id, **data}
    return browser.post("/desk/invite/", given)


def test_staff_choose_the_language_of_a_form(clinic, front_desk):
    assert invites(front_desk, language="es").status_code == 200

    assert Response.objects.get().language == "es"


def test_staff_must_choose_one(clinic, front_desk):
    assert invites(front_desk).status_code == 422
    assert invites(front_desk, language="fr").status_code == 422


def test_staff_are_not_asked_where_there_is_nothing_to_choose(clinic, front_desk):
    Clinic.objects.update(offers_spanish=False)

    assert invites(front_desk, language="es").status_code == 200
    assert Response.objects.get().language == "en"


def test_a_clinics_own_words_are_shown_in_spanish_or_marked_as_english(clinic, inside):
    clinic.spanish = {"response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5."}
    clinic.fasting_text = "Stop eating 6 hours before."
    clinic.save()
    inside.client.post("/form/", {"change_language": "es"})
    inside.sends()

    page = words(inside.client.get("/form/sent/"))

    assert "El personal lee los avisos de lunes a viernes, de 9 a 5." in page.text
    assert [one.text for one in page.all("span") if one.get("lang") == "en"] == ["Stop eating 6 hours before."]


def test_the_card_says_in_spanish_that_a_notice_was_sent(clinic, inside):
    clinic.spanish = {"response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5."}
    clinic.save()
    inside.client.post("/form/", {"change_language": "es"})
    Response.objects.update(notice_queued_at=NOON)

    kept = inside.client.post("/form/s/safety/keep/", {"asq_3": "yes"}).json()

    assert kept["notice"] == (
        "Ya enviamos un aviso a la clínica. El personal lee los avisos de lunes a viernes, de 9 a 5."
    )


def test_the_desk_sees_the_language_of_a_form(clinic, front_desk):
    invited = a_patient(clinic, front_desk, language="es")

    page = words(signed_in(front_desk).get(f"/desk/{invited.response.pk}/"))

    assert [one.text for one in page.all("dd") if one.get("lang") == "es"] == ["Español"]


def test_a_clinic_cannot_offer_spanish_without_its_crisis_words_in_spanish(lead):
    browser = signed_in(lead)
    page = read(browser.get("/staff/clinic/spanish/").content.decode())
    seen = next(one.get("value") for one in page.all("input") if one.get("name") == "seen")

    refused = browser.post("/staff/clinic/spanish/", {"seen": seen, "offers_spanish": "on"})
    saved = browser.post(
        "/staff/clinic/spanish/", {"seen": seen, "offers_spanish": "on", "response_text": "De lunes a viernes."}
    )

    assert (refused.status_code, saved.status_code) == (422, 302)
    lead.clinic.refresh_from_db()
    assert lead.clinic.languages == ["en", "es"]
    assert lead.clinic.spanish["response_text"] == "De lunes a viernes."


def test_an_invitation_keeps_the_language_it_was_made_in(clinic, front_desk):
    identity = Identity(name="Ana Made-Up", date_of_birth=BORN)

    response, _token = invite(clinic, identity, consult_at=None, clinician=None, by=front_desk, now=NOON, language="es")

    assert response.language == "es"

"""The card with a patient's link: what is on it, in whose language, and what a lost one does not tell."""

import re
from datetime import datetime, time, timedelta

import pytest
import qrcode
from django.utils import timezone
from qrcode.constants import ERROR_CORRECT_M

from clinic.models import Clinic
from intake.invitations import check_open, find
from intake.link_cards import QUIET, square_of
from tests.intake.test_desk import INVITE, page_of
from tests.people import a_patient, signed_in


@pytest.fixture
def desk(front_desk):
    """The browser of the front desk."""
    return signed_in(front_desk)


def invited(desk, **more):
    """The page that a new invitation leads to."""
    return page_of(desk.post("/desk/invite/", INVITE | {"record_number": "004417"} | more))


def on_card(page):
    """What is left of the card when its strip was cut off."""
    (card,) = page.with_class("for-patient")
    return card


def modules(path):
    """The dark modules that a drawing paints, as (column, row)."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert all(there == back for _x, _y, there, back in runs)
    return {(int(x) + more, int(y)) for x, y, width, _back in runs for more in range(int(width))}


def test_the_square_and_the_address_are_the_link_that_opens(desk):
    card = on_card(invited(desk))
    address = card.with_class("address")[0].text

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    expected = {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}
    assert modules(card.all("path")[0].get("d")) == expected
    token = address.removeprefix("http://testserver/q/").strip("/")
    check_open(find(token), now=find(token).created_at)


def test_the_square_has_white_around_it():
    square = square_of("https://example.org/q/" + "x" * 43 + "/")

    assert {QUIET, square.side - QUIET - 1} == {f(x for x, _y in modules(square.path)) for f in (min, max)}


def test_a_lost_card_tells_neither_whose_it_is_nor_what_opens_it_nor_what_it_is_about(desk):
    page = invited(desk)
    said = on_card(page).text.lower()

    for word in ("jordan", "rivera", "004417", "1974", "ketamine", "depression", "pain"):
        assert word not in said
    assert "Jordan Rivera · Record 004417 · Mon Dec 8, 2031, 10:30 am" in page.with_class("stub")[0].text
    assert "1974" not in page.with_class("stub")[0].text


def test_the_card_says_who_asks_when_how_and_where_help_is(desk):
    card = on_card(invited(desk))
    said = card.text

    for words in ("Cedar Clinic 555-0100", "Your visit: Monday, December 8, 10:30 am", "It works until your visit."):
        assert words in said
    assert len(card.all("li")) == 3
    assert "Write your date of birth." in said
    assert "call or text 988, or call 911" in said


def test_a_card_without_a_consult_says_until_when_it_works(desk):
    said = on_card(invited(desk, consult_at="")).text

    assert "Your visit" not in said
    assert re.search(r"It works until \w+ \d+, \d{4}\.", said)


def test_the_card_is_in_the_patients_language_and_says_so(desk):
    Clinic.objects.update(offers_spanish=True)
    card = on_card(invited(desk, language="es"))

    assert card.get("lang") == "es"
    assert "Escriba su fecha de nacimiento." in card.text
    assert "Su cita: lunes 8 de diciembre, 10:30 a.m." in card.text
    assert "date of birth" not in card.text


def test_what_to_tell_the_patient_is_in_the_patients_language_too(desk):
    Clinic.objects.update(offers_spanish=True)
    (told,) = invited(desk, language="es").with_class("secret")

    assert told.get("lang") == "es"
    assert "antes de su cita. Su cita: lunes 8 de diciembre, 10:30 a.m." in told.text
    assert "visit" not in told.text


def test_the_page_with_the_card_is_kept_nowhere_and_its_title_has_no_link(desk):
    answer = desk.post("/desk/invite/", INVITE)

    assert "no-store" in answer.headers["Cache-Control"]
    assert "/q/" not in page_of(answer).all("title")[0].text


# Cards for several


def offered(page):
    """Who can be ticked on the page that asks whose cards are wanted, and whether they are."""
    return {label.text: "checked" in label.all("input")[0].attributes for label in page.with_class("pick")}


def test_whoever_has_not_sent_is_offered_by_day_and_ticked_where_nothing_else_brings_the_link(desk, clinic, front_desk):
    tomorrow = datetime.combine(clinic.local(timezone.now()) + timedelta(days=1), time(12), tzinfo=clinic.zone)
    people = {name: a_patient(clinic, front_desk, name, consult_at=tomorrow) for name in ("Card", "Opened", "Sent")}
    a_patient(clinic, front_desk, "Mail", consult_at=tomorrow, by_mail=True)
    a_patient(clinic, front_desk, "Later", consult_at=tomorrow + timedelta(days=1))
    a_patient(clinic, front_desk, "Past", consult_at=timezone.now() - timedelta(minutes=1))
    people["Opened"].enters()
    people["Sent"].sends()

    page = page_of(desk.get("/desk/cards/"))
    later = page.with_class("tabs")[0].all("a")[1].get("href")

    assert offered(page) == {"Card": True, "Opened": False, "Mail": False}
    assert offered(page_of(desk.get(f"/desk/cards/{later}"))) == {"Later": True}
    assert offered(page_of(desk.get("/desk/cards/?day=2026-13-99"))) == offered(page)


def test_whoever_is_ticked_gets_a_new_link_on_a_card_and_nobody_else(desk, patient, other_patient):
    page = page_of(desk.post("/desk/cards/", {"response": [str(patient.response.pk), "nothing"]}))

    assert [card.text.startswith("Jordan Rivera") for card in page.with_class("link-card")] == [True]
    assert find(patient.token).stopped_at
    assert not find(other_patient.token).stopped_at


def test_cards_for_nobody_are_asked_for_again(desk, patient):
    page = page_of(desk.post("/desk/cards/"), 422)

    assert page.with_class("summary")[0].all("a")[0].get("href") == "#response-0"
    assert offered(page) == {"Jordan Rivera": False}


def test_patients_of_another_clinic_are_neither_offered_nor_given_a_card(desk, clinician_elsewhere):
    theirs = a_patient(clinician_elsewhere.clinic, clinician_elsewhere)

    assert offered(page_of(desk.get("/desk/cards/"))) == {}
    page_of(desk.post("/desk/cards/", {"response": [str(theirs.response.pk)]}), 422)
    assert not find(theirs.token).stopped_at


# Printing again


def test_reprinting_makes_a_new_card_and_stops_the_old_one(desk, patient):
    page = page_of(desk.post(f"/desk/{patient.response.pk}/new-link/"))

    assert patient.token not in page.raw_text
    assert find(patient.token).stopped_at
    assert on_card(page).with_class("address")

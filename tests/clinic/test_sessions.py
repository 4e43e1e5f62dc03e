"""How long a session lasts, that it is new after signing in, and that its owner sees and ends the others."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from clinic.models import Clinic
from tests.markup import read
from tests.people import PASSWORD, signed_in, signs_in

STILL = "/staff/still-there/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def clock():
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


def is_in(client: Client) -> bool:
    return client.get("/staff/account/").status_code == 200


def test_staff_are_signed_out_after_fifteen_minutes_without_a_page(clock, clinician):
    client = signed_in(clinician)
    clock.shift(15 * 60 - 1)
    assert is_in(client)

    clock.shift(15 * 60 + 1)
    assert not is_in(client)


def test_a_clinic_may_want_its_staff_signed_out_sooner_and_never_later(clock, clinician):
    for minutes, ends_after in ((5, 5), (60, 15)):
        Clinic.objects.filter(pk=clinician.clinic_id).update(staff_minutes=minutes)
        client = Client()
        signs_in(client, clinician.email)
        clock.shift(ends_after * 60 - 1)
        assert is_in(client)

        clock.shift(ends_after * 60 + 1)
        assert not is_in(client)


def test_a_patient_has_an_hour(clock, patient):
    patient.enters()
    clock.shift(59 * 60)
    assert patient.client.get("/form/").status_code == 200

    clock.shift(61 * 60)
    assert patient.client.get("/form/")["Location"] == "/form/ended/"


def test_nobody_stays_signed_in_for_more_than_twelve_hours_however_busy(clock, clinician):
    client = signed_in(clinician)
    for _ in range(6 * 12 - 1):
        clock.shift(10 * 60)
        assert is_in(client)

    clock.shift(10 * 60 + 1)
    assert not is_in(client)


def test_asking_how_long_it_lasts_does_not_prolong_it(clock, clinician):
    client = signed_in(clinician)
    clock.shift(13 * 60)
    assert client.get(STILL, headers=JSON).json()["seconds"] == 2 * 60
    assert client.get(STILL).status_code == 200

    clock.shift(2 * 60 + 1)
    assert client.get(STILL, headers=JSON).json()["seconds"] == 0
    assert not is_in(client)


def test_saying_still_there_prolongs_it(clock, clinician):
    client = signed_in(clinician)
    clock.shift(13 * 60)
    assert client.post(STILL, headers=JSON).json()["seconds"] == 15 * 60

    clock.shift(14 * 60)
    assert is_in(client)


def test_without_script_the_warning_is_a_page_that_leads_back(clock, clinician):
    client = signed_in(clinician)
    page = read(client.get("/reviews/?tab=signed").content.decode())
    (refresh,) = [meta for meta in page.all("meta") if meta.get("http-equiv") == "refresh"]
    assert refresh.get("content") == f"780;url={STILL}?next=%2Freviews%2F%3Ftab%3Dsigned"

    clock.shift(13 * 60)
    assert "about 2 minutes" in client.get(STILL, {"next": "/reviews/?tab=signed"}).content.decode()
    assert client.post(STILL, {"next": "/reviews/?tab=signed"})["Location"] == "/reviews/?tab=signed"
    assert client.post(STILL, {"next": "https://elsewhere.example/"})["Location"] == "/staff/"


def test_a_page_on_which_somebody_writes_does_not_leave_by_itself(patient, clinician):
    patient.sends()
    page = signed_in(clinician).get(f"/reviews/{patient.response.pk}/").content.decode()

    assert "http-equiv" not in page


def test_signing_in_makes_a_new_session_and_the_old_key_opens_nothing(clinician, patient):
    client = patient.client
    patient.enters()
    before = client.session.session_key
    signs_in(client, clinician.email)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_session_of_a_half_way_sign_in_is_replaced_too(clinician):
    client = signed_in(clinician)
    client.post("/staff/sign-out/")
    client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD})
    half_way = client.session.session_key
    signs_in(client, clinician.email)

    assert is_in(client)
    assert client.session.session_key != half_way


def test_a_session_that_nobody_opened_by_signing_in_has_no_time(clinician):
    client = Client()
    client.force_login(clinician)

    assert not is_in(client)


def test_the_cookie_is_out_of_reach_for_scripts_and_ends_with_the_browser(client, clinician):
    signs_in(client, clinician.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")


def test_everybody_sees_where_they_are_signed_in_and_ends_the_others(clinician):
    here, there, elsewhere = Client(), Client(headers={"User-Agent": "An old iPad"}), Client()
    for client in (here, there, elsewhere):
        signs_in(client, clinician.email)
    page = read(here.get("/staff/account/").content.decode())
    assert "on an iPad" in page.text
    ends = [button.get("value") for button in page.all("button") if button.get("name") == "session"]
    assert len(ends) == 3

    here.post("/staff/account/sessions/end/", {"session": "others"})

    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(clinician, lead):
    theirs = Client()
    signs_in(theirs, lead.email)
    number = theirs.get("/staff/account/") and lead.usersession_set.get().pk

    signed_in(clinician).post("/staff/account/sessions/end/", {"session": number})

    assert is_in(theirs)


def test_a_new_password_ends_every_other_session(clinician):
    here, there = Client(), Client()
    for client in (here, there):
        signs_in(client, clinician.email)

    new = "another four good words"
    here.post("/staff/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_in(here), is_in(there)) == (True, False)

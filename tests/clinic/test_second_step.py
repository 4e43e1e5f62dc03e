"""The second step: required everywhere, proven once, never taken twice. Passkeys are in journeys/test_passkeys.py."""

from __future__ import annotations

import time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.models import KeptSecret, Staff
from clinic.sign_in.second_step import code_at, recovery_codes_left, steps_of
from tests.addresses import PARTS, patterns
from tests.markup import read
from tests.people import (
    APP_SECRET,
    PASSWORD,
    Patient,
    code_for,
    signed_in,
    signed_in_by_password,
    signs_in,
    with_app,
)

CODE = "/staff/sign-in/code/"
CHOOSE = "/staff/second-step/"
# Where somebody with a password and no second step may be: setting one up, and signing out.
SETTING_UP = {"second-step", "mfa_activate_totp", "mfa_add_webauthn"}
# Where somebody may be whose second step is not proven in this session: proving it.
PROVING = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def by_password(person: Staff) -> Client:
    """A browser in which this person went through the sign-in page, and no further."""
    client = Client()
    client.post("/staff/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def staff_pages() -> dict[str, Any]:
    """Every page of staff: name to pattern. They are those that name a role."""
    return {str(entry.name): entry for entry in patterns() if getattr(entry.callback, "roles", None)}


def address_of(name: str, patient: Patient) -> str:
    kinds = {part: type(kind).__name__ for part, kind in staff_pages()[name].pattern.converters.items()}
    known = {"response_id": patient.response.pk}
    return reverse(name, kwargs={part: known.get(part, PARTS[kind]) for part, kind in kinds.items()})


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", staff_pages())
def test_no_staff_page_opens_by_password_alone(name, method, patient, lead, administrator):
    for person in (lead, administrator):
        answer = getattr(signed_in_by_password(person), method)(address_of(name, patient))

        if name in SETTING_UP:
            assert answer.status_code in (200, 302, 405, 422)
        elif name in PROVING:
            # Of a person who has nothing to prove yet: only the password could be given, and opens nothing.
            assert answer.status_code in (200, 302, 422)
        elif person.role not in staff_pages()[name].callback.roles:
            assert answer.status_code == 403
        else:
            assert (answer.status_code, answer["Location"]) == (302, CHOOSE)


@pytest.mark.slow
@pytest.mark.parametrize("name", staff_pages().keys() - PROVING)
def test_a_session_opened_before_the_step_was_set_up_must_prove_it(name, patient, lead, administrator):
    for person in (lead, administrator):
        client = signed_in_by_password(person)
        with_app(person)
        answer = client.get(address_of(name, patient))

        if person.role in staff_pages()[name].callback.roles:
            assert answer["Location"].startswith("/staff/confirm/code/?next=")


def test_the_password_given_again_is_no_second_step(lead):
    client = signed_in_by_password(with_app(lead))

    client.post("/staff/confirm/", {"password": PASSWORD})

    assert client.get("/reviews/")["Location"].startswith("/staff/confirm/code/")


def test_proving_it_leads_where_the_person_was_headed_and_asks_no_more(lead):
    client = signed_in_by_password(lead)
    with_app(lead)

    answer = client.get("/reviews/?tab=signed", follow=True)
    answer = client.post(answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], {"code": code_for(lead)})

    assert answer["Location"] == "/reviews/?tab=signed"
    assert client.get("/reviews/").status_code == 200


def test_the_first_sign_in_leads_straight_to_setting_up_and_then_in(clinician):
    client = by_password(clinician)
    assert client.get("/staff/")["Location"] == CHOOSE

    page = read(client.get("/staff/account/app/").content.decode())
    secret = page.with_class("secret")[0].text
    answer = client.post("/staff/account/app/", {"code": code_at(secret, time.time())})

    assert answer["Location"] == "/staff/account/recovery-codes/"
    codes = read(client.get(answer["Location"]).content.decode()).with_class("codes")[0]
    assert len(codes.all("li")) == 10
    assert client.get("/reviews/").status_code == 200


def test_a_wrong_code_sets_nothing_up(clinician):
    client = by_password(clinician)
    client.get("/staff/account/app/")

    assert client.post("/staff/account/app/", {"code": "000000"}).status_code == 422
    assert steps_of(clinician) == []


def test_the_password_alone_does_not_sign_in_whoever_has_a_second_step(clinician):
    client = by_password(with_app(clinician))

    assert "_auth_user_id" not in client.session
    assert client.get("/reviews/")["Location"].startswith("/staff/sign-in/")
    assert client.get("/staff/sign-in/")["Location"] == CODE


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_the_code_of_now_and_of_half_a_minute_either_way_signs_in(clinician, seconds):
    client = by_password(with_app(clinician))

    with time_machine.travel(time.time(), tick=False):
        answer = client.post(CODE, {"code": code_for(clinician, time.time() + seconds)})

    assert answer["Location"] == "/staff/"
    assert client.get("/reviews/").status_code == 200


def test_an_old_code_does_not(clinician):
    client = by_password(with_app(clinician))

    with time_machine.travel(time.time(), tick=False):
        assert client.post(CODE, {"code": code_for(clinician, time.time() - 90)}).status_code == 422


@pytest.mark.parametrize("later", [0, 29, 31, 59])
def test_a_code_is_taken_once_for_as_long_as_it_could_be_taken(clinician, later):
    with time_machine.travel(1_900_000_000, tick=False) as clock:
        code = code_for(with_app(clinician), time.time() + 30)
        assert by_password(clinician).post(CODE, {"code": code}).status_code == 302

        clock.shift(later)
        assert by_password(clinician).post(CODE, {"code": code}).status_code == 422


def test_a_recovery_code_signs_in_once(clinician):
    shown = read(signed_in(clinician).get("/staff/account/recovery-codes/").content.decode())
    code = shown.with_class("codes")[0].all("code")[0].text

    assert by_password(clinician).post(CODE, {"code": code})["Location"] == "/staff/"
    assert by_password(clinician).post(CODE, {"code": code}).status_code == 422
    assert recovery_codes_left(clinician) == 9


def test_new_recovery_codes_end_the_old_ones(clinician):
    client = signed_in(clinician)
    shown = read(client.get("/staff/account/recovery-codes/").content.decode())
    old = shown.with_class("codes")[0].all("code")[0].text

    client.post("/staff/account/recovery-codes/new/")

    assert by_password(clinician).post(CODE, {"code": old}).status_code == 422


def test_the_only_second_step_cannot_be_removed(clinician):
    client = signed_in(clinician)

    for answer in (client.get("/staff/account/app/remove/"), client.post("/staff/account/app/remove/")):
        assert answer["Location"] == "/staff/account/"
    assert len(steps_of(clinician)) == 1


def test_what_a_second_step_rests_on_is_encrypted(clinician):
    step = steps_of(with_app(clinician))[0]

    assert APP_SECRET not in str(step.data)
    assert KeptSecret.objects.filter(pk=step.data["secret"]).exists()
    assert step.wrap().validate_code(code_for(clinician))


def test_after_a_while_the_account_asks_again_before_it_is_changed(clinician):
    with time_machine.travel(time.time(), tick=False) as clock:
        client = signed_in(clinician)
        assert client.get("/staff/account/passkeys/add/").status_code == 200

        clock.shift(6 * 60)
        assert client.get("/staff/account/passkeys/add/")["Location"].startswith("/staff/confirm/")


def test_five_wrong_codes_close_the_account_to_codes_for_a_while(clinician):
    client = by_password(with_app(clinician))
    for _ in range(5):
        assert client.post(CODE, {"code": "000000"}).status_code == 422

    answer = client.post(CODE, {"code": code_for(clinician)})

    assert answer.status_code == 422
    assert "Too many tries" in answer.content.decode()


def test_the_right_password_is_refused_after_five_wrong_ones_and_taken_ten_minutes_later(clinician):
    with time_machine.travel(time.time(), tick=False) as clock:
        for number in range(5):
            assert signs_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), clinician.email, "wrong").status_code == 422

        client = Client(REMOTE_ADDR="192.0.2.99")
        refused = client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD})
        assert refused.status_code == 422
        assert "Too many tries" in refused.content.decode()

        clock.shift(10 * 60 + 1)
        assert client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD})["Location"] == CODE


def test_an_unknown_address_is_closed_in_the_same_way(client, db):
    said = [signs_in(client, "nobody@example.org", "wrong").content.decode() for _ in range(6)]

    assert "Too many tries" in said[-1]


def test_whoever_tries_many_addresses_from_one_place_is_stopped(client, clinician):
    for number in range(20):
        client.post("/staff/sign-in/", {"login": f"somebody{number}@example.org", "password": "wrong"})

    assert (
        "Too many tries"
        in client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD}).content.decode()
    )


def test_somebody_elses_step_cannot_be_changed(clinician, lead):
    step = steps_of(with_app(lead))[0]
    client = signed_in(clinician)

    assert client.get(f"/staff/account/passkeys/{step.pk}/name/").status_code == 404
    client.post(f"/staff/account/passkeys/{step.pk}/remove/")
    assert steps_of(lead) == [step]


def test_nobody_can_sign_up():
    assert [entry.name for entry in patterns() if "signup" in str(entry.name)] == []

"""Emergency access: once, with the password, within 15 minutes, and heard by every administrator."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Role, Staff
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.outbox import mails
from tests.people import PASSWORD, a_member, signed_in, with_app

BANNER = "Emergency access was opened for Dr. A. Okafor"


def opened(person: Staff, reason: str = "Phone lost, patient in crisis") -> str:
    """The path of the link that the command prints."""
    said = StringIO()
    call_command("emergency_access", person.email, reason=reason, stdout=said)
    return said.getvalue().split()[-1].removeprefix("http://testserver")


def enters(link: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(link, {"password": password})
    return client


def sees_reviews(client: Client) -> bool:
    return client.get("/reviews/").status_code == 200


def test_the_link_and_the_password_open_the_records_without_the_second_step(clinician):
    link = opened(with_app(clinician))
    assert list(faults(read(Client().get(link).content.decode()))) == []

    assert sees_reviews(enters(link))


def test_the_link_alone_opens_nothing(clinician):
    link = opened(with_app(clinician))

    assert not sees_reviews(enters(link, "wrong"))
    assert sees_reviews(enters(link))


def test_it_works_once(clinician):
    link = opened(with_app(clinician))
    enters(link)

    assert not sees_reviews(enters(link))


def test_it_ends_after_fifteen_minutes(clinician):
    link = opened(with_app(clinician))

    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert Client().get(link).status_code == 410


def test_the_second_step_is_asked_for_again_the_next_time(clinician):
    enters(opened(with_app(clinician)))

    client = Client()
    client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD})
    assert not sees_reviews(client)


def test_every_administrator_is_mailed_and_has_a_banner_until_each_has_acknowledged_it(clinician, administrator):
    second = a_member(administrator.clinic, Role.ADMINISTRATOR, "Second One")
    link = opened(with_app(clinician))
    assert sorted(one.to[0] for one in mails()) == sorted([administrator.email, second.email])

    browser, other = signed_in(administrator), signed_in(second)
    page = read(browser.get("/staff/members/").content.decode())
    assert list(faults(page)) == []
    assert BANNER in page.text
    assert "Phone lost, patient in crisis" in page.text
    assert "not used" in page.text
    enters(link)
    assert "used" in read(browser.get("/staff/members/").content.decode()).with_class("loud")[0].text

    button = next(form for form in page.all("form") if "emergencies" in form.get("action"))
    browser.post(button.get("action"))
    assert BANNER not in browser.get("/staff/members/").content.decode()
    assert BANNER in other.get("/staff/members/").content.decode()


def test_nobody_but_administrators_of_the_clinic_has_the_banner(clinician, lead, clinician_elsewhere):
    elsewhere = a_member(clinician_elsewhere.clinic, Role.ADMINISTRATOR, "Not Here")
    opened(clinician)

    for person in (lead, elsewhere):
        assert BANNER not in signed_in(person).get("/staff/account/").content.decode()


def test_opening_and_using_it_are_in_the_audit_trail(clinician):
    enters(opened(with_app(clinician)))

    told = [event.details.get("what") or event.details.get("how") for event in AuditEvent.objects.order_by("place")]
    assert told == ["emergency opened", "emergency access used", "emergency"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_it_needs_a_reason(clinician, reason):
    with pytest.raises(CommandError, match="reason"):
        call_command("emergency_access", clinician.email, reason=reason)


def test_it_makes_no_account_and_revives_none(clinician):
    clinician.is_active = False
    clinician.save()

    for address in (clinician.email, "nobody@example.org"):
        with pytest.raises(CommandError, match="no account"):
            call_command("emergency_access", address, reason="x")

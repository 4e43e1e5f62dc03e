"""Mails to patients: only with their agreement, in their language, with the link and no health detail; then erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import Clinic, SafetyContact, Staff
from clinic.outbox.models import Message
from intake.invitations import NoSafetyContacts, confirm, find, hand_over, renew_link, stop_link
from intake.models import Invitation, Response
from intake.reminders import send_reminders
from tests.markup import read
from tests.outbox import mails
from tests.people import BORN, NOON, Patient, a_patient, signed_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CONSULT = NOON + 20 * DAY
INVITE = {
    "name": "Jordan Rivera",
    "date_of_birth": "1974-03-09",
    "email": "j@example.org",
    "by_mail": "on",
    "consult_at": "2031-12-08T10:30",
    "form_id": "00000000-0000-4000-8000-000000000001",
}
# Names, and what a mail may not hint at.
NEVER = ("Jordan", "Rivera", "1974", "ketamine", "infusion", "depress", "mental", "pain", "safety", "questionnaire")


@pytest.fixture
def mailed(clinic: Clinic, front_desk: Staff) -> Patient:
    """A patient who agreed to mail, invited at noon for a consult in 20 days."""
    return a_patient(clinic, front_desk, by_mail=True, consult_at=CONSULT, now=NOON)


def link_in(one: Any) -> str:
    (link,) = [line for line in one.body.splitlines() if line.startswith("http")]
    return str(link)


def token_in(one: Any) -> str:
    return link_in(one).rstrip("/").rpartition("/")[2]


def reminded(now: datetime) -> list[Any]:
    send_reminders(now=now)
    return mails(now)


# The invitation


def test_the_invitation_has_the_link_and_what_to_do(mailed: Patient) -> None:
    (sent,) = mails(NOON)

    assert sent.to == ["j@example.org"]
    assert sent.subject == "A form from Cedar Clinic"
    assert token_in(sent) == mailed.token
    assert "You need your date of birth." in sent.body
    assert "555-0100" in sent.body


def test_no_mail_to_a_patient_names_anybody_or_says_what_it_is_about(mailed: Patient) -> None:
    sent = mails(NOON) + reminded(CONSULT - 7 * DAY)
    mailed.sends(now=CONSULT - 6 * DAY)
    sent += mails(CONSULT - 6 * DAY)

    assert len(sent) == 3
    for one in sent:
        text = f"{one.subject}\n{one.body}".replace(link_in(one), "") if "http" in one.body else one.body
        assert [word for word in NEVER if word.lower() in text.lower()] == []


def test_the_link_is_erased_once_the_mail_has_left(mailed: Patient) -> None:
    mails(NOON)

    assert [message.content for message in Message.objects.all()] == [{}]


@pytest.mark.parametrize("given", [{"by_mail": ""}, {"email": "", "by_mail": ""}])
def test_without_agreement_or_address_nothing_is_mailed(clinic: Clinic, front_desk: Staff, given: Any) -> None:
    signed_in(front_desk).post("/desk/invite/", INVITE | given)

    assert Response.objects.exists()
    assert mails() == []


def test_the_page_still_shows_the_link_once(clinic: Clinic, front_desk: Staff) -> None:
    answer = signed_in(front_desk).post("/desk/invite/", INVITE)

    page = read(answer.content.decode())
    (sent,) = mails()
    assert page.with_id("link").get("value") == link_in(sent)
    assert "on its way to j@example.org" in page.text


def test_agreement_without_an_address_is_asked_about(clinic: Clinic, front_desk: Staff) -> None:
    answer = signed_in(front_desk).post("/desk/invite/", INVITE | {"email": ""})

    assert answer.status_code == 422
    assert "take the tick away" in answer.content.decode()
    assert not Response.objects.exists()


def test_the_mail_is_in_the_patients_language_and_its_time_on_the_clinics_clock(
    clinic: Clinic, front_desk: Staff
) -> None:
    a_patient(clinic, front_desk, by_mail=True, consult_at=CONSULT, now=NOON, language="es")
    a_patient(clinic, front_desk, by_mail=True, consult_at=CONSULT, now=NOON)

    spanish, english = sorted((one.body for one in mails(NOON)), key=lambda body: "visit" in body)
    assert "It works until Monday, December 21, 12:00\xa0pm." in english
    assert "sirve hasta el lunes 21 de diciembre, 12:00\xa0p.m. y es solo para usted" in spanish


def test_no_patient_is_invited_without_safety_contacts(clinic: Clinic, front_desk: Staff) -> None:
    SafetyContact.objects.first().delete()  # type: ignore[union-attr]

    with pytest.raises(NoSafetyContacts):
        a_patient(clinic, front_desk)
    assert not Response.objects.exists()


def test_a_new_link_goes_by_mail_too_and_the_old_one_does_not_leave_any_more(mailed: Patient, lead: Staff) -> None:
    token = renew_link(mailed.response, by=lead, now=NOON + HOUR)

    assert [token_in(one) for one in mails(NOON + HOUR)] == [token]


def test_a_link_that_was_stopped_does_not_leave(mailed: Patient, lead: Staff) -> None:
    stop_link(mailed.response, by=lead, now=NOON)

    assert mails(NOON) == []


# Reminders


def test_two_reminders_and_then_never_again(mailed: Patient) -> None:
    mails(NOON)
    hours = range(0, 25 * 24, 6)

    sent = [CONSULT - (NOON + hour * HOUR) for hour in hours if reminded(NOON + hour * HOUR)]
    assert sent == [7 * DAY, DAY]


def test_a_reminder_comes_with_a_link_that_opens_and_the_earlier_ones_still_do(mailed: Patient) -> None:
    mails(NOON)
    now = CONSULT - 7 * DAY
    (sent,) = reminded(now)

    assert sent.subject == "Your form for Cedar Clinic is not sent yet"
    assert token_in(sent) != mailed.token
    for token in (token_in(sent), mailed.token):
        assert confirm(find(token), mailed.response.patient.date_of_birth, now=now)


def test_a_device_of_the_clinic_opens_a_form_that_has_two_links(mailed: Patient, front_desk: Staff) -> None:
    mails(NOON)
    reminded(CONSULT - 7 * DAY)

    assert hand_over(mailed.response, by=front_desk, now=CONSULT - 6 * DAY).in_reminder


def test_a_sitting_goes_on_while_a_reminder_is_sent(mailed: Patient) -> None:
    now = timezone.now()
    Response.objects.update(consult_at=now + 6 * DAY, created_at=now - 8 * DAY)
    Invitation.objects.update(expires_at=now + 6 * DAY)
    mailed.enters(BORN)
    assert len([one for one in reminded(now) if "not sent yet" in one.subject]) == 1

    assert mailed.client.get("/form/").status_code == 200


@pytest.mark.parametrize("days_before", [6, 2])
def test_whoever_was_invited_within_the_week_gets_only_the_later_reminder(
    clinic: Clinic, front_desk: Staff, days_before: int
) -> None:
    now = CONSULT - days_before * DAY
    a_patient(clinic, front_desk, by_mail=True, consult_at=CONSULT, now=now)
    mails(now)

    assert [
        CONSULT - when for when in (now + hour * HOUR for hour in range(0, days_before * 24, 6)) if reminded(when)
    ] == [DAY]


def test_nobody_is_reminded_who_was_invited_the_day_before(clinic: Clinic, front_desk: Staff) -> None:
    now = CONSULT - 20 * HOUR
    a_patient(clinic, front_desk, by_mail=True, consult_at=CONSULT, now=now)
    mails(now)

    assert [reminded(now + hour * HOUR) for hour in range(20)] == [[]] * 20


def test_whoever_has_sent_the_form_is_thanked_and_not_reminded(mailed: Patient) -> None:
    mails(NOON)
    mailed.sends(now=NOON + DAY)

    (thanks,) = mails(NOON + DAY)
    assert thanks.subject == "Cedar Clinic has your form"
    assert "http" not in thanks.body
    assert reminded(CONSULT - 7 * DAY) == reminded(CONSULT - DAY) == []


def test_a_link_that_still_waits_when_the_form_is_sent_does_not_leave(mailed: Patient) -> None:
    mailed.sends(now=NOON + HOUR)

    assert [one.subject for one in mails(NOON + HOUR)] == ["Cedar Clinic has your form"]


def test_nobody_is_reminded_whose_link_was_stopped(mailed: Patient, lead: Staff) -> None:
    stop_link(mailed.response, by=lead, now=NOON)

    assert reminded(CONSULT - 7 * DAY) == []


def test_nobody_is_reminded_while_a_safety_contact_is_missing(mailed: Patient) -> None:
    SafetyContact.objects.filter(place=2).update(place=3)
    mails(NOON)
    assert reminded(CONSULT - 7 * DAY) == []

    SafetyContact.objects.filter(place=3).update(place=2)
    assert len(reminded(CONSULT - 6 * DAY)) == 1


def test_nobody_is_reminded_who_did_not_agree_to_mail(clinic: Clinic, front_desk: Staff) -> None:
    a_patient(clinic, front_desk, consult_at=CONSULT, now=NOON)

    assert reminded(CONSULT - 7 * DAY) == []


def test_a_worker_that_was_stopped_over_the_day_sends_the_reminder_late_but_never_after_the_consult(
    mailed: Patient,
) -> None:
    mails(NOON)
    assert len(reminded(CONSULT - 6 * DAY)) == 1

    assert reminded(CONSULT + HOUR) == []


def test_a_reminder_that_could_not_leave_before_the_consult_is_dropped(mailed: Patient) -> None:
    mails(NOON)
    send_reminders(now=CONSULT - 7 * DAY)

    assert mails(CONSULT) == []
    assert not Message.objects.waiting().exists()


def test_a_clock_that_is_set_back_reminds_nobody_twice(mailed: Patient) -> None:
    mails(NOON)
    assert len(reminded(CONSULT - 7 * DAY)) == 1

    assert reminded(CONSULT - 7 * DAY - HOUR) == reminded(CONSULT - 7 * DAY) == []


def test_ten_wrong_dates_on_one_link_stop_the_others_too(mailed: Patient) -> None:
    mails(NOON)
    (sent,) = reminded(CONSULT - 7 * DAY)
    Invitation.objects.filter(in_reminder=True).update(wrong_dates=9)
    client = Client()
    client.post(f"/q/{token_in(sent)}/", {"year": "1999", "month": "1", "day": "1"})

    assert not Invitation.objects.filter(stopped_at=None).exists()

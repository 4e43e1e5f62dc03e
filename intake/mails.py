"""Mails to patients: the link, two reminders, thanks. In the patient's language; no name, no answer, no reason in them.

They go only to patients who agreed to mail. How they leave is in clinic/outbox.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from clinic.outbox.models import Message
from clinic.outbox.queue import drop, post
from intake.models import Response
from intake.templatetags.times import time_of_day

THANKS_DAYS = 3
Kind = Message.Kind


def mail_link(response: Response, token: str, *, ends: datetime, now: datetime) -> None:
    """The invitation, or a new link in place of an old one. The link stands in the outbox until the mail has left."""
    with _in_language_of(response), timezone.override(response.clinic.zone):
        name = response.clinic.name
        paragraphs = [
            gettext("{clinic} asks you to fill out a form before your visit.").format(clinic=name),
            gettext("Open this link to begin. You need your date of birth."),
            _address(token),
            *_about_the_link(ends),
            *_questions(response),
        ]
        _post(response, Kind.INVITATION, gettext("A form from {clinic}").format(clinic=name), paragraphs, ends, now)


def mail_reminder(response: Response, token: str, *, ends: datetime, now: datetime) -> None:
    """The form is not sent yet. The link is a new one, beside those that the patient has."""
    with _in_language_of(response), timezone.override(response.clinic.zone):
        name = response.clinic.name
        paragraphs = [
            gettext("Your form for {clinic} is not sent yet. Please send it before your visit.").format(clinic=name),
            gettext("Open this link to go on. You need your date of birth. What you saved is still there."),
            _address(token),
            *_about_the_link(ends),
            gettext("If you do not want to fill out the form, tell the clinic."),
            *_questions(response),
        ]
        subject = gettext("Your form for {clinic} is not sent yet").format(clinic=name)
        _post(response, Kind.REMINDER, subject, paragraphs, ends, now)


def mail_thanks(response: Response, *, now: datetime) -> None:
    """The form has arrived. Links that still wait in the outbox are needed no more."""
    drop(about=_record(response), kind__in=[Kind.INVITATION, Kind.REMINDER], now=now)
    if not response.by_mail:
        return
    with _in_language_of(response):
        name = response.clinic.name
        paragraphs = [
            gettext("Thank you. {clinic} has your form.").format(clinic=name),
            gettext("Your care team will go over it with you at your visit, and may call you sooner."),
            gettext("If you need help right now, call 911. You can call or text 988 at any time, day or night."),
            *_questions(response),
        ]
        subject = gettext("{clinic} has your form").format(clinic=name)
        _post(response, Kind.THANKS, subject, paragraphs, now + timedelta(days=THANKS_DAYS), now)


def forget_links(response: Response, *, now: datetime) -> None:
    """A link that was stopped must not leave any more."""
    drop(about=_record(response), kind__in=[Kind.INVITATION, Kind.REMINDER], now=now)


def _address(token: str) -> str:
    return settings.SITE_URL + reverse("link", args=[token])


def _about_the_link(ends: datetime) -> list[str]:
    local = timezone.localtime(ends)
    day = date_format(local, gettext("l, F j"))
    until = f"{day}, {time_of_day(local)}"
    return [
        gettext("The link is for you alone. Please do not pass it on. It works until {time}.").format(time=until),
        gettext("You can stop at any time and go on later with the same link."),
    ]


def _questions(response: Response) -> list[str]:
    asks = gettext("Do you have a question, or do you need help with the form? Call {clinic} at {phone}.")
    return [
        asks.format(clinic=response.clinic.name, phone=response.clinic.phone),
        gettext("A computer sent this mail. If you write back, no one will read it."),
    ]


def _post(
    response: Response, kind: Message.Kind, subject: str, paragraphs: list[str], stale_at: datetime, now: datetime
) -> None:
    post(
        kind,
        clinic=response.clinic,
        address=response.patient.identity["email"],
        subject=subject,
        text="\n\n".join(paragraphs) + "\n",
        about=_record(response),
        stale_at=stale_at,
        now=now,
    )


def _in_language_of(response: Response) -> override:
    return override(response.language)


def _record(response: Response) -> str:
    return f"response {response.pk}"

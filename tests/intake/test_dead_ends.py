"""Pages that cannot go on: each says in both languages where help is now, and how to get back to the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from django.views import defaults
from django.views.csrf import csrf_failure

from clinic.models import Clinic, Staff
from intake.invitations import renew_link
from intake.models import Invitation, Response
from tests.markup import Element, read
from tests.people import Patient

Shows = Callable[[HttpRequest], HttpResponse]
ERRORS: dict[str, Shows] = {
    "400": lambda request: defaults.bad_request(request, SuspiciousOperation()),
    "403": lambda request: defaults.permission_denied(request, PermissionDenied()),
    "403_csrf": csrf_failure,
    "404": lambda request: defaults.page_not_found(request, Http404()),
    "429": lambda request: render(request, "429.html", status=429),
    "500": defaults.server_error,
}
NOW = timezone.now()
# Why a link does not open: what is so of the link, whether the form was sent, and what the page says.
LINKS: dict[str, tuple[dict[str, Any], bool, str, str]] = {
    "expired": ({"expires_at": NOW - timedelta(days=1)}, False, "This link has ended", "Este enlace ya venció"),
    "stopped": ({"stopped_at": NOW}, False, "This link was stopped", "Este enlace ya no sirve"),
    "tries": ({"stopped_at": NOW, "wrong_dates": 10}, False, "This link was stopped", "Este enlace ya no sirve"),
    "paused": (
        {"paused_until": NOW + timedelta(minutes=9)},
        False,
        "Please wait a little",
        "Por favor, espere un poco",
    ),
    "sent": ({"expires_at": NOW - timedelta(days=1)}, True, "You have sent this form", "Ya envió este formulario"),
}
BOTH = pytest.mark.parametrize("language", ["en", "es"])
HELP = {"en": "Get help now", "es": "Pedir ayuda ahora"}


def helps(page: Element, language: str) -> bool:
    """Whether the way to help is at the top, and the numbers are in words below."""
    top = [link.get("href") for link in page.all("header")[0].all("a") if link.text == HELP[language]]
    below = {link.get("href") for link in page.all("footer")[0].all("a")}
    return top == ["/form/help/"] and {"tel:988", "tel:911"} <= below


@BOTH
@pytest.mark.parametrize("name", ERRORS)
def test_a_page_that_tells_of_an_error_says_where_help_is(name: str, language: str, rf: RequestFactory) -> None:
    with override(language):
        page = read(ERRORS[name](rf.get("/")).content.decode())

    assert page.all("html")[0].get("lang") == language
    assert helps(page, language)


@BOTH
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404"])
def test_a_page_that_tells_of_an_error_says_how_to_get_back(name: str, language: str, rf: RequestFactory) -> None:
    outside, inside = rf.get("/"), rf.get("/")
    inside.session = {"sitting": "a link"}  # type: ignore[assignment]
    back = {
        "en": "To go back to your form, open the link from your clinic again.",
        "es": "Para volver a su formulario, abra otra vez el enlace de su clínica.",
    }

    with override(language):
        without, within = (read(ERRORS[name](request).content.decode()) for request in (outside, inside))

    assert back[language] in without.text
    assert "/form/" in [link.get("href") for link in within.all("main")[0].all("a")]


@BOTH
@pytest.mark.parametrize("reason", LINKS)
def test_a_link_that_does_not_open_says_why_and_where_help_is(
    reason: str, language: str, patient: Patient, clinic: Clinic
) -> None:
    change, is_sent, *said = LINKS[reason]
    Clinic.objects.update(offers_spanish=True)
    Response.objects.update(language=language)
    if is_sent:
        patient.sends()
    Invitation.objects.update(**change)

    page = read(patient.client.get(f"/q/{patient.token}/").content.decode())

    assert [heading.text for heading in page.all("h1")] == [dict(zip(HELP, said, strict=True))[language]]
    assert page.all("title")[0].text.startswith(page.all("h1")[0].text)
    assert "tel:5550100" in [link.get("href") for link in page.all("main")[0].all("a")]
    assert helps(page, language)


TRIES, NEWER = "There were too many tries with a date of birth", "There is a newer link"
STOPPED, UNTIL_VISIT, FOR_A_WHILE = (
    "It does not open your form any more.",
    "only until your visit.",
    "only for some time.",
)


def test_each_reason_why_a_link_does_not_open_is_told_apart(patient: Patient, front_desk: Staff) -> None:
    def says() -> str:
        page = read(patient.client.get(f"/q/{patient.token}/").content.decode()).all("main")[0].text
        assert "Your answers are still there." in page
        return page

    Invitation.objects.update(expires_at=NOW - timedelta(days=1))
    assert FOR_A_WHILE in says()
    Response.objects.update(consult_at=NOW - timedelta(days=1))
    assert UNTIL_VISIT in says()
    Invitation.objects.update(stopped_at=NOW)
    assert STOPPED in says()
    Invitation.objects.update(wrong_dates=10)
    assert TRIES in says()
    Invitation.objects.update(wrong_dates=0)
    renew_link(patient.response, by=front_desk, now=timezone.now())
    assert NEWER in says()


@BOTH
@pytest.mark.parametrize("path", ["/form/ended/", "/q/no-such-link/", "/"])
def test_a_page_of_no_clinic_says_where_help_is(path: str, language: str, client: Any, db: None) -> None:
    page = read(client.get(path, headers={"Accept-Language": language}).content.decode())

    assert page.all("html")[0].get("lang") == language
    assert helps(page, language)


@pytest.mark.parametrize("phone", ["555-0100, then ask for Ann", "0100", "555 CARE"])
def test_what_a_phone_cannot_dial_is_no_link(phone: str, patient: Patient) -> None:
    Clinic.objects.update(phone=phone)

    page = read(patient.client.get(f"/q/{patient.token}/").content.decode()).all("main")[0]

    assert phone in page.text
    assert "tel:" not in "".join(str(link.get("href")) for link in page.all("a"))

"""What every answer tells the browser, walked over every address. What the pages hold is tested with their apps."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from clinic.models import Role, Staff
from tests.addresses import every_address
from tests.config.production import manage, server_environment
from tests.people import Patient, a_clinic, a_member, a_patient, signed_in, signs_in

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").rglob("*.html"))
PERSONAL_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "no-store, private",
}
OWN_HEADERS = {"link": {"Referrer-Policy": "strict-origin"}}  # its address opens a form
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def visitors(patient: Patient, clinician: Staff) -> dict[str, Client]:
    patient.enters()
    staff = {role: a_member(clinician.clinic, role, f"A {role.label}") for role in Role}
    return {"nobody": Client(), "patient": patient.client, **{role: signed_in(who) for role, who in staff.items()}}


def answers(visitors: dict[str, Client], **parts: Any) -> dict[str, Any]:
    """What each visitor gets at each address."""
    addresses = every_address(**parts).items()
    return {
        f"{who} at {name}": browser.get(address) for who, browser in visitors.items() for name, address in addresses
    }


@pytest.fixture(scope="module")
def every_answer(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """Walked once for all that is asked of it; what the walk left is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        clinic = a_clinic("Cedar Clinic")
        clinician = a_member(clinic, Role.CLINICIAN, "Dr. A. Okafor")
        patient = a_patient(clinic, clinician)
        found = answers(visitors(patient, clinician), response_id=patient.response.pk, token=patient.token)
        transaction.set_rollback(True)
    return found


@pytest.mark.slow
def test_every_answer_at_every_address_carries_the_headers_and_is_kept_nowhere(every_answer):
    missing = [
        f"{where} {name}"
        for where, answer in every_answer.items()
        for name, value in (PERSONAL_HEADERS | OWN_HEADERS.get(where.split(" at ")[1], {})).items()
        if answer.headers.get(name) != value
    ]

    assert missing == []


@pytest.mark.slow
def test_every_answer_at_every_address_carries_the_content_security_policy(every_answer):
    # In development alone, the error pages of Django itself go without.
    policies = {
        where: {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
        for where, answer in every_answer.items()
    }

    assert [where for where, policy in policies.items() if policy != POLICY] == []


@pytest.mark.slow
def test_no_page_may_use_camera_microphone_or_place(every_answer):
    said = {answer.headers["Permissions-Policy"] for answer in every_answer.values()}

    assert len(said) == 1
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(said.pop().split(", "))


@pytest.mark.slow
def test_a_walk_reaches_pages_and_not_only_refusals(every_answer):
    reached = {where for where, answer in every_answer.items() if answer.status_code == 200}

    assert {"patient at section", "patient at check", "clinician at review", "front_desk at desk"} <= reached


@pytest.mark.parametrize("address", [reverse("front"), "/static/nothing.css", "/nowhere/"])
def test_strangers_get_the_headers_too(client, db, address):
    answer = client.get(address)

    assert {name: answer.headers.get(name) for name in PERSONAL_HEADERS} == PERSONAL_HEADERS


def test_static_files_may_be_kept(client, db):
    with contextlib.closing(client.get("/static/app.css")) as answer:
        answer.getvalue()

    assert answer.status_code == 200
    assert "no-store" not in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_template_holds_inline_style_or_script(template):
    source = template.read_text()

    assert re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:", source) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag] == []


def test_browsers_come_back_by_https_for_a_year(db):
    year = 365 * 24 * 60 * 60
    with override_settings(SECURE_HSTS_SECONDS=year, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True):
        answer = Client().get("/", secure=True)

    assert answer.headers["Strict-Transport-Security"] == f"max-age={year}; includeSubDomains; preload"


def test_on_a_server_every_cookie_is_bound_to_this_host_and_to_https(tmp_path):
    ask = (
        "from django.conf import settings as s;"
        "print(*[(getattr(s, k + '_NAME'), getattr(s, k + '_SECURE'), getattr(s, k + '_HTTPONLY'),"
        " getattr(s, k + '_PATH'), getattr(s, k + '_DOMAIN'))"
        " for k in ('SESSION_COOKIE', 'CSRF_COOKIE', 'LANGUAGE_COOKIE')], sep='\\n')"
    )

    result = manage("shell", "--no-imports", "-c", ask, environment=server_environment(tmp_path / "db.sqlite3"))

    assert result.stdout.splitlines() == [
        "('__Host-sessionid', True, True, '/', None)",
        "('__Host-csrftoken', True, True, '/', None)",
        "('__Host-language', True, True, '/', None)",
    ]


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example",
        "https:elsewhere.example",
        "http:///elsewhere.example",
        "javascript:alert(1)",
        "\thttps://elsewhere.example/",
        "https://testserver@elsewhere.example/",
        "https://testserver.elsewhere.example/",
    ],
)
def test_signing_in_never_leads_to_another_site(clinician, target):
    browser = Client()

    answer = signs_in(browser, clinician.email, next=target)

    assert answer.status_code == 302
    assert answer.url == "/staff/"
    assert browser.get("/staff/sign-in/", {"next": target}).url == "/staff/"


def test_a_form_cannot_say_where_to_go_next(patient):
    patient.enters()

    answer = patient.client.post("/form/s/mood/?next=https://elsewhere.example/", {"go": "https://elsewhere.example/"})

    assert answer.headers.get("Location", "/").startswith("/")


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_that_is_too_long_is_refused_unread(client, db, settings, kind):
    body = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    answer = client.generic("POST", "/staff/sign-in/", body, content_type=kind)

    assert answer.status_code == 400
    assert "What was sent is too long." in answer.content.decode()


@pytest.mark.parametrize("length", ["", "many", "-1", "9" * 5000])
def test_a_length_that_is_no_length_is_no_fault_of_ours(client, db, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code in (200, 400)


def test_no_page_takes_a_file(patient, tmp_path):
    file = tmp_path / "picture.png"
    file.write_bytes(b"not a picture")
    patient.enters()

    with file.open("rb") as picture:
        answer = patient.client.post("/form/s/mood/", {"go": "next", "phq9_9": picture})

    assert answer.status_code == 400
    assert "Go back to your form" in answer.content.decode()


def test_too_many_fields_are_refused(client, clinician, settings):
    fields = {f"field-{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    assert client.post("/staff/sign-in/", fields).status_code == 400
    answer = signed_in(clinician).post("/reviews/find/", fields)
    assert answer.status_code == 400
    assert "Go to your first page" in answer.content.decode()

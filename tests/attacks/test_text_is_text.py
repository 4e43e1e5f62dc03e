"""What people type is shown as they typed it, on every page that shows it: as text, never as HTML or a template."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client

from clinic.models import Clinic, Staff
from intake.questionnaire import QUESTIONS, SECTION_OF
from screening.rule import Topic
from tests.people import Patient, a_patient, signed_in
from tests.reviewing import on_card, records

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)> {{ 7|add:70000 }} {% now 'Y' %}"
NAMED = "<b>Eve</b> {{ 7|add:70000 }}\"'><script>alert(4)</script>"
LIVE = ("<script>alert", "<img src=x", "<svg onload", "<b>Eve")
COMPUTED = ("70007",)


def evil_answers() -> dict[str, Any]:
    """The evil text in every box that takes text and is asked of this person."""
    written = {key: EVIL for key, question in QUESTIONS.items() if question.kind == "text"}
    short = {key: EVIL[: QUESTIONS[key].max_length or None] for key in written}
    rows = {"mood_meds_any": "yes", "mood_meds": [{"name": EVIL[:100], "helped": "none"}]}
    return short | rows


@pytest.fixture
def eve(clinic: Clinic, front_desk: Staff) -> Patient:
    """A patient whose name and answers are an attack, with a card on which a clinician wrote one, too."""
    return a_patient(clinic, front_desk, name=NAMED)


def holds_only_text(page: Any, *expected: str) -> str:
    """The page as it came; fails where any of it became part of the page's own code."""
    words = page.content.decode()
    assert page.status_code in (200, 422, 409)
    assert [bit for bit in LIVE if bit in words] == []
    assert [bit for bit in COMPUTED if bit in html.unescape(words)] == []
    missing = [
        text
        for text in expected
        if html.escape(text, quote=False) not in words.replace("&#x27;", "'").replace("&quot;", '"')
    ]
    assert missing == []
    return words


def test_the_patients_own_pages(eve: Patient) -> None:
    eve.enters()
    eve.saves(**{**evil_answers(), "reasons": ["depression"], "told_by_professional": ["none"]})

    for section in sorted({SECTION_OF[key].slug for key in evil_answers()}):
        page = eve.client.get(f"/form/s/{section}/", follow=True)
        holds_only_text(page)
    holds_only_text(eve.client.get("/form/check/"), EVIL)


def test_the_copy_and_the_page_after_sending(eve: Patient) -> None:
    eve.enters()
    eve.sends(anything_else=EVIL, main_goal=EVIL[:200])

    holds_only_text(eve.client.get("/form/copy/"), EVIL)
    holds_only_text(eve.client.get("/form/sent/"))


def test_a_page_that_comes_back_with_errors(eve: Patient) -> None:
    eve.enters()

    page = eve.client.post("/form/s/getting-home/", {"anything_else": EVIL, "ride_home": EVIL})
    assert page.status_code == 422
    holds_only_text(page, EVIL)
    holds_only_text(eve.client.post("/form/check/", {"signed_as": EVIL}))
    holds_only_text(eve.client.post(f"/q/{eve.token}/", {"year": EVIL, "month": EVIL, "day": EVIL}))


def test_the_face_sheet_and_the_lists(eve: Patient, clinician: Staff, front_desk: Staff) -> None:
    eve.sends(anything_else=EVIL, main_goal=EVIL[:200], phq9_9="1", asq_1="yes", asq_5="no")
    records(eve.response, Topic.SAFETY, "not_reached", by=clinician, note=EVIL)
    client = signed_in(clinician)

    holds_only_text(client.get(f"/reviews/{eve.response.pk}/"), EVIL, NAMED)
    holds_only_text(client.get("/reviews/"), NAMED)
    holds_only_text(client.get("/reviews/?tab=" + EVIL))
    holds_only_text(signed_in(front_desk).get("/desk/"), NAMED)
    holds_only_text(signed_in(front_desk).get(f"/desk/{eve.response.pk}/"), NAMED)


def test_an_unsent_form_on_the_clinicians_page(eve: Patient, clinician: Staff) -> None:
    eve.saves(phq9_9="1", support_contact=EVIL[:200], current_place=EVIL[:200])

    holds_only_text(signed_in(clinician).get(f"/reviews/{eve.response.pk}/"), NAMED)


def test_what_a_clinician_typed_comes_back_as_text(eve: Patient, clinician: Staff) -> None:
    eve.saves(phq9_9="1")
    path = f"/reviews/{eve.response.pk}/cards/{Topic.SAFETY.place}/"

    page = signed_in(clinician).post(path, on_card(Topic.SAFETY, kind=EVIL, note=EVIL, who=EVIL, seen_flags=EVIL))
    assert page.status_code == 422
    holds_only_text(page, EVIL)


def test_the_desks_form_and_the_audit_filter(front_desk: Staff, administrator: Staff) -> None:
    typed = {"name": NAMED, "email": EVIL, "date_of_birth": EVIL}

    holds_only_text(signed_in(front_desk).post("/desk/invite/", typed), NAMED)
    holds_only_text(signed_in(administrator).get("/staff/audit/", {"about": EVIL, "since": EVIL, "action": EVIL}))


def test_an_address_that_does_not_exist_and_the_sign_in_page(db: None) -> None:
    for path in ("/<script>alert(1)</script>/", "/q/<script>alert(1)</script>/"):
        assert b"<script>alert" not in Client().get(path).content
    page = Client().post("/staff/sign-in/?next=<script>alert(1)", {"login": EVIL, "password": EVIL, "next": EVIL})
    holds_only_text(page)


def test_the_title_of_a_page_holds_no_code(eve: Patient, clinician: Staff) -> None:
    eve.sends()
    words = holds_only_text(signed_in(clinician).get(f"/reviews/{eve.response.pk}/"))

    title = words.split("<title>")[1].split("</title>")[0]
    assert "<" not in title


def test_a_medicine_named_like_a_template_is_not_run(eve: Patient) -> None:
    """A crispy legend or HTML() is compiled as a template: a name in one of them would be run."""
    eve.enters()
    named = [{"name": "{% load static %}{{ 7|add:70000 }}"}]
    eve.saves(reasons=["depression"], told_by_professional=["none"], mood_meds_any="yes", mood_meds=named)

    page = html.unescape(eve.client.get("/form/s/treatments/").content.decode())
    assert named[0]["name"] in page

"""Safety notices on the pages: who has acknowledged, the button, and the warning when one does not get through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import Clinic, SafetyContact, Staff
from clinic.outbox.models import Message
from screening.models import Acknowledgement
from tests.contracts.test_page_structure import faults
from tests.markup import Element, read
from tests.people import Patient, signed_in


@pytest.fixture
def at_desk(clinician: Staff) -> Client:
    return signed_in(clinician)


def page_of(answer: Any) -> Element:
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page


def test_the_band_says_that_nobody_has_acknowledged_and_then_who_has(patient: Patient, at_desk: Client) -> None:
    patient.saves(asq_5="yes")
    assert "Not acknowledged" in page_of(at_desk.get("/reviews/")).text

    at_desk.post(f"/reviews/{patient.response.pk}/take/")

    band = page_of(at_desk.get("/reviews/")).with_class("band")[0].text
    assert "Not acknowledged" not in band
    assert "Dr. A. Okafor" in band


def test_the_face_sheet_has_a_button_that_stops_the_messages_and_closes_nothing(
    patient: Patient, at_desk: Client, clinician: Staff
) -> None:
    patient.saves(asq_5="yes")
    address = f"/reviews/{patient.response.pk}/"
    page = page_of(at_desk.get(address))
    button = next(form for form in page.all("form") if form.get("action").endswith("/acknowledge/"))

    assert at_desk.post(button.get("action"))["Location"] == address

    assert Acknowledgement.objects.get().by == clinician
    assert "Safety notice acknowledged by Dr. A. Okafor" in page_of(at_desk.get(address)).text
    assert "1 open" in page_of(at_desk.get("/reviews/")).text


def test_whoever_has_the_response_can_acknowledge_a_later_notice_from_the_band(
    patient: Patient, at_desk: Client
) -> None:
    patient.saves(asq_5="yes")
    at_desk.post(f"/reviews/{patient.response.pk}/take/")
    patient.saves(asq_3="yes")

    page = page_of(at_desk.get("/reviews/"))
    assert [form for form in page.all("form") if form.get("action").endswith("/acknowledge/")]


def test_a_notice_that_does_not_get_through_is_said_on_top_of_the_worklist(patient: Patient, at_desk: Client) -> None:
    warning = "A safety notice is not getting through"
    patient.saves(asq_5="yes", now=timezone.now() - timedelta(minutes=1))
    assert warning not in page_of(at_desk.get("/reviews/")).text

    Message.objects.update(created_at=timezone.now() - timedelta(minutes=2))

    assert warning in page_of(at_desk.get("/reviews/")).text


def test_another_clinic_is_not_warned_of_ours(patient: Patient, clinician_elsewhere: Staff) -> None:
    patient.saves(asq_5="yes", now=timezone.now() - timedelta(minutes=5))

    assert "not getting through" not in page_of(signed_in(clinician_elsewhere).get("/reviews/")).text


def test_a_clinic_without_contacts_is_told_on_the_worklist(clinic: Clinic, at_desk: Client, lead: Staff) -> None:
    SafetyContact.objects.all().delete()

    assert "no patient can be invited" in page_of(at_desk.get("/reviews/")).text
    links = [link.get("href") for link in page_of(signed_in(lead).get("/reviews/")).with_class("loud")[0].all("a")]
    assert links == ["/staff/safety-contacts/"]

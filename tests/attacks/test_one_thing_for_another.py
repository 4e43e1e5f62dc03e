"""Sending again, fields that no page offers, ids of others, and sessions that somebody else planted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.forms.models import model_to_dict
from django.test import Client

from clinic.models import Clinic, Role, Staff
from intake.models import FrozenDocument, Response
from screening.models import Disposition, Flag
from screening.rule import Topic
from tests.people import BORN, Patient, signed_in
from tests.reviewing import card_of, on_card, posts

# Every field that could matter, as somebody would add it to a form that does not ask for it.
EXTRA: dict[str, Any] = {
    "id": str(uuid4()),
    "pk": str(uuid4()),
    "status": "completed",
    "submitted_at": "2020-01-01T00:00",
    "clinic": "00000000-0000-0000-0000-000000000001",
    "clinic_id": "00000000-0000-0000-0000-000000000001",
    "role": Role.ADMINISTRATOR,
    "is_active": "",
    "is_superuser": "1",
    "is_staff": "1",
    "by": "somebody",
    "by_id": str(uuid4()),
    "reference": "AAAA-AAAA",
    "questionnaire": "1999.1",
    "language": "xx",
    "token_hash": "0" * 64,
    "expires_at": "2099-01-01T00:00",
    "wrong_dates": "0",
    "priority": "note",
    "topic": "Anxiety",
    "adult": "no",
    "created_by": str(uuid4()),
    "sitting": str(uuid4()),
}


def row(response: Response) -> dict[str, Any]:
    kept = model_to_dict(Response.objects.get(pk=response.pk))
    return {name: value for name, value in kept.items() if name not in ("saved_at", "opened_at")}


# Sending again


def test_a_sent_form_that_is_posted_again_changes_nothing(patient: Patient) -> None:
    patient.enters()
    patient.sends(phq9_9="1", asq_5="no")
    before = (FrozenDocument.objects.get().digest, Flag.objects.count(), row(patient.response))

    for path in ("/form/s/mood/", "/form/s/mood/keep/", "/form/check/"):
        patient.client.post(path, {"phq9_9": "0", "confirm": "on", "signed_as": "Eve", "go": "next"})

    assert (FrozenDocument.objects.get().digest, Flag.objects.count(), row(patient.response)) == before


def test_a_recorded_disposition_that_is_posted_again_is_kept_once(patient: Patient, clinician: Staff) -> None:
    patient.saves(phq9_9="1")
    seen = card_of(patient.response, Topic.SAFETY)
    client = signed_in(clinician)

    for _ in range(3):
        posts(client, patient.response, Topic.SAFETY, seen=seen, kind="not_reached", note="Called.")
    assert Disposition.objects.count() == 1


# Fields that no page offers


def test_extra_fields_in_a_patients_forms_change_nothing(patient: Patient) -> None:
    before = row(patient.response)
    year, month, day = BORN.split("-")
    patient.client.post(f"/q/{patient.token}/", {"year": year, "month": month, "day": day} | EXTRA)
    for path in ("/form/s/mood/", "/form/s/mood/keep/", "/form/check/"):
        patient.client.post(path, {"phq9_1": "1"} | EXTRA)

    assert row(patient.response) == before
    assert Response.objects.get().answers() == {"phq9_1": "1"}


def test_extra_fields_in_staffs_forms_change_nothing(patient: Patient, clinician: Staff) -> None:
    patient.saves(phq9_9="1")
    before, person = row(patient.response), model_to_dict(clinician)
    more = {name: value for name, value in EXTRA.items() if name != "topic"}
    client = signed_in(clinician)
    posts(client, patient.response, Topic.SAFETY, kind="not_reached", note="Called.", **more)
    client.post(f"/reviews/{patient.response.pk}/take/", EXTRA)

    made = Disposition.objects.get()
    assert (made.by, made.topic) == (clinician, Topic.SAFETY)
    assert row(patient.response) == before
    assert {**model_to_dict(Staff.objects.get(pk=clinician.pk)), "last_login": None} == {**person, "last_login": None}


def test_an_invitation_stays_in_the_clinic_of_who_invites(clinic: Clinic, front_desk: Staff) -> None:
    form = {"name": "A", "date_of_birth": "1990-01-01", "form_id": str(uuid4())}
    signed_in(front_desk).post("/desk/invite/", EXTRA | form)

    made = Response.objects.get()
    assert (made.clinic, made.created_by, made.status, made.language) == (clinic, front_desk, "in_progress", "en")
    assert made.reference != EXTRA["reference"]


# Ids of others


def test_no_staff_address_opens_a_response_of_another_clinic(patient: Patient, clinician_elsewhere: Staff) -> None:
    patient.saves(phq9_9="1")
    client, pk = signed_in(clinician_elsewhere), patient.response.pk
    paths = [
        f"/desk/{pk}/",
        f"/desk/{pk}/new-link/",
        f"/desk/{pk}/stop-link/",
        f"/desk/{pk}/consult/",
        f"/desk/{pk}/companion/",
        f"/desk/{pk}/contact/",
        f"/reviews/{pk}/",
        f"/reviews/{pk}/take/",
    ]
    paths += [f"/reviews/{pk}/cards/{Topic.SAFETY.place}/", f"/reviews/{pk}/notes/", f"/reviews/{pk}/sign/"]

    for path in paths:
        assert client.post(path, on_card(Topic.SAFETY, kind="reached", note="x", agreed="x")).status_code in (
            404,
            405,
        ), path
        assert client.get(path).status_code in (302, 404), path
    assert not Disposition.objects.exists()


def test_no_id_of_anything_else_opens_a_response(patient: Patient, clinician: Staff) -> None:
    patient.saves(phq9_9="1")
    others = [patient.response.patient_id, clinician.pk, clinician.clinic_id, Flag.objects.get().pk, uuid4()]

    client = signed_in(clinician)
    assert {client.get(f"/reviews/{one}/").status_code for one in others} == {404}
    assert {client.get(f"/desk/{one}/").status_code for one in others} == {404}


def test_flags_of_another_response_cannot_be_closed_from_this_one(
    patient: Patient, other_patient: Patient, clinician: Staff
) -> None:
    patient.saves(phq9_9="1")
    other_patient.saves(phq9_9="2")
    foreign = card_of(other_patient.response, Topic.SAFETY)

    page = posts(
        signed_in(clinician), patient.response, Topic.SAFETY, seen=foreign, kind="reached", note="x", agreed="x"
    )
    assert page.status_code == 409
    assert not Disposition.objects.exists()


def test_a_clinician_of_another_clinic_cannot_be_named_for_a_patient(
    front_desk: Staff, clinician_elsewhere: Staff
) -> None:
    form = {
        "name": "A",
        "date_of_birth": "1990-01-01",
        "form_id": str(uuid4()),
        "clinician": str(clinician_elsewhere.pk),
    }

    assert signed_in(front_desk).post("/desk/invite/", form).status_code == 422
    assert not Response.objects.exists()


# Sessions


def test_a_session_planted_by_somebody_else_is_not_taken_over(patient: Patient, other_patient: Patient) -> None:
    other_patient.enters(born="1997-11-30")
    planted = other_patient.client.cookies[settings.SESSION_COOKIE_NAME].value
    patient.client.cookies[settings.SESSION_COOKIE_NAME] = planted
    patient.enters()

    assert patient.client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert other_patient.client.get("/form/").url == "/form/ended/"


@pytest.mark.parametrize("made_up", ["x" * 32, "", "../../etc/passwd", "' OR 1=1 --", "a" * 5000])
def test_a_session_of_ones_own_making_opens_nothing(db: None, made_up: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = made_up

    assert client.get("/form/").url == "/form/ended/"
    assert client.get("/reviews/").url.startswith("/staff/sign-in/")

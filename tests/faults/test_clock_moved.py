"""The machine's clock jumps back by an hour: nothing about safety is lost, reordered or late, and no link reopens."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from clinic.models import Staff
from intake.invitations import LinkRefused, check_open, find
from intake.models import Invitation, Response, SafetyAnswer
from screening.face_sheet import changed_safety_answers
from screening.flags import check_quiet_forms
from screening.models import Flag
from screening.rule import Topic
from tests.people import NOON, Patient
from tests.reviewing import records

BACK = timedelta(hours=1)
IDLE = timedelta(minutes=10)


def raised(patient: Patient) -> list[str]:
    return sorted(flag.rule for flag in Flag.objects.filter(response=patient.response))


def test_safety_answers_stay_in_the_order_in_which_they_were_given(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)
    patient.saves(phq9_9="2", on_purpose=False, now=NOON - BACK)
    patient.saves(phq9_9="0", on_purpose=False, now=NOON - BACK + timedelta(minutes=1))

    assert [one.entry["value"] for one in SafetyAnswer.objects.all()] == ["1", "2", "0"]
    shown = changed_safety_answers(Response.objects.get(pk=patient.response.pk))
    assert [one["value"] for one in shown[0]["answers"]] == ["1", "2", "0"]


def test_what_is_said_after_the_jump_is_flagged(patient: Patient) -> None:
    patient.saves(phq9_1="0", on_purpose=False, now=NOON)
    patient.saves(phq9_9="3", on_purpose=False, now=NOON - BACK)

    assert raised(patient) == ["SAFE-01"]


def test_what_is_said_again_after_its_flag_was_closed_is_flagged_again(patient: Patient, clinician: Staff) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)
    records(patient.response, Topic.SAFETY, "reached", by=clinician, now=NOON + timedelta(minutes=5))
    patient.saves(phq9_9="0", on_purpose=False, now=NOON - BACK)
    patient.saves(phq9_9="1", on_purpose=False, now=NOON - BACK + timedelta(minutes=1))

    assert raised(patient) == ["SAFE-01", "SAFE-01"]


def test_a_form_that_goes_quiet_after_the_jump_is_looked_at_again(patient: Patient) -> None:
    patient.saves(phq9_1="0", on_purpose=False, now=NOON - IDLE)
    check_quiet_forms(now=NOON)
    patient.saves(phq9_9="1", on_purpose=False, now=NOON - BACK)

    assert check_quiet_forms(now=NOON - BACK + IDLE) == 1
    assert raised(patient) == ["SAFE-01", "SAFE-05", "SAFE-08"]


def test_a_form_that_was_saved_in_what_is_now_the_future_does_not_wait_for_it(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)

    assert check_quiet_forms(now=NOON - BACK) == 1
    assert raised(patient) == ["SAFE-01", "SAFE-05", "SAFE-08"]


def test_two_machines_whose_clocks_differ_by_a_little_are_no_jump(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)

    assert check_quiet_forms(now=NOON - timedelta(seconds=30)) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_refused_as_ended_stays_ended(patient: Patient, method: str) -> None:
    _ends(patient, timezone.now() - timedelta(minutes=5))
    getattr(patient.client, method)(f"/q/{patient.token}/")

    assert _refusal(patient, now=timezone.now() - BACK) == "expired"
    assert patient.client.get(f"/q/{patient.token}/").status_code == 410


def test_a_sitting_that_began_in_time_outlives_the_end_of_its_link(patient: Patient) -> None:
    patient.enters()
    _ends(patient, timezone.now() - timedelta(minutes=5))
    patient.client.get(f"/q/{patient.token}/")

    assert patient.client.get("/form/").status_code == 200


def test_the_pause_after_wrong_dates_does_not_end_early(patient: Patient) -> None:
    for _ in range(3):
        patient.enters("1974-09-03")

    assert _refusal(patient, now=timezone.now() - BACK) == "paused"


def _ends(patient: Patient, moment: datetime) -> None:
    Invitation.objects.filter(response=patient.response).update(expires_at=moment)


def _refusal(patient: Patient, *, now: datetime) -> str:
    with pytest.raises(LinkRefused) as refusal:
        check_open(find(patient.token), now=now)
    return refusal.value.reason

"""The worker was stopped for a day: when it comes back, all that is due is raised at once, with true times."""

from __future__ import annotations

from datetime import timedelta

from clinic.models import Clinic, Heartbeat, Staff
from screening.flags import check_quiet_forms
from screening.models import Flag
from tests.people import NOON, Patient, a_patient

DAY = timedelta(days=1)
SILENT = ["SAFE-05", "SAFE-08"]


def test_everything_that_went_quiet_meanwhile_is_raised_in_one_round(clinic: Clinic, front_desk: Staff) -> None:
    patients = [a_patient(clinic, front_desk, name=f"Patient {number}") for number in range(12)]
    for number, patient in enumerate(patients):
        patient.saves(phq9_9="1", on_purpose=False, now=NOON - DAY + timedelta(hours=2 * number))

    assert check_quiet_forms(now=NOON) == 12
    for patient in patients:
        rules = {flag.rule for flag in Flag.objects.filter(response=patient.response)}
        assert rules == {"SAFE-01", *SILENT}


def test_each_flag_says_when_it_was_raised_and_each_answer_when_it_was_given(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON - DAY)
    check_quiet_forms(now=NOON)

    raised = {flag.rule: flag.raised_at for flag in Flag.objects.all()}
    assert raised == {"SAFE-01": NOON - DAY, "SAFE-05": NOON, "SAFE-08": NOON}
    assert patient.response.safety_answers.get().given_at == NOON - DAY


def test_the_round_after_it_raises_nothing_twice(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON - DAY)
    check_quiet_forms(now=NOON)
    before = Flag.objects.count()

    assert check_quiet_forms(now=NOON + timedelta(seconds=30)) == 0
    assert Flag.objects.count() == before


def test_what_a_patient_said_meanwhile_was_flagged_without_the_worker(patient: Patient) -> None:
    patient.saves(asq_5="yes", on_purpose=False, now=NOON - DAY)

    assert not Heartbeat.objects.exists()
    assert Flag.objects.safety().filter(response=patient.response).exists()

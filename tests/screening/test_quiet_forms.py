"""What is missing on forms that have gone quiet: when it is raised, once, for everyone. The rest is in test_flags."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from screening import flags
from screening.flags import check_quiet_forms
from screening.models import Flag
from tests.people import Patient, a_patient

NOW = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
IDLE = timedelta(minutes=10)
LOST_KEY = base64.b64encode(b"a key that has since been lost :").decode()


def raised(patient: Patient) -> list[str]:
    """The Safety rules on record for this patient, in order, with repeats."""
    return sorted(flag.rule for flag in Flag.objects.filter(response=patient.response, is_safety=True))


def only(*rules: str) -> list[str]:
    return sorted(rules)


def quiet(patient: Patient, *, on_purpose: bool = False, now: datetime = NOW, **answers: Any) -> None:
    """Answers come in at ``now``, and then nothing."""
    patient.saves(on_purpose=on_purpose, now=now, **answers)


def test_item_9_followed_by_silence_raises_what_is_missing(patient):
    quiet(patient, phq9_9="1")

    assert check_quiet_forms(now=NOW + IDLE) == 1
    assert raised(patient) == only("SAFE-01", "SAFE-05", "SAFE-08")


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({"phq9_9": "prefer_not"}, ["SAFE-05", "SAFE-08"]),
        ({"asq_1": "no"}, ["SAFE-08"]),
        ({"asq_4": "prefer_not"}, ["SAFE-05", "SAFE-08"]),
        ({"asq_5": "no"}, ["SAFE-08"]),
    ],
)
def test_silence_after_any_beginning_raises_what_is_missing(patient, answers, rules):
    quiet(patient, **answers)
    check_quiet_forms(now=NOW + IDLE)

    assert raised(patient) == rules


@pytest.mark.parametrize("answers", [{"phq9_9": "0"}, {"phq9_1": "3"}, {"ride_home": "self_drive"}, {"phq9_9": None}])
def test_silence_after_not_at_all_or_before_any_safety_answer_raises_nothing(patient, answers):
    quiet(patient, **({"phq9_1": "0"} | answers))

    assert check_quiet_forms(now=NOW + timedelta(days=2)) == 0
    assert raised(patient) == []


def test_a_pause_shorter_than_the_idle_time_raises_nothing(patient):
    quiet(patient, phq9_9="1")

    assert check_quiet_forms(now=NOW + IDLE - timedelta(seconds=1)) == 0
    assert raised(patient) == ["SAFE-01"]


def test_the_idle_time_is_the_clinics_own(clinic, patient):
    clinic.idle_minutes = 25
    clinic.save()
    quiet(patient, phq9_9="1")

    assert check_quiet_forms(now=NOW + timedelta(minutes=24)) == 0
    assert check_quiet_forms(now=NOW + timedelta(minutes=25)) == 1


def test_one_silence_is_looked_at_once(patient, django_assert_max_num_queries):
    quiet(patient, phq9_9="1")
    check_quiet_forms(now=NOW + IDLE)
    before = Flag.objects.count()

    with django_assert_max_num_queries(2):  # the clinics, and its quiet forms: none is opened
        assert check_quiet_forms(now=NOW + 2 * IDLE) == 0
    assert Flag.objects.count() == before


def test_a_silence_after_new_activity_is_looked_at_again(patient):
    quiet(patient, asq_1="no")
    check_quiet_forms(now=NOW + IDLE)

    quiet(patient, asq_1="no", asq_2="prefer_not", now=NOW + 2 * IDLE)

    assert check_quiet_forms(now=NOW + 3 * IDLE) == 1
    assert raised(patient) == only("SAFE-05", "SAFE-08", "SAFE-08")


def test_new_activity_that_changes_nothing_about_safety_raises_nothing_twice(patient):
    quiet(patient, phq9_9="1")
    check_quiet_forms(now=NOW + IDLE)

    quiet(patient, ride_home="person", now=NOW + 2 * IDLE)

    assert check_quiet_forms(now=NOW + 3 * IDLE) == 0


def test_a_save_that_began_before_the_check_and_ended_after_it_is_looked_at(patient):
    """A save takes its time when it begins; it may wait for the check to finish before it is written."""
    quiet(patient, phq9_9="0")
    check_quiet_forms(now=NOW + IDLE)

    quiet(patient, phq9_9="1", now=NOW + IDLE - timedelta(milliseconds=5))

    assert check_quiet_forms(now=NOW + 2 * IDLE) == 1


def test_a_form_that_was_saved_while_it_waited_to_be_checked_is_not_quiet(patient, monkeypatch):
    """Between listing the quiet forms and locking one, the patient may come back."""
    quiet(patient, phq9_9="1")
    listed = flags._quiet

    def comes_back_meanwhile(*given: Any, **named: Any) -> Any:
        found = listed(*given, **named)
        quiet(patient, phq9_9="1", phq9_1="0", now=NOW + IDLE)
        return found

    monkeypatch.setattr(flags, "_quiet", comes_back_meanwhile)

    assert check_quiet_forms(now=NOW + IDLE) == 0
    assert raised(patient) == ["SAFE-01"]


def test_a_sent_form_is_not_quiet(patient):
    patient.sends(now=NOW, phq9_9="prefer_not", asq_5="prefer_not")
    before = Flag.objects.count()

    assert check_quiet_forms(now=NOW + IDLE) == 0
    assert Flag.objects.count() == before


def test_every_clinic_is_looked_at(patient, clinician_elsewhere):
    elsewhere = a_patient(clinician_elsewhere.clinic, clinician_elsewhere)
    for one in (patient, elsewhere):
        quiet(one, phq9_9="1")

    assert check_quiet_forms(now=NOW + IDLE) == 2


def test_one_form_that_cannot_be_read_is_reported_and_the_others_are_checked(patient, other_patient, settings, caplog):
    keys = list(settings.PHI_KEYS)
    settings.PHI_KEYS = [LOST_KEY, *keys]
    quiet(patient, phq9_9="1")
    settings.PHI_KEYS = keys
    quiet(other_patient, phq9_9="1")

    assert check_quiet_forms(now=NOW + IDLE) == 1
    assert raised(other_patient) == only("SAFE-01", "SAFE-05", "SAFE-08")
    assert f"response {patient.response.pk} cannot be read" in caplog.text

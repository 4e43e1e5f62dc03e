"""When the Safety rules run: what an answer says, at once; what is missing, on leaving, sending and silence."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from intake.models import SafetyAnswer
from intake.responses import submit
from screening import flags
from screening.flags import check_quiet_forms
from screening.models import Flag
from tests.answers import complete_answers
from tests.people import Patient, a_patient

NOW = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
IDLE = timedelta(minutes=10)
LOST_KEY = base64.b64encode(b"a key that has since been lost :").decode()


def raised(patient: Patient, *, topic: str = "Safety") -> list[str]:
    """The rules on record for this patient, in order, with repeats."""
    return sorted(flag.rule for flag in Flag.objects.filter(response=patient.response, topic=topic))


def only(*rules: str) -> list[str]:
    return sorted(rules)


# What an answer says


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        ("SAFE-01", {"phq9_9": "1"}),
        ("SAFE-01", {"phq9_9": "3"}),
        ("SAFE-02", {"asq_5": "yes"}),
        ("SAFE-03", {"asq_3": "yes"}),
        ("SAFE-04", {"attempt_when": "past_3_months"}),
        ("SAFE-06", {"asq_1": "yes"}),
        ("SAFE-06", {"asq_2": "yes"}),
        ("SAFE-07", {"asq_4": "yes"}),
    ],
)
def test_what_an_answer_says_is_raised_by_the_autosave_and_nothing_else(patient, rule, answers):
    patient.saves(on_purpose=False, **answers)

    assert raised(patient) == [rule]


@pytest.mark.parametrize(
    "answers",
    [
        {"phq9_9": "0"},
        {"phq9_9": "prefer_not"},
        {"asq_1": "no"},
        {"asq_4": "prefer_not"},
        {"asq_1": "no", "asq_2": "no", "asq_3": "no", "asq_4": "no", "asq_5": "no"},
        {"asq_5": "prefer_not"},
        {"attempt_when": "over_1_year"},
        {"phq9_1": "3", "phq9_2": "3"},
    ],
)
def test_an_autosave_without_such_an_answer_raises_nothing(patient, answers):
    patient.saves(on_purpose=False, **answers)

    assert raised(patient) == []


def test_item_5_raises_even_where_it_was_not_due(patient):
    nothing_else = dict.fromkeys(["asq_1", "asq_2", "asq_3", "asq_4"], "no")
    patient.saves(phq9_9="0", **nothing_else, asq_5="yes")

    assert raised(patient) == ["SAFE-02"]


def test_the_same_answer_saved_again_raises_nothing_more(patient):
    for _ in range(3):
        patient.saves(on_purpose=False, phq9_9="2")

    assert raised(patient) == ["SAFE-01"]


def test_a_second_reason_of_the_same_rule_is_raised_too(patient):
    patient.saves(on_purpose=False, asq_1="yes")
    patient.saves(on_purpose=False, asq_1="yes", asq_2="yes")

    assert raised(patient) == only("SAFE-06", "SAFE-06")


def test_a_flag_stays_when_the_answer_changes_and_both_values_are_kept(patient):
    patient.saves(on_purpose=False, phq9_9="2")
    patient.saves(on_purpose=False, phq9_9="0")

    assert raised(patient) == ["SAFE-01"]
    assert [one.entry["value"] for one in SafetyAnswer.objects.all()] == ["2", "0"]


def test_an_early_flag_rests_on_no_document_and_quotes_the_answer(patient):
    patient.saves(on_purpose=False, phq9_9="2")

    flag = Flag.objects.get()
    assert flag.document is None
    assert flag.words["evidence"][0]["answer"] == "More than half the days"


def test_an_answer_on_another_section_raises_nothing_before_sending(patient):
    patient.saves(ride_home="self_drive", substances=["cannabis"])

    assert not Flag.objects.exists()


# What is missing


def test_leaving_the_asq_page_raises_what_is_missing(patient):
    patient.saves(asq_1="yes")

    assert raised(patient) == only("SAFE-05", "SAFE-06", "SAFE-08")


def test_leaving_the_asq_page_empty_raises_what_is_missing(patient):
    patient.saves(asq_1=None)

    assert raised(patient) == ["SAFE-08"]


def test_leaving_the_asq_page_with_every_no_raises_nothing(patient):
    patient.saves(phq9_9="0", asq_1="no", asq_2="no", asq_3="no", asq_4="no")

    assert raised(patient) == []


def test_declining_item_9_makes_item_5_due_on_the_asq_page(patient):
    patient.saves(phq9_9="prefer_not")
    assert raised(patient) == []

    patient.saves(asq_1="no", asq_2="no", asq_3="no", asq_4="no")

    assert raised(patient) == only("SAFE-05", "SAFE-08")


def test_leaving_the_mood_page_does_not_raise_what_is_missing(patient):
    patient.saves(phq9_1="1")

    assert raised(patient) == []


def test_sending_raises_what_was_declined(patient):
    declined = dict.fromkeys(["phq9_9", "asq_1", "asq_2", "asq_3", "asq_4", "asq_5"], "prefer_not")
    patient.saves(on_purpose=False, **complete_answers(**declined))
    assert raised(patient) == []

    submit(patient.response, signed_as="Jordan", statement="Mine.", now=timezone.now())

    assert raised(patient) == only("SAFE-05", "SAFE-08")


def test_sending_does_not_raise_again_what_an_answer_said_before(patient):
    patient.saves(on_purpose=False, phq9_9="2")

    patient.sends(phq9_9="2", asq_5="no")

    assert raised(patient) == ["SAFE-01"]


def test_sending_raises_every_other_topic_on_the_document(patient):
    response = patient.sends(ride_home="self_drive", motion_sick="often")

    others = response.flags.exclude(topic="Safety")
    assert {"Getting home", "Nausea"} <= {flag.topic for flag in others}
    assert {flag.document for flag in others} == {response.documents.get()}


# Silence


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

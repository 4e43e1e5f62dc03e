"""When the Safety rules run: what an answer says, at once; what is missing, on leaving and sending. Not: on silence."""

import pytest
from django.utils import timezone

from clinic.models import Staff
from intake.models import SafetyAnswer
from intake.responses import submit
from screening.models import Covered, Disposition, Flag
from tests.answers import complete_answers
from tests.people import Patient


def raised(patient: Patient) -> list[str]:
    """The Safety rules on record for this patient, in order, with repeats."""
    return sorted(flag.rule for flag in Flag.objects.filter(response=patient.response, is_safety=True))


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


def closes_safety(clinician: Staff, patient: Patient) -> None:
    """The clinician has reached the patient about every Safety flag so far."""
    done = Disposition.objects.create(
        response=patient.response,
        is_safety=True,
        kind="reached",
        words={"topic": "Safety", "record": {}},
        by=clinician,
        at=timezone.now(),
    )
    for flag in patient.response.flags.safety():
        Covered.objects.create(disposition=done, flag=flag)


def test_an_answer_given_anew_after_its_flag_was_closed_raises_another(patient, clinician):
    patient.saves(on_purpose=False, asq_5="yes")
    closes_safety(clinician, patient)

    patient.saves(on_purpose=False, asq_5="no")
    patient.saves(on_purpose=False, asq_5="yes")

    assert raised(patient) == only("SAFE-02", "SAFE-02")
    assert patient.response.flags.still_open().count() == 1


def test_an_answer_given_anew_while_its_flag_is_open_raises_no_other(patient):
    for answer in ("yes", "no", "yes", "no", "yes"):
        patient.saves(on_purpose=False, asq_5=answer)

    assert raised(patient) == ["SAFE-02"]


def test_a_closed_flag_is_not_raised_again_by_saving_or_sending_the_same_answer(patient, clinician):
    patient.saves(on_purpose=False, phq9_9="2")
    closes_safety(clinician, patient)

    patient.saves(phq9_9="2", phq9_1="1")
    patient.sends(phq9_9="2", asq_5="no")

    assert raised(patient) == ["SAFE-01"]


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

    others = response.flags.exclude(is_safety=True)
    assert {"Getting home", "Nausea"} <= {flag.topic for flag in others}
    assert {flag.document for flag in others} == {response.documents.get()}

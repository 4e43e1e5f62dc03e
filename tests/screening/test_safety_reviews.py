"""A Safety card closes only when somebody reached the patient or took over, with the longer record, and by name."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from screening.models import Disposition
from screening.reviews import CardChanged, WrongDisposition
from screening.rule import Topic
from tests.reviewing import card_of, records

SAFETY = Topic.SAFETY


@pytest.mark.parametrize("kind", ["talked_about", "not_relevant", "follow_up"])
def test_safety_cannot_be_closed_like_another_topic(worried, clinician, kind):
    with pytest.raises(WrongDisposition) as fault:
        records(worried, SAFETY, kind, by=clinician)

    assert list(fault.value.faults) == ["kind"]
    assert card_of(worried, SAFETY).is_open


def test_the_database_itself_refuses_to_close_safety_like_another_topic(worried, clinician):
    with pytest.raises(DatabaseError), transaction.atomic():
        Disposition.objects.create(
            response=worried,
            is_safety=True,
            kind="talked_about",
            words={"topic": "Safety", "record": {}},
            by=clinician,
            at=timezone.now(),
        )


@pytest.mark.parametrize("kind", ["reached", "handed_over"])
def test_safety_closes_when_somebody_reached_the_patient_or_took_over(worried, clinician, kind):
    records(worried, SAFETY, kind, by=clinician)

    assert not card_of(worried, SAFETY).is_open


def test_a_try_that_did_not_reach_the_patient_leaves_safety_open(worried, clinician):
    records(worried, SAFETY, "not_reached", by=clinician)

    card = card_of(worried, SAFETY)
    assert card.is_open
    assert card.last.kind == "not_reached"


def test_a_slip_can_be_put_right_and_opens_safety_again(worried, clinician):
    records(worried, SAFETY, "reached", by=clinician)
    records(worried, SAFETY, "not_reached", by=clinician)

    assert card_of(worried, SAFETY).is_open


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("reached", "note"),
        ("reached", "agreed"),
        ("handed_over", "who"),
        ("handed_over", "note"),
        ("not_reached", "note"),
    ],
)
def test_safety_needs_the_longer_record(worried, clinician, kind, missing):
    with pytest.raises(WrongDisposition) as fault:
        records(worried, SAFETY, kind, by=clinician, **{missing: ""})

    assert list(fault.value.faults) == [missing]
    assert card_of(worried, SAFETY).is_open


def test_a_new_safety_answer_opens_a_closed_safety_card_again(worried, patient, clinician):
    records(worried, SAFETY, "reached", by=clinician)
    patient.saves(asq_3="yes", asq_5="yes")

    assert [flag.rule for flag in card_of(worried, SAFETY).open_flags] == ["SAFE-02"]


def test_an_answer_taken_back_does_not_close_safety(worried, patient):
    patient.saves(asq_3="no")

    assert card_of(worried, SAFETY).is_open


def test_a_card_that_got_a_new_flag_meanwhile_is_refused(worried, patient, clinician):
    seen = card_of(worried, SAFETY)
    patient.saves(asq_3="yes", asq_5="yes")

    with pytest.raises(CardChanged):
        records(worried, SAFETY, "reached", by=clinician, seen=seen)

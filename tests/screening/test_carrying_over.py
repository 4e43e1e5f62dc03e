"""Cards of an amended response: which flags stand, what is carried over with them, and what Safety keeps for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clinic.models import Staff
from intake.amendments import begin_changes, keep_sent
from intake.models import FrozenDocument, Response
from intake.responses import submit
from screening import flags
from screening.cards import cards_of
from screening.flags import check_quiet_forms
from screening.models import CarriedOver, Flag
from screening.rule import Topic
from tests.answers import complete_answers
from tests.people import Patient
from tests.reviewing import card_of, records, signs_off

HOME, STOMACH, HEART, FORM = Topic.GETTING_HOME, Topic.NAUSEA, Topic.HEART, Topic.FORM
BEFORE = {"ride_home": "self_drive", "nausea_meds": "often"}


def amends(patient: Patient, **answers: Any) -> FrozenDocument:
    """Changes what was sent to these answers, everything else unremarkable, and sends it."""
    begin_changes(patient.response, now=timezone.now())
    patient.saves(**complete_answers(**answers))
    return submit(patient.response, signed_as="Jordan", statement="Mine.", now=timezone.now())


def stands(response: Response) -> dict[Topic, bool]:
    """Each topic that has a card, and whether it is open."""
    return {card.topic: card.is_open for card in cards_of(response)}


# What is sent again after both cards were recorded -> which cards there are then, and which of them are open.
TABLE: list[tuple[str, dict[str, Any], dict[Topic, bool]]] = [
    ("another answer, no rule of these", {**BEFORE, "main_goal": "Sing"}, {HOME: False, STOMACH: False}),
    ("the evidence of one card is another", {**BEFORE, "ride_home": "no_plan"}, {HOME: True, STOMACH: False}),
    ("one more piece of evidence on one", {**BEFORE, "nausea_after": "yes"}, {HOME: False, STOMACH: True}),
    ("the answer of one card is given up", {"nausea_meds": "often"}, {STOMACH: False}),
    ("the answer of one card is in doubt now", {**BEFORE, "nausea_meds": "not_sure"}, {HOME: False, FORM: True}),
    ("a new card beside them", {**BEFORE, "heart_vessel": ["chest_pain"]}, {HOME: False, STOMACH: False, HEART: True}),
    ("everything is another", {"ride_home": "no_plan", "nausea_meds": "sometimes"}, {HOME: True, STOMACH: True}),
]


@pytest.mark.parametrize(("why", "answers", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_disposition_carries_over_where_rule_version_and_evidence_are_the_same(
    patient, clinician, why, answers, expected
):
    response = patient.sends(**BEFORE)
    for topic in (HOME, STOMACH):
        records(response, topic, "talked_about", by=clinician)
    amends(patient, **answers)

    assert {
        topic: is_open for topic, is_open in stands(response).items() if topic in (HOME, STOMACH, HEART, FORM)
    } == expected


def test_what_is_carried_is_the_same_flag_and_is_written_down(patient):
    response = patient.sends(**BEFORE)
    flag = next(flag for flag in Flag.objects.all() if flag.topic is HOME)
    second = amends(patient, **BEFORE, main_goal="Sing")

    assert CarriedOver.objects.filter(flag=flag, document=second).count() == 1
    assert card_of(response, HOME).flags == (flag,)


def test_it_is_carried_on_from_version_to_version(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    for goal in ("Sing", "Dance", "Cook"):
        amends(patient, **BEFORE, main_goal=goal)

    assert not card_of(response, HOME).is_open
    assert Flag.objects.filter(response=response, is_safety=False).count() == len(card_flags(response))


def card_flags(response: Response) -> set[Any]:
    return {flag.pk for card in cards_of(response) for flag in card.flags}


def test_an_answer_that_was_given_up_and_comes_back_is_open_again(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    amends(patient, nausea_meds="often")
    amends(patient, **BEFORE)

    assert stands(response)[HOME]


def test_another_version_of_the_rule_reopens_the_card(patient, clinician, monkeypatch):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    words = flags._words
    monkeypatch.setattr(flags, "_words", lambda *given: words(*given) | {"version": 99})
    amends(patient, **BEFORE, main_goal="Sing")

    assert stands(response)[HOME]


def test_the_same_answers_in_another_language_are_the_same(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    Response.objects.update(language="es")
    amends(patient, **BEFORE, main_goal="Cantar")

    assert not stands(response)[HOME]
    assert [one["key"] for one in response.newest_document.content["amends"]["changes"]] == ["main_goal"]


def test_an_earlier_record_stays_on_a_card_that_is_open_again(patient, clinician):
    response = patient.sends(**BEFORE)
    done = records(response, HOME, "talked_about", by=clinician)
    amends(patient, **BEFORE | {"ride_home": "no_plan"})

    assert card_of(response, HOME).recorded == [(done, False)]


# Safety


SAID_YES = {"asq_1": "yes", "asq_5": "no"}


def safety_of(response: Response) -> list[str]:
    return [flag.rule for flag in response.flags.safety().order_by("raised_at", "pk")]


def test_a_safety_answer_that_is_changed_raises_its_flag_before_it_is_sent(patient):
    response = patient.sends()
    begin_changes(response, now=timezone.now())
    patient.saves(on_purpose=False, asq_5="yes")

    flag = response.flags.safety().get()
    assert (flag.rule, flag.document) == ("SAFE-02", None)
    assert card_of(response, Topic.SAFETY).is_open


def test_taking_a_safety_answer_back_lowers_and_closes_nothing(patient):
    response = patient.sends(**SAID_YES)
    before = safety_of(response)
    amends(patient)

    assert safety_of(response) == before
    assert card_of(response, Topic.SAFETY).is_open
    assert "asq_1" in [item["key"] for item in card_of(response, Topic.SAFETY).evidence]


def test_keeping_what_was_sent_leaves_the_flag_that_was_raised_meanwhile(patient):
    response = patient.sends()
    begin_changes(response, now=timezone.now())
    patient.saves(on_purpose=False, asq_5="yes")
    keep_sent(response, now=timezone.now())

    assert card_of(response, Topic.SAFETY).is_open
    assert response.newest_document.document.value("asq_5") is None


def test_a_safety_flag_is_not_raised_again_by_a_change_elsewhere(patient, clinician):
    response = patient.sends(**SAID_YES)
    records(response, Topic.SAFETY, "reached", by=clinician)
    amends(patient, **SAID_YES, ride_home="self_drive")

    assert not card_of(response, Topic.SAFETY).is_open
    assert stands(response)[HOME]


def test_a_closed_safety_card_is_open_again_when_the_answer_is_given_anew(patient, clinician):
    response = patient.sends(**SAID_YES)
    records(response, Topic.SAFETY, "reached", by=clinician)
    amends(patient)
    amends(patient, **SAID_YES)

    assert card_of(response, Topic.SAFETY).is_open


def test_open_changes_that_go_quiet_are_checked_for_what_is_missing(patient):
    response = patient.sends()
    begin_changes(response, now=timezone.now())
    patient.saves(on_purpose=False, phq9_9="1", now=timezone.now() - timedelta(minutes=30))
    said = safety_of(response)
    found = check_quiet_forms(now=timezone.now())

    assert found == 1
    assert set(safety_of(response)) - set(said) == {"SAFE-05"}


def test_what_was_sent_and_is_not_open_is_not_checked(patient):
    patient.sends(now=timezone.now() - timedelta(hours=3))

    assert check_quiet_forms(now=timezone.now()) == 0
    assert not hasattr(patient.response, "quiet_check")


def test_a_safety_flag_after_the_sign_off_can_be_taken_and_recorded(patient, clinician, lead):
    response = patient.sends()
    signs_off(response, by=clinician, now=timezone.now())
    begin_changes(response, now=timezone.now())
    patient.saves(on_purpose=False, asq_5="yes")
    records(response, Topic.SAFETY, "reached", by=lead)

    assert not card_of(response, Topic.SAFETY).is_open
    assert response.takings.in_force().get().by == lead


@pytest.mark.parametrize(
    "change", ["UPDATE screening_carriedover SET flag_id = flag_id", "DELETE FROM screening_carriedover"]
)
def test_what_was_carried_over_stays_written(patient, change):
    patient.sends(**BEFORE)
    amends(patient, **BEFORE, main_goal="Sing")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_staff_of_another_clinic_have_no_part_in_it(patient, clinician_elsewhere: Staff):
    patient.sends(**BEFORE)
    amends(patient, **BEFORE, main_goal="Sing")

    assert not Flag.objects.for_clinic(clinician_elsewhere.clinic).exists()

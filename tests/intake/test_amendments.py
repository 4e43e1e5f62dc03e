"""Changing answers that were sent: until when, what the pages hold, what is frozen, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.amendments import TooLate, begin_changes, keep_sent, open_until
from intake.invitations import stop_link
from intake.models import FrozenDocument, Invitation, Response
from intake.questionnaire import QUESTIONS
from intake.responses import NothingChanged, ResponseIncomplete, ResponseSent, changes_of, submit
from intake.signals import response_submitted
from tests.answers import complete_answers
from tests.people import Patient

HOME = str(QUESTIONS["ride_home"].label)


@pytest.fixture
def sent(patient: Patient) -> Patient:
    """A patient whose answers are sent, with a friend who takes them home."""
    patient.sends(ride_home="person")
    return patient


@pytest.fixture
def changing(sent: Patient) -> Patient:
    """The same, with the answers open for changes."""
    begin_changes(sent.response, now=timezone.now())
    return sent


def sends_again(patient: Patient, *, now: Any = None) -> FrozenDocument:
    return submit(patient.response, signed_as="Jordan R.", statement="Mine.", now=now or timezone.now())


def changes(patient: Patient, **answers: Any) -> None:
    """Saves the sections of these answers, with everything else as it was sent."""
    patient.saves(**complete_answers(**{"ride_home": "person", **answers}))


def fresh(patient: Patient) -> Response:
    return Response.objects.get(pk=patient.response.pk)


def history(patient: Patient, key: str) -> list[str]:
    return [row.entry["value"] for row in patient.response.safety_answers.all() if row.entry["key"] == key]


# Until when


@pytest.mark.parametrize(("seconds", "may"), [(-1, True), (0, False), (1, False)])
def test_with_a_consult_answers_can_be_opened_until_it_comes(sent, seconds, may):
    consult = sent.response.consult_at

    assert (open_until(sent.response, now=consult + timedelta(seconds=seconds)) == consult) is may


def test_without_a_consult_they_can_be_opened_while_the_link_works(sent, front_desk):
    Response.objects.update(consult_at=None)
    link, now = Invitation.objects.get(), timezone.now()

    assert open_until(fresh(sent), now=now) == link.expires_at
    assert open_until(fresh(sent), now=link.expires_at) is None
    stop_link(sent.response, by=front_desk, now=now)
    assert open_until(fresh(sent), now=now) is None


def test_after_the_consult_nothing_is_opened_and_nothing_is_sent(changing):
    changes(changing, ride_home="self_drive")
    consult = changing.response.consult_at

    with pytest.raises(TooLate):
        sends_again(changing, now=consult)
    keep_sent(changing.response, now=consult)
    with pytest.raises(TooLate):
        begin_changes(changing.response, now=consult)
    assert FrozenDocument.objects.count() == 1


def test_open_changes_are_saved_after_the_consult_too_so_that_no_safety_answer_is_refused(changing):
    changing.saves(asq_1="yes", now=changing.response.consult_at + timedelta(minutes=5))

    assert history(changing, "asq_1") == ["no", "yes"]


# Opening


def test_sent_answers_take_nothing_until_they_are_opened(sent):
    with pytest.raises(ResponseSent):
        sent.saves(ride_home="no_plan")


def test_opened_answers_are_those_that_were_sent_and_the_response_stays_sent(changing):
    response = fresh(changing)
    document = response.documents.get().document

    assert response.is_sent
    assert response.takes_answers
    assert response.answers() == {
        key: document.value(key) for key in QUESTIONS if key != "adult" and document.value(key) is not None
    }


def test_opening_twice_loses_nothing_that_was_changed(changing):
    changes(changing, ride_home="no_plan")
    begin_changes(changing.response, now=timezone.now())

    assert fresh(changing).answers()["ride_home"] == "no_plan"


def test_a_form_that_was_never_sent_is_not_opened_for_changes(patient):
    begin_changes(patient.response, now=timezone.now())

    assert not fresh(patient).is_amending


def test_the_database_refuses_changes_of_what_was_never_sent(patient):
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.update(amending_since=timezone.now())


# Sending


def test_changes_become_the_next_document_which_names_the_one_it_amends(changing):
    first = FrozenDocument.objects.get()
    changes(changing, ride_home="self_drive")
    second = sends_again(changing)

    assert (second.number, second.amends) == (2, first)
    assert second.content["amends"] == {
        "number": 1,
        "digest": first.digest,
        "changes": [
            {
                "key": "ride_home",
                "question": HOME,
                "before": "An adult I know will take me",
                "after": "I would drive myself",
            }
        ],
    }
    assert second.document.digest == second.digest
    assert not fresh(changing).takes_answers


def test_the_first_document_stays_as_it_was(changing):
    before = FrozenDocument.objects.get()
    changes(changing, ride_home="self_drive")
    sends_again(changing)

    kept = FrozenDocument.objects.get(number=1)
    assert (kept.digest, kept.content, kept.frozen_at) == (before.digest, before.content, before.frozen_at)


def test_what_a_change_brings_up_and_takes_out_is_among_the_changes(sent):
    begin_changes(sent.response, now=timezone.now())
    changes(sent, heart_vessel=["high_bp"], bp_status="below")
    sends_again(sent)
    begin_changes(sent.response, now=timezone.now())
    changes(sent, heart_vessel=["none"])
    third = sends_again(sent)

    told = {one["key"]: (one["before"], one["after"]) for one in third.content["amends"]["changes"]}
    assert told["heart_vessel"] == ("High blood pressure", "None of these")
    assert told["bp_status"][1] == "Not asked"


def test_nothing_changed_sends_nothing(changing):
    changes(changing)

    with pytest.raises(NothingChanged):
        sends_again(changing)
    assert FrozenDocument.objects.count() == 1
    assert fresh(changing).is_amending


def test_a_change_that_was_taken_back_is_no_change(changing):
    changes(changing, ride_home="self_drive")
    changes(changing, ride_home="person")

    assert changes_of(fresh(changing), now=timezone.now()) == []


def test_turning_18_meanwhile_is_told_but_is_no_reason_to_send(changing):
    identity = changing.response.patient.identity
    changing.response.patient.identity = identity | {"date_of_birth": f"{timezone.now().year - 5}-01-01"}
    changing.response.patient.save()

    with pytest.raises(NothingChanged):
        sends_again(changing)
    changes(changing, ride_home="self_drive")
    assert [one["key"] for one in sends_again(changing).content["amends"]["changes"]] == ["adult", "ride_home"]


def test_an_incomplete_change_is_not_sent(changing):
    changing.saves(reasons=["crps"], told_by_professional=["none"])

    with pytest.raises(ResponseIncomplete):
        sends_again(changing)


def test_sending_twice_gives_the_newest_document(changing):
    changes(changing, ride_home="self_drive")

    assert sends_again(changing) == sends_again(changing)
    assert FrozenDocument.objects.count() == 2


def test_every_further_change_amends_the_one_before(changing):
    for ride in ("self_drive", "no_plan", "person"):
        begin_changes(changing.response, now=timezone.now())
        changes(changing, ride_home=ride)
        sends_again(changing)

    assert [one.amends and one.amends.number for one in FrozenDocument.objects.order_by("number")] == [None, 1, 2, 3]


def test_the_first_time_of_sending_stays(changing):
    first = fresh(changing).submitted_at
    changes(changing, ride_home="self_drive")
    sends_again(changing)

    assert fresh(changing).submitted_at == first


def test_in_another_language_each_change_says_its_own_and_has_english_beside_it(patient):
    Response.objects.update(language="es")
    patient.sends(ride_home="person")
    begin_changes(patient.response, now=timezone.now())
    changes(patient, ride_home="self_drive", pcptsd5_gate="prefer_not")

    told = {one["key"]: one for one in sends_again(patient).content["amends"]["changes"]}
    assert told["ride_home"]["lang"] == "es"
    assert (told["ride_home"]["question_en"], told["ride_home"]["after_en"]) == (HOME, "I would drive myself")
    assert told["ride_home"]["question"] != HOME
    assert told["pcptsd5_gate"]["lang"] == "en"


# Keeping what was sent


def test_keeping_what_was_sent_puts_every_page_back(changing):
    before = fresh(changing).answers()
    changes(changing, reasons=["crps"], ride_home="no_plan", asq_1="yes", asq_5="no")
    keep_sent(changing.response, now=timezone.now())

    assert fresh(changing).answers() == before
    assert not fresh(changing).takes_answers
    assert FrozenDocument.objects.count() == 1


def test_the_history_of_safety_answers_keeps_what_was_said_meanwhile(changing):
    changes(changing, asq_1="yes", asq_5="no")
    keep_sent(changing.response, now=timezone.now())

    assert history(changing, "asq_1") == ["no", "yes", "no"]


def test_a_page_that_is_sent_after_the_changes_were_dropped_is_not_kept(changing):
    keep_sent(changing.response, now=timezone.now())

    with pytest.raises(ResponseSent):
        changing.saves(ride_home="no_plan")


# Half an amendment


def test_when_anything_goes_wrong_while_sending_nothing_is_sent_and_the_changes_are_still_open(changing):
    def falls_over(**kwargs: Any) -> None:
        raise RuntimeError("a listener that fails")

    changes(changing, ride_home="self_drive")
    response_submitted.connect(falls_over)
    try:
        with pytest.raises(RuntimeError):
            sends_again(changing)
    finally:
        response_submitted.disconnect(falls_over)

    assert FrozenDocument.objects.count() == 1
    assert fresh(changing).is_amending
    assert fresh(changing).answers()["ride_home"] == "self_drive"

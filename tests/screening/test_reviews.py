"""What clinicians record: who has a response, what was done about a card, sign-off. Safety: test_safety_reviews.py."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from screening.cards import cards_of
from screening.models import Covered, Disposition, SignOff, Taken
from screening.reviews import (
    AlreadySigned,
    CardChanged,
    CardsStillOpen,
    NotSentYet,
    TakenMeanwhile,
    WrongDisposition,
    dispose,
    see_notes,
    take,
)
from screening.rule import Topic
from tests.reviewing import card_of, flags_of, records, records_all, signs_off

HOME = Topic.GETTING_HOME


# Taking


def test_whoever_takes_over_has_the_response(response, clinician, lead):
    take(response, by=clinician, now=timezone.now())
    take(response, by=lead, now=timezone.now(), over_from=clinician.pk)

    assert response.takings.last().by == lead


def test_the_second_of_two_who_take_it_at_once_is_told_who_has_it(response, clinician, lead):
    take(response, by=clinician, now=timezone.now())

    with pytest.raises(TakenMeanwhile) as told:
        take(response, by=lead, now=timezone.now())
    assert told.value.by == clinician
    assert response.takings.get().by == clinician


def test_taking_again_what_one_has_records_nothing_new(response, clinician):
    first = take(response, by=clinician, now=timezone.now())

    assert take(response, by=clinician, now=timezone.now()) == first
    assert Taken.objects.count() == 1


def test_whoever_records_first_has_the_response(response, clinician):
    records(response, HOME, "talked_about", by=clinician)

    assert response.takings.get().by == clinician


def test_recording_does_not_take_it_from_whoever_has_it(response, clinician, lead):
    take(response, by=lead, now=timezone.now())
    records(response, HOME, "talked_about", by=clinician)

    assert response.takings.get().by == lead


# Closing a card


@pytest.mark.parametrize("kind", ["talked_about", "not_relevant", "follow_up"])
def test_a_complete_disposition_closes_a_card(response, clinician, kind):
    done = records(response, HOME, kind, by=clinician)

    assert not card_of(response, HOME).is_open
    assert (done.by, done.kind) == (clinician, kind)


@pytest.mark.parametrize(
    ("kind", "missing", "to_do"),
    [
        ("not_relevant", "note", "why"),
        ("follow_up", "who", "who follows up"),
        ("follow_up", "when", "when"),
    ],
)
def test_an_incomplete_disposition_says_what_to_write_and_records_nothing(response, clinician, kind, missing, to_do):
    with pytest.raises(WrongDisposition) as fault:
        records(response, HOME, kind, by=clinician, **{missing: ""})

    assert list(fault.value.faults) == [missing]
    assert to_do in fault.value.faults[missing]
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("kind", ["seen", "reached", "handed_over", "not_reached", "nothing"])
def test_a_topic_card_takes_no_other_kind(response, clinician, kind):
    card = card_of(response, HOME)
    with pytest.raises(WrongDisposition):
        dispose(
            response,
            HOME,
            kind=kind,
            record={"note": "n", "agreed": "a", "who": "w"},
            seen_flags=[flag.pk for flag in card.flags],
            seen_last=None,
            by=clinician,
            now=timezone.now(),
        )


def test_words_that_do_not_belong_to_the_kind_are_not_recorded(response, clinician):
    done = records(response, HOME, "talked_about", by=clinician, note="Sister drives.", who="left over", when="too")

    assert done.record == {"note": "Sister drives."}


def test_a_card_that_is_not_there_cannot_be_closed(response, clinician):
    with pytest.raises(CardChanged):
        records(response, Topic.EYES, "talked_about", by=clinician, seen=card_of(response, HOME))


def test_a_card_that_somebody_wrote_on_meanwhile_is_refused(response, clinician, lead):
    seen = card_of(response, HOME)
    records(response, HOME, "talked_about", by=lead, note="First.")

    with pytest.raises(CardChanged):
        records(response, HOME, "talked_about", by=clinician, note="Second.", seen=seen)
    assert [done.record["note"] for done in card_of(response, HOME).dispositions] == ["First."]


def test_the_same_record_sent_twice_is_kept_once(response, clinician):
    seen = card_of(response, HOME)
    first = records(response, HOME, "talked_about", by=clinician, note="Once.", seen=seen)

    assert records(response, HOME, "talked_about", by=clinician, note="Once.", seen=seen) == first
    assert Disposition.objects.count() == 1


def test_another_record_from_the_same_page_is_refused(response, clinician):
    seen = card_of(response, HOME)
    records(response, HOME, "talked_about", by=clinician, note="One.", seen=seen)

    with pytest.raises(CardChanged):
        records(response, HOME, "talked_about", by=clinician, note="Another.", seen=seen)


def test_every_record_of_a_card_is_kept_in_order(response, clinician, lead):
    records(response, HOME, "talked_about", by=clinician, note="First.")
    records(response, HOME, "follow_up", by=lead)

    assert [done.by for done in card_of(response, HOME).dispositions] == [clinician, lead]


# Notes


def test_one_seen_closes_every_note_and_nothing_else(response, clinician):
    see_notes(response, seen_flags=flags_of(response), by=clinician, now=timezone.now())

    assert {card.topic for card in cards_of(response) if card.is_open} == {HOME}


def test_a_note_that_was_not_on_the_page_stays_open(response, clinician):
    see_notes(response, seen_flags=[], by=clinician, now=timezone.now())

    assert card_of(response, Topic.NAUSEA).is_open


def test_seen_twice_is_recorded_once_for_each_note(response, clinician):
    for _ in range(2):
        see_notes(response, seen_flags=flags_of(response), by=clinician, now=timezone.now())

    assert sorted(done.topic for done in Disposition.objects.all()) == [Topic.BLADDER, Topic.NAUSEA]


# Sign-off


def test_sign_off_is_refused_while_a_card_is_open(response, clinician):
    records(response, HOME, "talked_about", by=clinician)

    with pytest.raises(CardsStillOpen) as still:
        signs_off(response, by=clinician, now=timezone.now())
    assert still.value.topics == [Topic.BLADDER, Topic.NAUSEA]
    assert not SignOff.objects.exists()


def test_a_response_with_a_record_on_every_card_is_signed_with_name_and_time(response, clinician):
    records_all(response, by=clinician)
    now = timezone.now() + timedelta(minutes=1)

    signed = signs_off(response, by=clinician, now=now)

    assert (signed.by, signed.at, signed.document) == (clinician, now, response.documents.get())


def test_a_response_without_cards_can_be_signed(patient, clinician):
    response = patient.sends()

    assert cards_of(response) == []
    assert signs_off(response, by=clinician, now=timezone.now()).by == clinician


def test_a_response_that_was_not_sent_cannot_be_signed(worried, clinician):
    records(worried, Topic.SAFETY, "reached", by=clinician)

    with pytest.raises(NotSentYet):
        signs_off(worried, by=clinician, now=timezone.now())


def test_nothing_more_is_recorded_once_it_is_signed(response, clinician, lead):
    records_all(response, by=clinician)
    signs_off(response, by=clinician, now=timezone.now())

    with pytest.raises(AlreadySigned):
        records(response, HOME, "follow_up", by=lead)
    with pytest.raises(AlreadySigned):
        see_notes(response, seen_flags=flags_of(response), by=lead, now=timezone.now())
    with pytest.raises(AlreadySigned):
        take(response, by=lead, now=timezone.now())
    with pytest.raises(AlreadySigned):
        signs_off(response, by=lead, now=timezone.now())


@pytest.mark.parametrize("model", [Taken, Disposition, Covered, SignOff])
@pytest.mark.parametrize("change", [lambda rows: rows.update(id=F("id")), lambda rows: rows._raw_delete(rows.db)])
def test_the_database_keeps_every_record_as_it_is(response, clinician, model, change):
    records_all(response, by=clinician)
    signs_off(response, by=clinician, now=timezone.now())

    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        change(model.objects.all())

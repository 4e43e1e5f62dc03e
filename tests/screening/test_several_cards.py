"""Recording at once what was chosen on several cards: all of them or none, and Safety never among them."""

import pytest
from django.utils import timezone

from clinic.models import AuditEvent
from screening.cards import Card, cards_of
from screening.models import Disposition
from screening.reviews import SomeRefused, dispose_several
from screening.rule import Topic
from screening.unrecorded import kept
from tests.contracts.test_page_structure import faults
from tests.people import signed_in
from tests.reviewing import card_of, card_on, on_card, page_for, read_answer, records, text_of

HOME, NAUSEA, SAFETY = Topic.GETTING_HOME, Topic.NAUSEA, Topic.SAFETY


@pytest.fixture
def response(patient):
    """With Getting home, Nausea and Dissociation to talk about."""
    return patient.sends(ride_home="self_drive", motion_sick="often", dissoc_trigger="yes")


def sends(person, response, chosen, *, seen=None):
    """Sends the page's one form with what is chosen on each card, as the page is now or as it was ``seen``."""
    cards: dict[Topic, Card] = {card.topic: card for card in cards_of(response)} | (seen or {})
    fields = {}
    for topic, words in chosen.items():
        card = cards[topic]
        hidden = {"seen_flags": " ".join(str(flag.pk) for flag in card.flags), "seen_last": str(card.last_id or "")}
        fields |= on_card(topic, **hidden | words)
    return signed_in(person).post(f"/reviews/{response.pk}/cards/", fields)


def test_every_card_on_which_something_is_chosen_is_recorded_with_name_and_time(response, clinician):
    answer = sends(
        clinician,
        response,
        {HOME: {"kind": "talked_about", "note": "Her sister drives."}, NAUSEA: {"kind": "talked_about"}},
    )

    assert answer.status_code == 302
    assert answer.url == f"/reviews/{response.pk}/#card-{Topic.DISSOCIATION.place}"
    assert {(done.topic, done.by, done.record.get("note")) for done in Disposition.objects.all()} == {
        (HOME, clinician, "Her sister drives."),
        (NAUSEA, clinician, None),
    }
    assert AuditEvent.objects.filter(action="disposed").count() == 2


def test_a_card_with_words_but_no_choice_stays_open_and_its_words_are_kept(response, clinician):
    sends(clinician, response, {HOME: {"kind": "talked_about"}, NAUSEA: {"note": "Ask about ginger."}})

    assert card_of(response, NAUSEA).is_open
    assert kept(response, by=clinician) == {f"card-{NAUSEA.place}": {"note": "Ask about ginger."}}


def test_where_one_card_is_not_complete_none_is_recorded_and_all_stands_there_as_it_was(response, clinician):
    answer = sends(clinician, response, {HOME: {"kind": "talked_about"}, NAUSEA: {"kind": "not_relevant"}})
    page = read_answer(answer, 422)

    assert list(faults(page)) == []
    assert not Disposition.objects.exists()
    assert [link.text for link in page.with_class("summary")[0].all("a")] == ["Nausea: Write why this is not relevant."]
    chosen = [box.get("value") for box in card_on(page, HOME).all("input") if "checked" in box.attributes]
    assert chosen == ["talked_about"]


def test_the_second_of_two_people_is_shown_what_the_first_did_and_records_nothing(response, clinician, lead):
    seen = {HOME: card_of(response, HOME)}
    records(response, HOME, "talked_about", by=lead, note="She takes a taxi.")

    chosen = {HOME: {"kind": "not_relevant", "note": "No car."}, NAUSEA: {"kind": "talked_about"}}
    page = read_answer(sends(clinician, response, chosen, seen=seen), 409)

    assert "Getting home: this card changed while you had it open." in text_of(page)
    assert "She takes a taxi." in card_on(page, HOME).text
    assert "No car." in card_on(page, HOME).all("textarea")[0].text
    assert [done.by for done in Disposition.objects.all()] == [lead]


def test_nothing_chosen_is_an_error_that_says_so(response, clinician):
    page = read_answer(sends(clinician, response, {}), 422)

    assert "Choose what was done on the cards that you want to record." in text_of(page)


def test_a_page_that_is_sent_twice_records_once(response, clinician):
    seen = {HOME: card_of(response, HOME)}
    for _ in range(2):
        sends(clinician, response, {HOME: {"kind": "talked_about"}}, seen=seen)

    assert Disposition.objects.count() == 1


def test_a_safety_card_is_left_open_with_its_words_whatever_is_sent(patient, clinician):
    response = patient.sends(asq_1="yes", ride_home="self_drive")
    record = {"kind": "reached", "note": "Spoke.", "agreed": "A plan."}

    sends(clinician, response, {SAFETY: record, HOME: {"kind": "talked_about"}})

    assert card_of(response, SAFETY).is_open
    assert [done.topic for done in Disposition.objects.all()] == [HOME]
    assert kept(response, by=clinician) == {f"card-{SAFETY.place}": record}


def test_the_service_itself_refuses_a_safety_card_among_several(worried, clinician):
    card = card_of(worried, SAFETY)
    given = {
        "kind": "reached",
        "record": {"note": "Spoke.", "agreed": "A plan."},
        "seen_flags": [flag.pk for flag in card.flags],
        "seen_last": None,
    }

    with pytest.raises(SomeRefused):
        dispose_several(worried, {SAFETY: given}, by=clinician, now=timezone.now())
    assert not Disposition.objects.exists()


def test_after_the_sign_off_nothing_is_recorded(signed, clinician):
    before = Disposition.objects.count()

    read_answer(sends(clinician, signed, {HOME: {"kind": "follow_up", "who": "Nurse Ito", "when": "Friday"}}), 409)
    assert Disposition.objects.count() == before


def test_the_page_offers_it_where_more_than_one_card_is_open(response, clinician):
    def offers(page):
        return [b for b in page.all("button") if b.get("formaction") == f"/reviews/{response.pk}/cards/"]

    assert len(offers(page_for(clinician, response))) == 1
    records(response, HOME, "talked_about", by=clinician)
    records(response, NAUSEA, "talked_about", by=clinician)
    assert offers(page_for(clinician, response)) == []

"""What is typed and not recorded: kept for its writer alone, also when the session has ended meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent
from screening.models import Disposition
from screening.rule import Topic
from screening.unrecorded import PROOF_LASTS, keep, kept, proof
from screening.working import Typed
from tests.contracts.test_page_structure import faults
from tests.people import signed_in, signed_in_by_password
from tests.reviewing import card_of, card_on, on_card, page_for, posts, read_answer, records, text_of

HOME = Topic.GETTING_HOME
FORM = f"card-{HOME.place}"
WORDS = "Her sister drives, she says."


def types(client, response, *, form: str = FORM, **fields: str):
    """What the script sends while somebody types."""
    return client.post(f"/reviews/{response.pk}/typed/", {"form": form} | fields)


def note_on(page) -> str:
    return card_on(page, HOME).all("textarea")[0].text.strip()


# Kept


def test_what_is_typed_is_on_the_card_again_and_said_not_to_be_recorded(response, clinician):
    assert types(signed_in(clinician), response, kind="follow_up", note=WORDS, who="Nurse Ito").json() == {"kept": True}

    page = page_for(clinician, response)
    card = card_on(page, HOME)
    fields = {field.get("name").removeprefix(f"{FORM}-"): field for field in card.all("input")}
    assert list(faults(page)) == []
    assert note_on(page) == WORDS
    assert fields["who"].get("value") == "Nurse Ito"
    assert [box.get("value") for box in card.all("input") if "checked" in box.attributes] == ["follow_up"]
    assert "not recorded yet" in card.with_class("typed-state")[0].text
    assert not Disposition.objects.exists()


def test_recording_one_card_leaves_what_was_typed_on_another(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")
    client = signed_in(clinician)
    types(client, response, note=WORDS)
    types(client, response, form=f"card-{Topic.NAUSEA.place}", note="Ginger.")

    posts(client, response, Topic.NAUSEA, kind="talked_about", note="Ginger.")

    assert kept(response, by=clinician) == {FORM: {"note": WORDS}}


def test_words_taken_out_again_are_not_kept(response, clinician):
    client = signed_in(clinician)
    types(client, response, note=WORDS)
    types(client, response, note=" ")

    assert not Typed.objects.exists()


def test_words_kept_a_moment_after_they_were_recorded_do_not_come_back(response, clinician):
    client = signed_in(clinician)
    posts(client, response, HOME, kind="talked_about", note=WORDS)
    types(client, response, kind="talked_about", note=WORDS)

    assert card_on(page_for(clinician, response), HOME).with_class("typed-state")[0].text == ""


def test_on_a_card_that_a_colleague_recorded_the_own_words_stand_below_the_record(response, clinician, lead):
    types(signed_in(clinician), response, note=WORDS)
    records(response, HOME, "talked_about", by=lead, note="The bus.")

    page = page_for(clinician, response)
    assert "The bus." in card_on(page, HOME).with_class("done")[0].text
    assert note_on(page) == WORDS


def test_a_colleague_never_sees_them(response, clinician, lead):
    types(signed_in(clinician), response, note=WORDS)

    assert WORDS not in text_of(page_for(lead, response))


def test_they_are_encrypted_where_they_lie(response, clinician):
    types(signed_in(clinician), response, note=WORDS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM screening_typed")
        (stored,) = cursor.fetchone()
    assert b"sister" not in bytes(stored)


@pytest.mark.parametrize("fields", [{"form": "elsewhere"}, {"form": ""}, {"note": "x" * 20_001}])
def test_what_no_page_of_ours_sends_is_not_kept(fields, response, clinician):
    assert types(signed_in(clinician), response, **{"note": "x"} | fields).status_code == 422
    assert not Typed.objects.exists()


def test_more_than_a_field_takes_is_kept_too(response, clinician):
    types(signed_in(clinician), response, note="x" * 5000)

    assert len(note_on(page_for(clinician, response))) == 5000


# Without a script


def test_recording_one_card_keeps_what_is_written_on_the_others(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")
    beside = on_card(HOME, kind="follow_up", note=WORDS)

    posts_page(signed_in(clinician), response, beside | on_card(Topic.NAUSEA, kind="talked_about", note="Ginger."))

    assert [done.topic for done in response.dispositions.all()] == [Topic.NAUSEA]
    assert kept(response, by=clinician) == {FORM: {"kind": "follow_up", "note": WORDS}}
    assert note_on(page_for(clinician, response)) == WORDS


def test_so_does_a_card_that_is_refused(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")

    page = read_answer(posts_page(signed_in(clinician), response, on_card(HOME, note=WORDS)), 422)

    assert note_on(page) == WORDS
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("act", ["take", "notes", "sign"])
def test_so_does_every_other_button_of_the_page(act, response, clinician):
    signed_in(clinician).post(f"/reviews/{response.pk}/{act}/", on_card(HOME, note=WORDS))

    assert kept(response, by=clinician) == {FORM: {"note": WORDS}}


def test_an_untouched_card_takes_nothing_away_from_what_was_kept(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")
    keep(response, FORM, {"note": WORDS}, by=clinician, now=timezone.now())

    posts_page(signed_in(clinician), response, on_card(HOME, note="") | on_card(Topic.NAUSEA, kind="talked_about"))

    assert kept(response, by=clinician) == {FORM: {"note": WORDS}}


def test_enter_in_a_field_records_no_card(response, clinician):
    page = page_for(clinician, response)
    in_form = [button for button in page.all("button") if button in list(page.with_id("cards"))]
    elsewhere = [button for button in page.all("button") if button.get("form") == "cards"]

    # A browser takes Enter for the first button of the form, and does nothing when that one is off.
    assert ["disabled" in button.attributes for button in in_form] == [True]
    assert list(page).index(in_form[0]) < min(list(page).index(button) for button in elsewhere)


def posts_page(client, response, fields):
    """Presses "Record" on the card about nausea, with everything that stands on the page."""
    card = card_of(response, Topic.NAUSEA)
    seen = on_card(Topic.NAUSEA, seen_flags=" ".join(str(flag.pk) for flag in card.flags))
    return client.post(f"/reviews/{response.pk}/cards/{Topic.NAUSEA.place}/", seen | fields)


# The session has ended


def the_proof(person, response) -> str:
    fields = page_for(person, response).with_id("cards").all("input")
    return next(field.get("value") for field in fields if field.get("name") == "proof")


@pytest.mark.parametrize("address", ["cards/{place}/", "typed/"])
def test_what_is_sent_after_the_session_ended_is_kept_and_back_after_signing_in(address, response, clinician):
    words = {"kind": "talked_about", "note": WORDS}
    named = {"form": FORM} | words if address == "typed/" else on_card(HOME, **words)
    fields = {"proof": the_proof(clinician, response)} | named

    answer = Client().post(f"/reviews/{response.pk}/{address.format(place=HOME.place)}", fields)

    assert answer["Location"] == f"/staff/sign-in/?next=/reviews/{response.pk}/"
    assert not Disposition.objects.exists()
    assert note_on(page_for(clinician, response)) == WORDS


def test_so_is_what_the_patient_said(response, clinician):
    said = {"form": "answer-3", "proof": the_proof(clinician, response), "said": WORDS}

    Client().post(f"/reviews/{response.pk}/answers/3/", said)

    assert kept(response, by=clinician) == {"answer-3": {"said": WORDS}}


def test_before_the_second_step_it_is_kept_as_well(response, clinician):
    token = the_proof(clinician, response)

    posts(signed_in_by_password(clinician), response, HOME, kind="talked_about", note=WORDS, proof=token)

    assert kept(response, by=clinician) == {FORM: {"kind": "talked_about", "note": WORDS}}
    assert not Disposition.objects.exists()


def test_only_a_proof_of_this_page_lets_words_be_kept(response, other_patient, clinician, clinician_elsewhere):
    other = other_patient.response
    for wrong in ("", "nonsense", proof(other, by=clinician), proof(response, by=clinician_elsewhere)):
        posts(Client(), response, HOME, note=WORDS, proof=wrong)

    assert not Typed.objects.exists()


def test_a_proof_does_not_last_for_ever(response, clinician, monkeypatch):
    token = proof(response, by=clinician)
    monkeypatch.setattr("screening.unrecorded.PROOF_LASTS", -1)

    posts(Client(), response, HOME, note=WORDS, proof=token)

    assert PROOF_LASTS > 0
    assert not Typed.objects.exists()


def test_a_proof_of_somebody_who_has_left_is_worth_nothing(response, clinician):
    token = proof(response, by=clinician)
    clinician.is_active = False
    clinician.save()

    posts(Client(), response, HOME, note=WORDS, proof=token)

    assert not Typed.objects.exists()


def test_a_proof_lets_nothing_be_read(response, clinician):
    token = the_proof(clinician, response)

    for path in ("", f"cards/{HOME.place}/", "typed/", "answers/3/"):
        answer = Client().get(f"/reviews/{response.pk}/{path}", {"proof": token})
        assert answer["Location"].startswith("/staff/sign-in/")


def test_the_audit_trail_holds_none_of_the_words(response, clinician):
    types(signed_in(clinician), response, note=WORDS)
    page_for(clinician, response)

    assert not [event for event in AuditEvent.objects.all() if "sister" in str(event.details)]


def test_keeping_is_refused_to_others(response, front_desk, administrator, clinician_elsewhere):
    for person, status in ((front_desk, 403), (administrator, 403), (clinician_elsewhere, 404)):
        assert types(signed_in(person), response, note=WORDS).status_code == status
    assert not Typed.objects.exists()


def test_words_of_a_form_that_was_not_sent_are_kept_too(worried, clinician):
    keep(worried, f"card-{Topic.SAFETY.place}", {"note": "Called twice"}, by=clinician, now=timezone.now())

    card = card_on(page_for(clinician, worried), Topic.SAFETY)
    assert "Called twice" in card.text


def test_an_error_shows_what_was_sent_and_not_what_was_kept_before(response, clinician):
    client = signed_in(clinician)
    keep(response, FORM, {"note": "Older"}, by=clinician, now=timezone.now() - timedelta(minutes=1))

    page = read_answer(posts(client, response, HOME, note="Newer"), 422)
    assert note_on(page) == "Newer"

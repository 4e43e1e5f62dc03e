"""What the patient said in the room: kept beside the answer, which stays, with name and time."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from clinic.models import AuditEvent
from screening.cards import newest_document
from screening.confirming import AnswersChanged, NoSuchAnswer, confirm, confirmations_of
from screening.models import Confirmation, Flag
from screening.reviews import AlreadySigned, NotSentYet
from screening.rule import Topic
from screening.unrecorded import keep, kept
from tests.contracts.test_page_structure import faults
from tests.people import a_patient, signed_in
from tests.reviewing import card_on, page_for, read_answer, records_all, signs_off, text_of

SAID = "Only on days without <sleep>."


def place_of(response, key: str) -> int:
    return list(newest_document(response).document.items).index(key)


def path_to(response, key: str = "ride_home") -> str:
    return f"/reviews/{response.pk}/answers/{place_of(response, key)}/"


def says(client, response, said: str = SAID, *, key: str = "ride_home", **fields):
    """Writes what the patient said, on the page as it is now."""
    hidden = {"seen_document": str(newest_document(response).pk)}
    return client.post(path_to(response, key), hidden | {"said": said} | fields)


def confirmed(response, by, *, key: str = "ride_home", said: str = SAID):
    return confirm(response, key, said=said, seen_document=newest_document(response).pk, by=by, now=timezone.now())


# On record


def test_it_stands_beside_the_answer_and_changes_neither_document_nor_flags(response, clinician):
    before = newest_document(response)
    flags = list(Flag.objects.values_list("pk", flat=True))

    made = confirmed(response, clinician)

    assert (made.said, made.answer, made.by) == (SAID, "I would drive myself", clinician)
    assert newest_document(response).digest == before.digest == before.document.digest
    assert list(Flag.objects.values_list("pk", flat=True)) == flags


def test_each_one_is_kept_with_its_name_in_order(response, clinician, lead):
    confirmed(response, clinician, said="First.")
    confirmed(response, lead, said="Second.")

    found = confirmations_of(newest_document(response))["ride_home"]
    assert [(one["said"], one["by"], one["earlier"]) for one in found] == [
        ("First.", clinician, None),
        ("Second.", lead, None),
    ]


def test_the_same_words_sent_twice_are_kept_once(response, clinician):
    assert confirmed(response, clinician) == confirmed(response, clinician)
    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize("act", [lambda rows: rows.update(at=timezone.now()), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_it(act, response, clinician):
    made = Confirmation.objects.filter(pk=confirmed(response, clinician).pk)

    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        act(made)


def test_an_answer_may_have_been_left_blank_or_unsure(patient, clinician):
    response = patient.sends(main_goal=None, family_psychosis="not_sure")

    assert confirmed(response, clinician, key="main_goal").answer == "Left blank"
    assert confirmed(response, clinician, key="family_psychosis").answer == "Not sure"


def test_what_was_not_asked_or_does_not_exist_has_nothing_to_confirm(response, clinician):
    for key in ("pain_duration", "no_such_key"):
        with pytest.raises(NoSuchAnswer):
            confirmed(response, clinician, key=key)


def test_whoever_records_takes_a_response_that_nobody_has(response, clinician):
    confirmed(response, clinician)

    assert response.takings.get().by == clinician


def test_an_unsent_form_has_nothing_to_confirm(patient, clinician):
    unsent = patient.response

    with pytest.raises(NotSentYet):
        confirm(unsent, "ride_home", said=SAID, seen_document=unsent.pk, by=clinician, now=timezone.now())


def test_after_another_document_the_person_reads_it_first(response, clinician):
    with pytest.raises(AnswersChanged):
        confirm(response, "ride_home", said=SAID, seen_document=response.pk, by=clinician, now=timezone.now())
    assert not Confirmation.objects.exists()


def test_nothing_is_added_to_a_signed_review(signed, clinician):
    with pytest.raises(AlreadySigned):
        confirmed(signed, clinician)


def test_the_audit_trail_tells_of_it_and_not_which_question_it_was(response, clinician):
    made = confirmed(response, clinician)

    event = AuditEvent.objects.get(action="confirmed")
    assert (event.by, event.subject) == (clinician, f"response {response.pk}")
    assert event.details == {"confirmation": str(made.pk)}


# The page


def test_the_page_shows_the_answer_and_what_was_recorded_so_far(response, clinician):
    confirmed(response, clinician)

    page = read_answer(signed_in(clinician).get(path_to(response)), 200)
    assert list(faults(page)) == []
    assert page.with_class("qa")[0].all("dt")[0].text == "How would you get home after each visit?"
    assert page.with_class("qa")[0].all("dd")[0].text == "I would drive myself"
    assert SAID in page.with_class("in-room")[0].text


def test_what_was_recorded_stands_on_the_card_beside_the_patient_and_in_all_answers(response, clinician):
    answer = says(signed_in(clinician), response)
    assert answer["Location"] == f"/reviews/{response.pk}/#answer-{place_of(response, 'ride_home')}"

    page = page_for(clinician, response)
    for part in (card_on(page, Topic.GETTING_HOME), page.with_id("beside"), page.with_id("answers")):
        (said,) = part.with_class("in-room")
        assert said.text.startswith(f"In the room: {SAID} {clinician.name}")
    assert "I would drive myself" in page.with_id(f"answer-{place_of(response, 'ride_home')}").text


def test_it_is_shown_as_text_and_never_as_markup(response, clinician):
    says(signed_in(clinician), response, "<b>bold</b>")

    assert "In the room: <b>bold</b>" in text_of(page_for(clinician, response))


def test_every_answer_that_was_asked_for_can_be_confirmed_and_no_other(response, clinician):
    answers = page_for(clinician, response).with_id("answers")
    items = newest_document(response).document.items
    asked = [place for place, item in enumerate(items.values()) if item["status"] != "not_asked"]

    links = [part.all("a")[0].get("href") for part in answers.with_class("confirm")]
    assert links == [f"/reviews/{response.pk}/answers/{place}/" for place in asked]


@pytest.mark.parametrize(("key", "warns"), [("phq9_9", True), ("asq_1", True), ("ride_home", False)])
def test_beside_a_safety_answer_the_page_says_that_writing_tells_nobody(key, warns, response, clinician):
    page = read_answer(signed_in(clinician).get(path_to(response, key)), 200)

    assert ("tells nobody and opens no Safety card" in text_of(page)) is warns


def test_nothing_written_is_an_error_that_leads_to_the_field(response, clinician):
    page = read_answer(says(signed_in(clinician), response, "  "), 422)

    assert page.all("title")[0].text.startswith("Error:")
    target = page.with_id(page.with_class("summary")[0].all("a")[0].get("href")[1:])
    assert target.get("name") == "said"


def test_after_sign_off_meanwhile_nothing_is_recorded_and_the_words_stay(response, clinician, lead):
    client = signed_in(clinician)
    records_all(response, by=lead)
    signs_off(response, by=lead, now=timezone.now())

    page = read_answer(says(client, response), 409)
    assert SAID in page.all("textarea")[0].text
    assert not Confirmation.objects.exists()


def test_changed_answers_meanwhile_are_shown_and_the_words_stay(response, clinician):
    page = read_answer(says(signed_in(clinician), response, seen_document=str(response.pk)), 409)

    assert "sent changed answers" in page.with_class("summary")[0].text
    assert SAID in page.all("textarea")[0].text


def test_a_signed_review_has_no_way_to_confirm(signed, clinician):
    assert page_for(clinician, signed).with_class("confirm") == []
    page = read_answer(signed_in(clinician).get(path_to(signed)), 200)
    assert page.all("textarea") == []


@pytest.mark.parametrize("place", [999, 10**12])
def test_a_place_without_an_answer_is_no_page(place, response, clinician):
    assert signed_in(clinician).get(f"/reviews/{response.pk}/answers/{place}/").status_code == 404


def test_a_question_that_was_not_asked_and_an_unsent_form_have_no_page(response, clinic, front_desk, clinician):
    unsent = a_patient(clinic, front_desk).response

    client = signed_in(clinician)
    assert client.get(path_to(response, "pain_duration")).status_code == 404
    assert client.get(f"/reviews/{unsent.pk}/answers/3/").status_code == 404


def test_what_was_typed_here_and_left_is_back_and_named_on_the_face_sheet(response, clinician):
    place = place_of(response, "ride_home")
    keep(response, f"answer-{place}", {"said": "Half a sen"}, by=clinician, now=timezone.now())

    links = [link.get("href") for link in page_for(clinician, response).with_class("notice")[0].all("a")]
    assert links == [path_to(response)]
    assert "Half a sen" in read_answer(signed_in(clinician).get(path_to(response)), 200).all("textarea")[0].text

    says(signed_in(clinician), response)
    assert kept(response, by=clinician) == {}


@pytest.mark.parametrize(
    ("who", "status"), [("front_desk", 403), ("administrator", 403), ("clinician_elsewhere", 404), ("lead", 302)]
)
def test_only_clinicians_of_the_own_clinic_may(who, status, response, request):
    answer = says(signed_in(request.getfixturevalue(who)), response)

    assert answer.status_code == status
    assert Confirmation.objects.exists() == (status == 302)

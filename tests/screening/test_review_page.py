"""One response's page: what is on it, and what can be done there. What goes wrong there: test_review_refusals.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.questionnaire import QUESTIONS
from intake.questions import DOUBTFUL, EXCLUSIVE
from screening.cards import cards_of
from screening.face_sheet import FOOTER
from screening.rule import Topic
from tests.contracts.test_page_structure import faults
from tests.people import signed_in
from tests.reviewing import card_of, card_on, page_for, posts, presses, records, text_of

HOME = Topic.GETTING_HOME
SAFETY = Topic.SAFETY


# What is on it


@pytest.mark.parametrize("state", ["response", "worried", "signed"])
def test_every_state_is_sound_and_carries_the_footer(state, clinician, request):
    page = page_for(clinician, request.getfixturevalue(state))

    assert list(faults(page)) == []
    assert page.all("footer")[0].text == FOOTER


def test_a_page_with_nearly_every_topic_is_sound(patient, clinician):
    page = page_for(clinician, patient.sends(**everything()))

    assert list(faults(page)) == []
    assert len(page.all("article")) > 20


def everything():
    """Answers that give something to talk about wherever possible."""
    answers = {}
    for key, question in QUESTIONS.items():
        codes = [code for code, _label in question.options if code not in DOUBTFUL | EXCLUSIVE]
        if question.kind == "one" and not question.worked_out:
            answers[key] = "yes" if "yes" in codes else codes[-1]
        elif question.kind == "many":
            answers[key] = codes
    return answers | {"mood_meds": [{"name": "sertraline", "weeks": "over6"}] * 6, "allergy_ketamine": "yes"}


def test_cards_stand_in_order_and_notes_are_folded_together(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often", bladder="sometimes", dissoc_trigger="yes")
    page = page_for(clinician, response)

    assert [card.all("h2")[0].text for card in page.all("article")] == ["Dissociation", "Getting home", "Nausea"]
    assert "Bladder" in page.with_id("notes").all("summary")[0].text


def test_a_card_shows_reason_evidence_prompt_and_rule(response, clinician):
    card = card_on(page_for(clinician, response), HOME)

    assert "The patient plans to drive home." in card.text
    assert card.with_class("qa")[0].all("dt")[0].text == "How would you get home after each visit?"
    assert card.with_class("qa")[0].all("dd")[0].text == "I would drive myself"
    assert "Agree on a ride" in card.with_class("ask")[0].text
    assert "TRN-01, version 1" in card.with_class("why")[0].text


def test_a_source_with_a_doi_is_a_link_to_it(patient, clinician):
    response = patient.sends(**{f"gad7_{n}": "2" for n in range(1, 8)})

    links = card_on(page_for(clinician, response), Topic.ANXIETY).with_class("why")[0].all("a")
    assert links
    assert all(link.get("href").startswith("https://doi.org/") for link in links)


def test_a_response_without_flags_says_so_plainly_and_can_be_signed(patient, clinician):
    page = page_for(clinician, patient.sends())

    assert "No rule matched" in text_of(page)
    assert page.with_class("chip") == []
    assert "disabled" not in page.with_id("sign-off").all("button")[0].attributes


def test_beside_the_cards_stands_what_the_patient_said(patient, clinician):
    response = patient.sends(
        main_goal="To cook again", reasons=["fibromyalgia"], med_list="lisinopril 10 mg", anything_else="I am shy"
    )
    beside = page_for(clinician, response).with_id("beside").text

    for words in ("“To cook again”", "Fibromyalgia", "lisinopril 10 mg", "“I am shy”", "0 of 27 PHQ-9", "English"):
        assert words in beside


def test_what_the_patient_typed_is_never_markup(patient, clinician):
    response = patient.sends(main_goal="<script>alert(1)</script>", med_list="<b>bold</b>")
    page = page_for(clinician, response)

    assert [script for script in page.all("script") if script.text] == []
    assert "<script>alert(1)</script>" in text_of(page)


def test_all_answers_stand_below_with_what_was_not_ticked(response, clinician):
    answers = page_for(clinician, response).with_id("answers")

    assert answers.with_class("not-ticked")[0].text.startswith("Not ticked: Depression or low mood; Anxiety")
    assert "Not asked:" in answers.text


def test_a_changed_safety_answer_stands_with_both_values(patient, clinician):
    patient.saves(asq_3="yes")
    response = patient.sends(asq_3="no", asq_5="no")
    page = page_for(clinician, response)

    assert [change.text[:3].strip() for change in page.with_class("changes")[0].all("li")] == ["Yes", "No"]
    assert card_of(response, SAFETY).is_open


# Taking


def test_taking_shows_who_has_it_to_everybody(response, clinician, lead):
    answer = signed_in(clinician).post(f"/reviews/{response.pk}/take/")

    assert answer["Location"] == f"/reviews/{response.pk}/"
    assert "You have this" in text_of(page_for(clinician, response))
    assert f"{clinician.name} has this" in text_of(page_for(lead, response))


def test_opening_a_page_takes_nothing(response, clinician):
    page_for(clinician, response)

    assert not response.takings.exists()


# Recording


def test_a_record_leads_to_the_next_open_card_and_stands_with_name_and_time(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")
    answer = posts(signed_in(clinician), response, HOME, kind="talked_about", note="Sister drives.")

    assert answer["Location"].endswith(f"#card-{Topic.NAUSEA.place}")
    done = card_on(page_for(clinician, response), HOME).with_class("done")[0].text
    assert done.startswith(f"Talked about · {clinician.name}")
    assert done.endswith("Sister drives.")


def test_the_last_record_leads_to_notes_and_sign_off(response, clinician):
    answer = posts(signed_in(clinician), response, HOME, kind="talked_about")

    assert answer["Location"].endswith("#notes-and-sign-off")
    assert page_for(clinician, response).with_id("notes-and-sign-off")


def test_earlier_records_stay_on_the_card(response, clinician, lead):
    records(response, HOME, "talked_about", by=clinician, note="First.")
    records(response, HOME, "follow_up", by=lead)

    done = [one.text for one in card_on(page_for(clinician, response), HOME).with_class("done")]
    assert [clinician.name in done[0], lead.name in done[1]] == [True, True]


def test_one_press_marks_every_note_as_seen(response, clinician):
    presses(signed_in(clinician), page_for(clinician, response).with_class("seen")[0])

    assert [card.topic for card in cards_of(response) if card.is_open] == [HOME]
    assert page_for(clinician, response).with_class("seen") == []


# Safety on the page


def test_a_safety_card_says_how_to_reach_the_patient(worried, clinician):
    contact = card_on(page_for(clinician, worried), SAFETY).with_class("contact")[0]

    assert "My sister, 555-0178" in contact.text
    assert [link.get("href") for link in contact.all("a")] == ["tel:5550177"]


def test_a_sent_safety_card_takes_contact_from_what_was_sent(patient, clinician):
    response = patient.sends(asq_3="yes", asq_5="no", callback_phone="555-0188", current_place="1 Made-up Street")

    contact = card_on(page_for(clinician, response), SAFETY).with_class("contact")[0]
    assert "555-0188" in contact.text
    assert "1 Made-up Street" in contact.text


def test_safety_shows_when_each_reason_was_raised_and_how_long_it_has_waited(patient, clinician):
    patient.saves(asq_3="yes", now=timezone.now() - timedelta(hours=2, minutes=5))

    assert "Waiting 2 h." in card_on(page_for(clinician, patient.response), SAFETY).text


def test_not_reached_is_on_record_and_the_card_stays_open(worried, clinician):
    posts(signed_in(clinician), worried, SAFETY, kind="not_reached", note="Called twice.")
    card = card_on(page_for(clinician, worried), SAFETY)

    assert "Not reached" in card.with_class("done")[0].text
    assert "closed" not in card.get("class").split()


def test_reaching_the_patient_closes_the_card_and_keeps_the_longer_record(worried, clinician):
    posts(signed_in(clinician), worried, SAFETY, kind="reached", note="Spoke for ten minutes.", agreed="Sister stays.")
    card = card_on(page_for(clinician, worried), SAFETY)

    assert "Spoke for ten minutes." in card.text
    assert "Sister stays." in card.text
    assert "closed" in card.get("class").split()

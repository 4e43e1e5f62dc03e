"""The page after sending: the same list for everyone with their own answers, and the clinic's own rules or none."""

from __future__ import annotations

import pytest

from clinic.models import Clinic
from intake.questionnaire import QUESTIONS
from intake.views.words import BRING_UP
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient

OWN_RULES = {
    "fasting_text": "Stop eating at midnight.",
    "driving_text": "Wait two days before you drive.",
    "companion_text": "Your person waits in room 4.",
}
NO_RULES = {
    "fasting_text": "Ask your clinic when to stop eating and drinking.",
    "driving_text": "Ask your clinic when you may drive again.",
    "companion_text": "Ask your clinic who may come with you",
}


def after_sending(patient: Patient, **answers: object) -> Element:
    patient.enters(patient.response.patient.date_of_birth.isoformat())
    patient.sends(**answers)
    return read(patient.client.get("/form/sent/").content.decode())


def topics(page: Element) -> list[str]:
    headings = [heading.text for heading in page.all("h3")]
    return headings[headings.index("Upset stomach") :]


def test_the_list_to_bring_up_has_the_same_lines_for_everyone(patient, other_patient):
    much = {"nausea_meds": "often", "dissoc_often": "often", "dissoc_upset": "very", "ride_home": "no_plan"}
    nothing_special, remarkable = after_sending(patient), after_sending(other_patient, **much)

    assert topics(nothing_special) == topics(remarkable)
    assert len(topics(remarkable)) == len(BRING_UP)


def test_each_line_has_this_persons_own_answer_beside_it(patient):
    page = after_sending(patient, nausea_meds="often", med_list="lithium 300 mg")

    lines = {line.all("dt")[0].text: line.all("dd")[0].text for line in page.all("div") if line.all("dd")}
    assert lines[str(QUESTIONS["nausea_meds"].label)] == "Often"
    assert lines[str(QUESTIONS["med_list"].label)] == "lithium 300 mg"


def test_what_was_sent_stands_there_and_not_what_is_stored_since(patient):
    patient.enters()
    patient.sends(ride_home="self_drive")
    page = patient.response.pages.get(section="getting-home")
    page.answers = {"ride_home": "person"}
    page.save()

    assert "I would drive myself" in patient.client.get("/form/sent/").content.decode()


@pytest.mark.parametrize("rule", OWN_RULES)
def test_the_clinics_own_rule_is_said_where_it_has_one(patient, clinic, rule):
    Clinic.objects.filter(pk=clinic.pk).update(**{rule: OWN_RULES[rule]})
    said = after_sending(patient).text

    assert OWN_RULES[rule] in said
    assert NO_RULES[rule] not in said


@pytest.mark.parametrize("rule", NO_RULES)
def test_where_the_clinic_has_no_rule_the_page_says_to_ask(patient, rule):
    assert NO_RULES[rule] in after_sending(patient).text


def test_nothing_on_the_page_names_a_topic_card_or_a_priority(patient, clinician):
    said = after_sending(patient, **complete_answers(ride_home="self_drive", dissoc_often="often")).text

    for word in ("Discuss", "Urgent", "Note", "flag", "card"):
        assert word not in said

"""The same answers give the same cards whatever language they were given in; staff read English beside the Spanish."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given

from intake.document import draw_up
from intake.models import Response
from intake.responses import submit
from screening.evaluate import evaluate
from tests.answers import complete_answers
from tests.markup import read
from tests.people import Patient, signed_in
from tests.random_answers import random_answers

pytestmark = pytest.mark.slow


@pytest.fixture
def in_spanish(patient: Patient) -> Patient:
    Response.objects.filter(pk=patient.response.pk).update(language="es")
    patient.response.refresh_from_db()
    return patient


def findings(answers, language):
    found = evaluate(draw_up(answers, language=language))
    return [(one.rule.id, one.priority, one.reason, one.prompt, one.evidence) for one in found]


@given(random_answers())
def test_the_same_answers_give_the_same_findings_in_both_languages(answers):
    with override("es"):
        spanish = findings(answers, "es")

    assert spanish == findings(answers, "en")


def test_a_reason_is_in_english_with_what_was_typed_as_typed(in_spanish):
    in_spanish.sends(ride_home="self_drive", language_help="yes", language_help_details="Intérprete, por favor")

    reasons = {flag.words["rule"]: flag.words["reason"] for flag in in_spanish.response.flags.all()}
    assert reasons["TRN-01"] == "The patient plans to drive home."
    assert "Intérprete, por favor" in reasons["FRM-05"]


def test_a_flag_that_is_raised_while_the_patient_reads_spanish_speaks_english(in_spanish):
    in_spanish.enters()
    in_spanish.client.post("/form/s/mood/keep/", {"phq9_9": "3"})

    (flag,) = in_spanish.response.flags.all()
    assert "“PHQ-9: Thoughts that you would be better off dead" in flag.words["in_english"]
    assert flag.words["reason"].startswith("On the PHQ-9 item about thoughts of being better off dead")
    assert "“Nearly every day”" in flag.words["reason"] or '"Nearly every day"' in flag.words["reason"]
    (shown,) = flag.words["evidence"]
    assert (shown["answer"], shown["answer_en"]) == ("Casi todos los días", "Nearly every day")


def test_a_flag_is_not_raised_again_because_the_language_changed(in_spanish):
    in_spanish.enters()
    in_spanish.client.post("/form/s/mood/keep/", {"phq9_9": "3"})
    in_spanish.saves(**complete_answers(phq9_9="3", asq_5="no"))
    Response.objects.filter(pk=in_spanish.response.pk).update(language="en")

    submit(Response.objects.get(pk=in_spanish.response.pk), signed_as="J", statement="Yes", now=timezone.now())

    rules = [flag.words["rule"] for flag in in_spanish.response.flags.all()]
    assert rules.count("SAFE-01") == 1


def test_the_clinician_reads_the_patients_words_with_english_beneath(in_spanish, clinician):
    in_spanish.sends(ride_home="self_drive", main_goal="Cocinar con mis hijos")

    page = read(signed_in(clinician).get(f"/reviews/{in_spanish.response.pk}/").content.decode())

    assert page.all("html")[0].get("lang") == "en"
    spanish = [one for one in page.all("span") if one.get("lang") == "es" and one.text == "Manejaría yo"]
    assert len(spanish) == 2  # on the card, and among all answers
    assert {one.inside.with_class("english")[0].text for one in spanish if one.inside} == {"I would drive myself"}
    assert page.all("blockquote")[0].get("lang") == "es"


def test_the_clinician_sees_what_was_shown_in_english_and_what_was_left(in_spanish, clinician):
    in_spanish.enters()
    without = {key: value for key, value in complete_answers().items() if not key.startswith("asq_")}
    in_spanish.saves(**without)
    in_spanish.client.post("/form/s/safety/", {"asq_with_staff": "on", "go": "next"})
    submit(Response.objects.get(pk=in_spanish.response.pk), signed_as="J", statement="Sí", now=timezone.now())

    tree = read(signed_in(clinician).get(f"/reviews/{in_spanish.response.pk}/").content.decode())
    page = tree.text
    (group,) = [title.inside for title in tree.all("h3") if title.text == "To answer with staff"]

    assert "ASQ was shown in English and left to answer with staff." in page
    assert "PC-PTSD-5 was shown in English." in page
    assert group is not None
    assert "In the past few weeks, have you wished you were dead?" in group.text
    # Beside a question in English there is no English beneath: what we say of the blank is in English itself.
    assert "To answer with staff" in tree.with_id("answers").text
    assert "Para contestar con el personal" not in page


def test_paper_says_what_was_shown_in_english_too(in_spanish, clinician):
    in_spanish.sends()

    page = signed_in(clinician).get(f"/reviews/{in_spanish.response.pk}/out/face-sheet/").content.decode()

    assert "ASQ was shown in English." in page


def test_a_page_for_staff_about_an_english_form_has_no_second_words(patient, clinician):
    patient.sends(ride_home="self_drive")

    page = read(signed_in(clinician).get(f"/reviews/{patient.response.pk}/").content.decode())

    assert page.with_class("english") == []

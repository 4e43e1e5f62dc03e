"""An instrument that is shown in English in a Spanish form may be left for staff: a blank, and never a No."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from intake.document import draw_up
from intake.models import Response
from intake.progress import Status
from intake.questionnaire import BY_SLUG
from intake.responses import ResponseIncomplete, save_page, submit
from intake.views.answering import progress_of
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient

ASQ = [f"asq_{n}" for n in range(1, 6)]
LEFT = {"asq": "asq_with_staff", "pcptsd5": "pcptsd5_with_staff", "peg": "peg_with_staff"}


@pytest.fixture
def in_spanish(patient: Patient) -> Patient:
    Response.objects.filter(pk=patient.response.pk).update(language="es")
    patient.response.refresh_from_db()
    patient.enters()
    return patient


def page(patient: Patient, slug: str) -> Element:
    return read(patient.client.get(f"/form/s/{slug}/").content.decode())


def leaves_asq(patient: Patient, **data: Any) -> Any:
    return patient.client.post("/form/s/safety/", {"asq_with_staff": "on", "go": "next", **data})


def everything_but(*keys: str, **answers: Any) -> dict[str, Any]:
    return {key: value for key, value in complete_answers(**answers).items() if key not in keys}


def of_safety(response: Response) -> Status:
    (task,) = [task for task in progress_of(response).tasks if task.section.slug == "safety"]
    return task.status


def fresh(patient: Patient) -> Response:
    return Response.objects.prefetch_related("pages").get(pk=patient.response.pk)


@pytest.mark.parametrize(
    ("slug", "box"), [("safety", "asq_with_staff"), ("hard-events", "pcptsd5_with_staff"), ("pain", "peg_with_staff")]
)
def test_an_english_instrument_says_so_and_offers_to_answer_with_staff(in_spanish, slug, box):
    in_spanish.saves(reasons=["other_pain"])
    shown = page(in_spanish, slug)

    (offer,) = [one for one in shown.all("input") if one.get("name") == box]
    panel = next(around for around in offer.around if "panel" in around.get("class").split())
    assert "Estas preguntas están en inglés" in panel.text


def test_the_words_that_are_english_are_marked_as_such(in_spanish):
    shown = page(in_spanish, "safety")
    legend = shown.with_id("asq_1").all("legend")[0]
    labels = shown.with_id("asq_1").all("label")

    assert legend.get("lang") == "en"
    assert [(label.text, label.get("lang")) for label in labels] == [
        ("Yes", "en"),
        ("No", "en"),
        ("Prefiero no contestar", ""),
    ]
    assert shown.with_id("attempt_when").all("legend")[0].get("lang") == ""


@pytest.mark.parametrize("slug", ["mood", "worry", "alcohol-drugs"])
def test_an_instrument_with_official_spanish_offers_nothing_of_the_kind(in_spanish, slug):
    assert "están en inglés" not in page(in_spanish, slug).text


def test_in_english_nothing_is_offered(patient):
    patient.enters()

    assert [one for one in page(patient, "safety").all("input") if "with_staff" in one.get("name")] == []


def test_what_was_left_is_no_error_and_its_section_is_done(in_spanish):
    answer = leaves_asq(in_spanish)

    assert answer.status_code == 302
    assert of_safety(fresh(in_spanish)) is Status.DONE
    assert [one for one in page(in_spanish, "safety").all("input") if "checked" in one.attributes] != []


def test_without_the_box_blanks_are_errors_as_ever(in_spanish):
    assert in_spanish.client.post("/form/s/safety/", {"go": "next"}).status_code == 422
    assert of_safety(fresh(in_spanish)) is Status.DOING


def test_who_goes_on_in_english_is_asked_again(in_spanish):
    leaves_asq(in_spanish)
    Response.objects.filter(pk=in_spanish.response.pk).update(language="en")

    assert of_safety(fresh(in_spanish)) is Status.DOING
    assert set(progress_of(fresh(in_spanish)).missing) >= set(ASQ[:4])


def test_a_form_with_a_left_instrument_can_be_sent_and_the_blanks_stay_blanks(in_spanish):
    in_spanish.saves(**everything_but(*ASQ))
    leaves_asq(in_spanish)
    assert fresh(in_spanish).answers()["asq_with_staff"] is True

    frozen = submit(fresh(in_spanish), signed_as="J", statement="Sí", now=timezone.now()).document

    assert [frozen.value(key) for key in ASQ] == [None] * 5
    assert frozen.answer("asq_1") == "Para contestar con el personal de la clínica"
    assert frozen.english.answer("asq_1") == "To answer with staff"
    assert (frozen.items["asq_1"]["shown_in"], frozen.items["asq_1"]["with_staff"]) == ("en", True)
    assert (frozen.items["phq9_1"]["shown_in"], frozen.items["phq9_1"].get("with_staff")) == ("es", None)


def test_left_in_english_it_still_may_not_be_sent(patient):
    patient.saves(**everything_but(*ASQ))
    save_page(patient.response, BY_SLUG["safety"], {"asq_with_staff": True}, on_purpose=True, now=timezone.now())

    with pytest.raises(ResponseIncomplete):
        submit(fresh(patient), signed_as="J", statement="Yes", now=timezone.now())


def test_what_was_answered_before_leaving_counts(in_spanish):
    leaves_asq(in_spanish, asq_1="yes")

    assert fresh(in_spanish).answers()["asq_1"] == "yes"
    assert {flag.words["rule"] for flag in in_spanish.response.flags.all()} >= {"SAFE-05", "SAFE-06", "SAFE-08"}


def test_leaving_the_safety_questions_is_raised_the_same_day_and_at_once(in_spanish):
    leaves_asq(in_spanish)

    (flag,) = in_spanish.response.flags.all()
    assert (flag.words["rule"], flag.priority) == ("SAFE-08", "discuss_first")
    assert flag.words["reason"].startswith("The patient did not answer one or more safety questions")
    asked = next(item for item in flag.words["evidence"] if item["key"] == "asq_1")
    assert asked["answer_en"] == "To answer with staff"


def test_left_after_thoughts_of_death_it_is_urgent(in_spanish):
    in_spanish.saves(phq9_9="1")
    leaves_asq(in_spanish)

    urgent = [flag.words["rule"] for flag in in_spanish.response.flags.all() if flag.priority == "urgent"]
    assert urgent == ["SAFE-05"]


def test_the_quiet_autosave_keeps_the_box(in_spanish):
    in_spanish.client.post("/form/s/safety/keep/", {"asq_with_staff": "on"})

    assert fresh(in_spanish).answers()["asq_with_staff"] is True


def test_a_box_that_is_cleared_is_gone_and_the_blanks_are_due_again(in_spanish):
    leaves_asq(in_spanish)
    in_spanish.client.post("/form/s/safety/", {"go": "next"})

    assert "asq_with_staff" not in fresh(in_spanish).answers()
    assert of_safety(fresh(in_spanish)) is Status.DOING


def test_a_box_is_kept_while_the_form_is_read_in_english(in_spanish):
    leaves_asq(in_spanish)
    Response.objects.filter(pk=in_spanish.response.pk).update(language="en")
    in_spanish.client.post("/form/s/safety/", {"go": "later"})
    Response.objects.filter(pk=in_spanish.response.pk).update(language="es")

    assert of_safety(fresh(in_spanish)) is Status.DONE


def test_no_document_holds_the_box_as_an_answer():
    drawn = draw_up({"asq_with_staff": True}, language="es")

    assert "asq_with_staff" not in drawn.items

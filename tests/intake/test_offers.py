"""What is offered of an earlier form, to whom, and what becomes of it. The pages: test_still_true_pages.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.validators import MaxLengthValidator

from intake.document import asked_words
from intake.finding import remember_words
from intake.models import FrozenDocument, Page, Response
from intake.offers import LASTS, OfferChanged, offer_of, offers_of, say_changed, say_still_true, start_blank
from intake.questionnaire import QUESTIONS, SECTION_OF, SECTIONS
from intake.responses import ResponseIncomplete, submit
from intake.sections.body_health import BodyHealth
from intake.sections.medicines import Medicines
from intake.sections.treatments import TreatmentsTried
from intake.views.answering import progress_of
from tests.answers import complete_answers
from tests.people import NOON, Patient, a_clinic, a_member, a_patient

LAST_TIME = NOON - timedelta(days=120)
DEPRESSED = {"reasons": ["depression"]}
TABLETS = [{"name": "sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "taking"}]
TREATED = DEPRESSED | {
    "mood_meds_any": "yes",
    "mood_meds": TABLETS,
    "talk_therapy": ["cbt"],
    "talk_therapy_result": "little",
    "ketamine_before": ["never"],
}


def told(by: Any, *, at: datetime = LAST_TIME, **answers: Any) -> Response:
    """A form that was sent then."""
    return a_patient(by.clinic, by, now=at).sends(now=at, **answers)


@pytest.fixture
def again(clinic, front_desk) -> Patient:
    """The same person with a form that is new; ``told`` first, for the earlier one."""
    return a_patient(clinic, front_desk, now=NOON - timedelta(days=1))


def offered(patient: Patient, section: Any = Medicines, *, now: datetime = NOON) -> dict[str, Any]:
    offer = offer_of(Response.objects.get(pk=patient.response.pk), section, now=now)
    return dict(offer.answers) if offer else {}


def says(patient: Patient, verb: Any, section: Any = Medicines, *, now: datetime = NOON) -> None:
    offer = offer_of(patient.response, section, now=now)
    assert offer
    verb(patient.response, section, shown=offer.mark, now=now)


def saved(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def sends(patient: Patient, *, now: datetime = NOON, **answers: Any) -> FrozenDocument:
    """Answers what is not saved yet, unremarkably but for ``answers``, and sends."""
    patient.saves(now=now, **complete_answers(**answers) | saved(patient))
    return submit(patient.response, signed_as="Jordan Rivera", statement="Mine.", now=now)


# Which questions


def test_the_lasting_questions_are_those_of_the_decision() -> None:
    assert {key for section in SECTIONS for key in section.lasting} == {
        "mood_meds_any",
        "mood_meds",
        "talk_therapy",
        "talk_therapy_result",
        "brain_treatments",
        "pain_treatments",
        "pain_treatments_result",
        "tx_stopped_side_effects",
        "tx_stopped_side_effects_details",
        "brain_head",
        "breathing",
        "organs",
        "med_list",
        "allergy_other",
    }


def test_a_lasting_question_speaks_of_no_stretch_of_time_and_of_nothing_private() -> None:
    for section in SECTIONS:
        for key in section.lasting:
            question = section.questions()[key]
            words = " ".join([str(question.label), *(str(label) for _code, label in question.options)]).lower()
            assert not any(stretch in words for stretch in ("past ", "week", "month", "year", "ketamine")), key
            assert question.instrument is None
            assert section.letter in "GIJ"


def test_every_section_that_offers_says_what_to_think_of() -> None:
    assert all(bool(section.since_then) == bool(section.lasting) for section in SECTIONS)


# Whose


def test_the_lasting_answers_of_the_last_form_are_offered(front_desk, again) -> None:
    told(front_desk, med_list="lisinopril 10 mg", allergy_other="latex", med_kinds=["opioid"])

    assert offered(again) == {"med_list": "lisinopril 10 mg", "allergy_other": "latex"}


def test_the_newest_of_several_and_its_newest_version_are_offered(front_desk, again) -> None:
    told(front_desk, at=LAST_TIME - timedelta(days=30), med_list="older")
    told(front_desk, med_list="newer")

    assert offered(again)["med_list"] == "newer"


@pytest.mark.parametrize(
    "other", [{"record_number": "004418"}, {"date_of_birth": "1974-03-10"}, {"record_number": ""}, {"name": None}]
)
def test_somebody_with_another_number_or_birthday_is_offered_nothing(other, front_desk, again) -> None:
    person = told(front_desk).patient
    is_same = other == {"name": None}
    person.identity = person.identity | ({"name": "Jordan Rivera-Soto"} if is_same else other)
    person.save()
    remember_words(person)

    assert bool(offered(again)) == is_same


def test_a_form_of_another_clinic_is_never_offered(again) -> None:
    elsewhere = a_clinic("Harbor Clinic")
    told(a_member(elsewhere, "front_desk", "Desk Elsewhere"))

    assert offered(again) == {}


def test_a_form_that_was_not_sent_is_never_offered(clinic, front_desk, again) -> None:
    a_patient(clinic, front_desk, now=LAST_TIME).saves(now=LAST_TIME, **complete_answers())

    assert offered(again) == {}


def test_what_is_sent_is_offered_nothing_whether_or_not_it_is_open_for_changes(front_desk, again) -> None:
    told(front_desk)
    sends(again)
    Page.objects.filter(response=again.response).delete()

    assert offered(again, now=NOON + timedelta(hours=1)) == {}


# What is asked again instead


@pytest.mark.parametrize(
    ("section", "then", "not_offered"),
    [
        (BodyHealth, {"organs": ["not_sure"]}, "organs"),
        (BodyHealth, {"breathing": ["sleep_apnea", "not_sure"]}, "breathing"),
        (TreatmentsTried, {**TREATED, "talk_therapy": ["not_sure"]}, "talk_therapy"),
        (TreatmentsTried, {**TREATED, "talk_therapy": ["not_sure"]}, "talk_therapy_result"),
        (TreatmentsTried, TREATED, "ketamine_before"),
        (Medicines, {"med_kinds": ["opioid"]}, "med_kinds"),
        (Medicines, {"allergy_ketamine": "no"}, "allergy_ketamine"),
    ],
)
def test_doubt_and_what_does_not_last_is_asked_anew(section, then, not_offered, front_desk, again) -> None:
    told(front_desk, **then)
    again.saves(now=NOON, **DEPRESSED)

    found = offered(again, section)
    assert found
    assert not_offered not in found


def test_only_what_is_asked_after_this_times_reasons_is_offered(front_desk, again) -> None:
    told(front_desk, **TREATED, tx_stopped_side_effects="no")
    again.saves(now=NOON, reasons=["crps"])

    assert offered(again, TreatmentsTried) == {"tx_stopped_side_effects": "no"}


@pytest.fixture
def reworded(monkeypatch) -> Iterator[pytest.MonkeyPatch]:
    """For questions whose words change while the program runs, which they never do outside tests."""
    with monkeypatch.context() as change:
        yield change
    asked_words.cache_clear()


@pytest.mark.parametrize("change", ["label", "choices", "gone"])
def test_an_answer_to_other_words_or_options_than_todays_is_asked_anew(change, front_desk, again, reworded) -> None:
    told(front_desk, organs=["liver"])
    asked_words.cache_clear()
    question = QUESTIONS["organs"]
    if change == "label":
        reworded.setattr(question, "label", "Do you have any of these illnesses?")
    else:
        kept = [option for option in question.options if change != "gone" or option[0] != "liver"]
        added = [("gout", "Gout")] if change == "choices" else []
        reworded.setattr(question, "choices", [*added, *kept])
        reworded.setattr(question.widget, "choices", [*added, *kept])

    assert offered(again, BodyHealth).keys() == {"brain_head", "breathing"}


def test_an_answer_that_is_not_accepted_today_is_asked_anew(front_desk, again, monkeypatch) -> None:
    told(front_desk, med_list="x" * 300, allergy_other="latex")
    question = QUESTIONS["med_list"]
    shorter = [one for one in question.validators if not hasattr(one, "limit_value")]
    monkeypatch.setattr(question, "validators", [*shorter, MaxLengthValidator(200)])

    assert offered(again) == {"allergy_other": "latex"}


def test_what_was_typed_more_than_a_year_ago_is_asked_anew_however_often_it_was_confirmed(front_desk, again) -> None:
    told(front_desk, at=NOON - timedelta(days=300), med_list="vitamin D")
    says(again, say_still_true)
    sends(again)
    third = a_patient(front_desk.clinic, front_desk, now=NOON)

    assert offered(third, now=NOON + timedelta(days=60))["med_list"] == "vitamin D"
    assert offered(third, now=NOON - timedelta(days=300) + LASTS + timedelta(minutes=1)) == {}


# What is said to it


def test_an_offer_saves_nothing_and_its_answers_are_missing(front_desk, again) -> None:
    told(front_desk, **TREATED)
    again.saves(now=NOON, **DEPRESSED)
    before = saved(again)

    assert len(offers_of(again.response, SECTIONS, now=NOON)) == 3
    assert saved(again) == before
    with pytest.raises(ResponseIncomplete) as incomplete:
        submit(again.response, signed_as="J", statement="Mine.", now=NOON)
    assert {"med_list", "allergy_other", "organs", "mood_meds_any"} <= set(incomplete.value.keys)


def test_still_true_saves_the_answers_and_leaves_the_rest_of_the_section_to_answer(front_desk, again) -> None:
    told(front_desk, med_list="lisinopril 10 mg")
    says(again, say_still_true)

    assert saved(again) == {"med_list": "lisinopril 10 mg", "allergy_other": "none"}
    missing = progress_of(Response.objects.get(pk=again.response.pk)).missing
    assert {"med_kinds", "allergy_ketamine"} <= set(missing)
    assert "med_list" not in missing
    assert offered(again) == {}


def test_a_mark_of_another_offer_saves_nothing(front_desk, again) -> None:
    told(front_desk, med_list="older")
    shown = offer_of(again.response, Medicines, now=NOON)
    told(front_desk, at=NOON - timedelta(hours=1), med_list="newer")

    for verb in (say_still_true, say_changed, start_blank):
        with pytest.raises(OfferChanged):
            verb(again.response, Medicines, shown=shown.mark, now=NOON)
    assert saved(again) == {}


def test_what_has_changed_is_a_draft_that_counts_for_nothing_and_holds_the_form_back(front_desk, again) -> None:
    told(front_desk, med_list="lisinopril 10 mg")
    says(again, say_changed)

    assert saved(again) == {}
    rest = {key: value for key, value in complete_answers().items() if SECTION_OF[key] is not Medicines}
    again.saves(now=NOON, **rest)
    with pytest.raises(ResponseIncomplete) as incomplete:
        submit(again.response, signed_as="Jordan Rivera", statement="Mine.", now=NOON)
    assert set(incomplete.value.keys) == set(Medicines.questions())


def test_a_blank_page_takes_the_offer_away_and_saves_nothing(front_desk, again) -> None:
    told(front_desk)
    says(again, start_blank)

    assert saved(again) == {}
    assert offered(again) == {}


# On record


def test_the_document_says_where_a_confirmed_answer_was_told_and_of_no_other(front_desk, again) -> None:
    earlier = told(front_desk, med_list="lisinopril 10 mg")
    says(again, say_still_true)
    items = sends(again).document.items

    at = LAST_TIME.isoformat()
    assert items["med_list"]["still_true"] == {"response": earlier.reference, "sent_at": at, "told_at": at}
    assert {key for key, item in items.items() if "still_true" in item} == {"med_list", "allergy_other"}


def test_an_answer_that_is_changed_after_it_was_confirmed_is_an_answer_of_its_own(front_desk, again) -> None:
    told(front_desk, med_list="lisinopril 10 mg")
    says(again, say_still_true)
    again.saves(now=NOON, med_list="lisinopril 20 mg", allergy_other="none", med_kinds=["none"], allergy_ketamine="no")
    items = sends(again).document.items

    assert "still_true" not in items["med_list"]
    assert "still_true" in items["allergy_other"]


def test_a_confirmed_answer_keeps_when_it_was_first_told(front_desk, again) -> None:
    told(front_desk)
    says(again, say_still_true)
    sends(again)
    third = a_patient(front_desk.clinic, front_desk, now=NOON)
    later = NOON + timedelta(days=30)
    says(third, say_still_true, now=later)
    told_in = sends(third, now=later).document.items["med_list"]["still_true"]

    assert told_in["sent_at"] == NOON.isoformat()
    assert told_in["told_at"] == LAST_TIME.isoformat()

"""What is confirmed instead of typed is the same to everything that reads it, and what nobody said never counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from intake.answers import SAFETY_KEYS
from intake.models import FrozenDocument, Response
from intake.offers import offer_of, offers_of, say_still_true
from intake.questionnaire import QUESTIONS, SECTION_OF, SECTIONS
from intake.responses import submit
from screening.models import Flag
from tests.answers import complete_answers
from tests.people import NOON, Patient, a_patient

TOLD = {
    "reasons": ["depression", "crps"],
    "mood_meds_any": "yes",
    "mood_meds": [
        {"name": one, "weeks": "over6", "full_dose": "yes", "helped": "none", "stopped": "no_help"}
        for one in ("sertraline", "bupropion")
    ],
    "talk_therapy": ["cbt"],
    "talk_therapy_result": "stopped_early",
    "brain_treatments": ["vns"],
    "pain_treatments": ["opioids", "stimulator"],
    "pain_treatments_result": "none",
    "tx_stopped_side_effects": "yes",
    "brain_head": ["seizure", "high_pressure"],
    "breathing": ["sleep_apnea"],
    "organs": ["liver", "slow_stomach"],
    "med_list": "tramadol 50 mg",
    "med_kinds": ["opioid"],
    "allergy_other": "latex",
}


def flags_of(response: Response) -> set[tuple[Any, ...]]:
    """Each flag as it stands on record, but for its times."""
    return {
        (flag.rule, flag.rule_version, flag.priority, str(flag.words["reason"]), str(flag.words["evidence"]))
        for flag in Flag.objects.filter(response=response)
    }


@pytest.mark.django_db
def test_confirmed_answers_give_the_same_document_and_the_same_flags_as_typed_ones(patient: Patient) -> None:
    clerk = patient.response.created_by
    typed = patient.sends(now=NOON, **TOLD)
    again = a_patient(clerk.clinic, clerk, now=NOON)
    later = NOON + timedelta(days=30)
    again.saves(now=later, reasons=TOLD["reasons"])
    for section in SECTIONS:
        if offer := offer_of(again.response, section, now=later):
            say_still_true(again.response, section, shown=offer.mark, now=later)
    confirmed = dict(again.response.answers())
    assert confirmed.keys() - {"reasons"} == {key for key in TOLD if key in _lasting()}

    again.saves(now=later, **complete_answers(**TOLD))
    frozen: FrozenDocument = submit(again.response, signed_as="J", statement="Mine.", now=later)

    before = typed.newest_document.document.items
    told = {
        key: {name: said for name, said in item.items() if name != "still_true"}
        for key, item in frozen.document.items.items()
    }
    assert told == before
    assert flags_of(again.response) == flags_of(typed)
    assert len(flags_of(typed)) > 8


def _lasting() -> set[str]:
    return {key for section in SECTIONS for key in section.lasting}


def test_no_safety_answer_and_no_item_of_an_instrument_lasts() -> None:
    assert not _lasting() & SAFETY_KEYS
    assert not [key for key in _lasting() if QUESTIONS[key].instrument]


def test_what_lasts_stands_on_the_page_that_offers_it() -> None:
    assert [key for section in SECTIONS for key in section.lasting if SECTION_OF[key] is not section] == []


@pytest.mark.django_db
def test_without_a_word_of_the_patient_every_offered_question_is_missing_and_none_is_a_no(patient: Patient) -> None:
    clerk = patient.response.created_by
    patient.sends(now=NOON, **TOLD)
    again = a_patient(clerk.clinic, clerk, now=NOON)
    later = NOON + timedelta(days=30)
    again.saves(now=later, reasons=TOLD["reasons"])
    offered = {key for offer in offers_of(again.response, SECTIONS, now=later).values() for key in offer.answers}

    assert offered == _lasting() & TOLD.keys()
    assert not offered & again.response.answers().keys()

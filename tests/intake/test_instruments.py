"""Published instruments speak their official words in each language, or English where there are none."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from intake.instruments import ASQ, AUDITC, GAD7, PCPTSD5, PCPTSD5_GATE, PEG, PHQ9, PHQ9_DIFFICULTY
from intake.questionnaire import QUESTIONS

IN_SPANISH = (PHQ9, PHQ9_DIFFICULTY, GAD7, AUDITC)
ENGLISH_ONLY = (ASQ, PCPTSD5, PCPTSD5_GATE, PEG)
ITEMS = [key for key, question in QUESTIONS.items() if question.instrument]


@pytest.mark.parametrize("instrument", IN_SPANISH, ids=lambda one: one.name)
def test_an_instrument_has_as_many_items_and_options_in_spanish(instrument):
    assert len(instrument.spanish.items) == len(instrument.items)
    assert bool(instrument.spanish.stem) == bool(instrument.stem)


@pytest.mark.parametrize("key", ITEMS)
def test_codes_stay_the_same_whatever_the_language(key):
    with override("es"):
        spanish = [code for code, _label in QUESTIONS[key].options]

    assert spanish == [code for code, _label in QUESTIONS[key].options]


@pytest.mark.parametrize(
    ("key", "question", "options"),
    [
        (
            "phq9_9",
            "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
            [
                "Ningún día",
                "Varios días",
                "Más de la mitad de los días",
                "Casi todos los días",
                "Prefiero no contestar",
            ],
        ),
        (
            "gad7_7",
            "Sentir miedo como si algo terrible pudiera pasar",
            ["Nunca", "Varios días", "Más de la mitad de los días", "Casi todos los días", "Prefiero no contestar"],
        ),
        (
            "auditc_2",
            "¿Cuántas consumiciones de bebidas alcohólicas suele realizar en un día de consumo normal?",
            ["1 o 2", "3 o 4", "5 o 6", "7, 8 o 9", "10 o más", "Prefiero no contestar"],
        ),
        (
            "asq_3",
            "In the past week, have you been having thoughts about killing yourself?",
            ["Yes", "No", "Prefiero no contestar"],
        ),
    ],
)
def test_an_item_is_shown_in_its_official_words(key, question, options):
    with override("es"):
        shown = str(QUESTIONS[key].label), [str(label) for _code, label in QUESTIONS[key].options]

    assert shown == (question, options)


@pytest.mark.parametrize("instrument", IN_SPANISH, ids=lambda one: one.name)
def test_the_language_is_not_named_where_the_words_are_the_pages(instrument):
    with override("es"):
        assert instrument.lang == ""
    assert instrument.lang == ""


@pytest.mark.parametrize("instrument", ENGLISH_ONLY, ids=lambda one: one.name)
def test_an_instrument_without_official_spanish_says_that_it_is_english(instrument):
    with override("es"):
        assert (instrument.lang, instrument.stem_shown) == ("en", instrument.stem)
        assert instrument.attribution_lang == "en"
    assert instrument.lang == ""


def test_the_attribution_line_is_the_official_one_of_the_language():
    with override("es"):
        assert PHQ9.attribution_shown.startswith("Elaborado por los doctores Robert L. Spitzer")
        assert PHQ9.attribution_lang == ""
        assert (AUDITC.attribution_shown, AUDITC.attribution_lang) == (AUDITC.attribution, "en")
    assert PHQ9.attribution_shown.startswith("Developed by Drs. Robert L. Spitzer")

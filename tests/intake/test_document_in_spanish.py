"""A document in Spanish: the words as shown, and beside them English, drawn up at the same moment."""

from __future__ import annotations

from django.utils.translation import override

from intake.conditions import Evidence
from intake.document import draw_up
from tests.answers import complete_answers

ROWS = [{"name": "sertralina", "weeks": "over6", "helped": "little"}]
ANSWERS = complete_answers(
    reasons=["depression"], ride_home="self_drive", main_goal="Cocinar", mood_meds_any="yes", mood_meds=ROWS
)
SPANISH = draw_up(ANSWERS, language="es")
ENGLISH = draw_up(ANSWERS, language="en")


def test_it_holds_the_words_as_shown_and_the_code():
    assert SPANISH.question("ride_home") == "¿Cómo volvería a su casa después de cada visita?"
    assert SPANISH.answer("ride_home") == "Manejaría yo"
    assert SPANISH.value("ride_home") == "self_drive"
    assert SPANISH.language == "es"


def test_beside_it_stands_the_document_that_the_same_answers_give_in_english():
    beside = SPANISH.english

    assert beside.language == "en"
    for key, item in ENGLISH.items.items():
        same = {name: value for name, value in item.items() if name != "shown_in"}
        assert {name: beside.items[key].get(name) for name in same} == same
    assert [section["title"] for section in beside.sections] == [section["title"] for section in ENGLISH.sections]


def test_what_was_typed_is_never_put_into_english():
    assert SPANISH.english.answer("main_goal") == "Cocinar"
    assert SPANISH.english.answer("mood_meds") == "sertralina, longest time: More than 6 weeks, helped: A little"
    assert SPANISH.answer("mood_meds") == "sertralina, tiempo más largo: Más de 6 semanas, ayudó: Un poco"


def test_evidence_holds_both():
    assert SPANISH.shown(Evidence("ride_home")) == {
        "key": "ride_home",
        "question": "¿Cómo volvería a su casa después de cada visita?",
        "answer": "Manejaría yo",
        "question_en": "How would you get home after each visit?",
        "answer_en": "I would drive myself",
        "lang": "es",
    }


def test_in_english_nothing_stands_beside():
    assert ENGLISH.english is ENGLISH
    assert set(ENGLISH.shown(Evidence("ride_home"))) == {"key", "question", "answer"}
    assert "in_english" not in ENGLISH.items["ride_home"]


def test_a_blank_says_so_in_the_language_of_the_document_whatever_is_in_force():
    with override("en"):
        assert SPANISH.answer("support_contact") == "Sin contestar"
    with override("es"):
        assert ENGLISH.answer("support_contact") == "Left blank"
        assert SPANISH.english.answer("support_contact") == "Left blank"


def test_the_words_do_not_depend_on_the_language_in_force():
    with override("es"):
        assert draw_up(ANSWERS, language="en").content == ENGLISH.content
    with override("en"):
        assert draw_up(ANSWERS, language="es").content == SPANISH.content

"""What patients read in English, in our own words, is for grade 6 or below; no sentence of ours is above grade 8.

Published instruments are left out, and so is what patients wrote. The count itself is in tests/reading.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from intake.learning import LEAFLETS
from intake.questionnaire import SECTIONS
from intake.translations import read as read_catalogue
from tests.contracts.test_page_structure import ALL, Visit, page_of
from tests.contracts.test_words import words_of
from tests.markup import Element
from tests.people import Patient
from tests.reading import WORD, grade, sentences, syllables

pytestmark = pytest.mark.slow

PAGE, SENTENCE = 6.0, 8.0  # school grades
WORDS_OF_A_SENTENCE = 6  # a shorter one is judged with its page alone: one long name would decide it
TEXTS = frozenset({"p", "li", "legend", "label", "dt", "summary"})
BLOCKS = TEXTS | {"ul", "ol", "dl", "div", "fieldset"}
NOT_OURS = frozenset({"instrument", "attribution", "stem", "answers"})

# Clinicians signed off these words as they are, and ask for them to be kept: the sentence begins so, its grade.
ABOVE = {
    "Are you allergic to ketamine or Spravato": 13,
    "Common ones are upset stomach, throwing up": 11,
    "For CRPS, a 2018 expert guide found fair proof": 12,
    "For depression, studies most often used a dose": 10,
    "Has anyone in your close family": 13,
    "Have you ever been given, or used, ketamine": 11,
    "Have you ever felt much more energetic": 12,
    "Have you ever had a bad reaction to anesthesia": 11,
    "Other choices may include other medicines": 13,
    "Rare but serious ones include slow breathing": 11,
    "The FDA approved it in 2019 for depression": 9,
    "The FDA has approved ketamine for anesthesia only": 12,
    "After each visit, can you avoid driving": 9,
    "Do not drive, use machines, drink alcohol": 9,
}


def texts(part: Element) -> Iterator[str]:
    """Our own texts on a page that are more than a label: whatever ends as a sentence does."""
    if part.tag == "dd" or NOT_OURS & set(part.get("class").split()):
        return
    within = [inner for inner in part if inner is not part and inner.tag in BLOCKS]
    if part.tag in TEXTS and not within:
        if re.search(r"[.?!:][”\"’)]?$", part.text):
            yield part.text
        return
    for inner in part.parts:
        if isinstance(inner, Element):
            yield from texts(inner)


@pytest.mark.parametrize("visit", ALL.values(), ids=ALL.keys())
def test_a_page_is_for_grade_6_or_below(visit: Visit, patient: Patient) -> None:
    assert grade(texts(page_of(visit, patient).all("main")[0])) <= PAGE


@pytest.mark.parametrize("section", SECTIONS, ids=[section.slug for section in SECTIONS])
def test_a_section_with_its_questions_hints_and_messages_is_for_grade_6_or_below(section: Any) -> None:
    questions = [words for question in section.questions().values() for words in words_of(question)]
    options = {str(label) for question in section.questions().values() for _code, label in question.options}

    said = [words for words in (str(section.intro), str(section.notice), *questions) if words not in options]
    assert grade(said) <= PAGE


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=[leaflet.slug for leaflet in LEAFLETS])
def test_what_there_is_to_read_is_for_grade_6_or_below(leaflet: Any) -> None:
    said = [str(words) for passage in leaflet.passages for words in (*passage.text, *passage.points, passage.last)]

    assert grade(said) <= PAGE


def marked_sentences() -> Iterator[str]:
    """Every sentence that is marked for translation, which is everything of ours that a patient may come to read."""
    for entry in read_catalogue():
        for text in filter(None, (entry.msgid, entry.msgid_plural)):
            plain = re.sub(r"%\(\w+\)[sd]|\{\w+\}", "this", re.sub(r"<[^>]+>", "", text))
            for sentence in sentences(plain):
                if sentence[-1] in ".?!”" and len(WORD.findall(sentence)) >= WORDS_OF_A_SENTENCE:
                    yield sentence


def test_no_sentence_is_above_grade_8_but_those_that_are_signed_off_as_they_are() -> None:
    above = {sentence for sentence in marked_sentences() if grade([sentence]) > SENTENCE}

    assert [sentence for sentence in above if not sentence.startswith(tuple(ABOVE))] == []
    assert [begins for begins in ABOVE if not any(sentence.startswith(begins) for sentence in above)] == []


def test_a_sentence_that_is_signed_off_is_no_harder_than_is_said_here() -> None:
    grades = {begins: [grade([one]) for one in marked_sentences() if one.startswith(begins)] for begins in ABOVE}

    assert {begins: max(found) for begins, found in grades.items() if max(found) > ABOVE[begins]} == {}


def test_marked_words_are_many() -> None:
    assert len(list(marked_sentences())) > 200


SYLLABLES = {
    1: "take takes asked used close fades tried tied goes does shoes eye high through thought heart whole safe sick "
    "stayed guide strange it's don't we're you've blurred nurse list changed",
    2: "started needed listed table little people simple simply breathing pressure answers question clinic before "
    "changes pages houses uses closes boxes washes worried studies bodies being quiet seizure failure bladder "
    "patient special social anxious vision colors language private device approved reviewed didn't safety",
    3: "medicine hospital everyone infusion understand allergic suicide oxygen exercise important alcohol "
    "together different reference serious previous period radio usual area idea created reactions family",
    4: "emergency diagnosis January usually anxiety experience",
    5: "association anesthesia",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


# The formula by hand: 0.39 words a sentence, 11.8 syllables a word, less 15.59.
@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The cat sat on the mat.", -1.45),
        ("The cat sat. The dog ran.", -2.62),
        ("Ketamine is a medicine.", 9.57),
        (
            "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in "
            "Liberty, and dedicated to the proposition that all men are created equal.",
            15.0,
        ),
    ],
)
def test_a_known_text_has_its_known_grade(text: str, known: float) -> None:
    assert grade([text]) == pytest.approx(known, abs=0.6)


def test_a_hard_page_would_be_noticed() -> None:
    hard = "Contemporary pharmacological interventions necessitate comprehensive multidisciplinary consideration."

    assert grade([hard]) > 20
    assert grade(["Take it.", hard]) > PAGE


def test_texts_are_read_as_sentences() -> None:
    assert sentences("Call 911. Is it U.S. made? “Yes.” It is") == ["Call 911.", "Is it U.S. made?", "“Yes.”", "It is"]

"""The patient's own copy: page, print and PDF say word for word what was frozen, and nothing beside it."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from clinic.models import AuditEvent
from intake.amendments import begin_changes
from intake.copies import patients_copy
from intake.models import FrozenDocument, Response
from intake.paper import pdf as engine
from intake.paper.pdf import LONGEST, SheetTooLong, pdf
from intake.paper.sheet import Block, Part
from intake.paper.text import as_text
from intake.questionnaire import QUESTIONS
from tests.answers import complete_answers
from tests.journeys.answers import everything
from tests.markup import read
from tests.paper import Paper, missing_in, squeezed, words_of
from tests.people import Patient

MARKUP = "José #panic() Ñandú <x> $1 *bold* _x_ @ref \\ // `raw` [a] {b} ~ --"


def sent(patient: Patient, **answers: Any) -> FrozenDocument:
    patient.enters()
    patient.sends(**answers)
    return patient.response.documents.get(number=1)


def foot_of(response: Response) -> str:
    return f"{response.clinic.name} · Reference {response.reference}"


def read_pdf(patient: Patient) -> tuple[Any, Paper]:
    answer = patient.client.get("/form/copy/pdf/")
    assert answer.status_code == 200
    return answer, Paper(answer.content)


@pytest.mark.parametrize("answers", [{}, everything()], ids=["unremarkable", "everything"])
def test_page_and_pdf_say_word_for_word_what_was_frozen(patient: Patient, answers: dict[str, Any]) -> None:
    frozen = sent(patient, **answers)

    page = squeezed(read(patient.client.get("/form/copy/").content.decode()).all("main")[0].raw_text)
    paper = read_pdf(patient)[1].text(foot=foot_of(patient.response))

    assert len(list(words_of(frozen))) > 60
    assert missing_in(page, words_of(frozen)) == []
    assert missing_in(paper, words_of(frozen)) == []


def test_page_and_pdf_say_the_same_beyond_that_too(patient: Patient) -> None:
    frozen = sent(patient, **everything())
    sheet = patients_copy(patient.response, frozen)

    page = squeezed(read(patient.client.get("/form/copy/").content.decode()).raw_text)
    paper = read_pdf(patient)[1].text(foot=foot_of(patient.response))

    without_last = [words for words in sheet.words() if words not in sheet.last]
    assert missing_in(page, iter(without_last)) == []
    assert missing_in(paper, sheet.words()) == []
    assert all(squeezed(words) in page for words in sheet.last)


def test_a_copy_is_in_the_language_in_which_it_was_answered(patient: Patient) -> None:
    patient.response.language = "es"
    patient.response.save()
    frozen = sent(patient, **everything())

    answer, paper = read_pdf(patient)
    said = paper.text(foot=f"Cedar Clinic · Referencia {frozen.response.reference}", heads=("Pregunta", "Su respuesta"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="sus-respuestas.pdf"'
    assert (paper.title, paper.language) == ("Sus respuestas", "es")
    assert missing_in(said, words_of(frozen)) == []
    assert "YourAnswer" not in said


def test_nothing_of_rules_or_scores_is_on_it(patient: Patient) -> None:
    frozen = sent(patient, asq_1="yes", **{f"phq9_{item}": "3" for item in range(1, 8)})

    sheet = replace(patients_copy(patient.response, frozen), about=())  # a time or a reference may hold any number
    said = " ".join(sheet.words())

    assert frozen.document.scores["phq9.total"] == 21
    assert "21" not in said
    assert [word for word in ("Urgent", "Discuss", "score", "flag", "priority", "SAF-") if word in said] == []


def test_what_a_person_wrote_never_runs_as_markup(patient: Patient) -> None:
    frozen = sent(patient, main_goal=MARKUP, anything_else="a\nb\n\n  c")

    paper = read_pdf(patient)[1]
    page = read(patient.client.get("/form/copy/").content.decode())

    assert squeezed(MARKUP) in paper.text(foot=foot_of(patient.response))
    assert squeezed(MARKUP) in squeezed(page.raw_text)
    assert paper.is_universally_accessible
    assert frozen.document.value("main_goal") == MARKUP


def test_the_pdf_is_tagged_for_screen_readers(patient: Patient) -> None:
    sent(patient)

    paper = read_pdf(patient)[1]

    assert paper.is_universally_accessible
    assert paper.language == "en"
    assert paper.tags["H1"] == 1
    assert paper.tags["H2"] > 8
    assert paper.tags["TH"] == 2 * paper.tags["Table"] > 0
    assert paper.tags["TR"] == paper.tags["Table"] + paper.tags["TD"] // 2


def test_neither_name_nor_title_of_the_file_says_whose_it_is(patient: Patient) -> None:
    sent(patient)

    answer, paper = read_pdf(patient)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="your-answers.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert paper.title == "Your answers"
    assert paper.reader.metadata is not None
    assert paper.reader.metadata.author is None


def test_who_took_a_copy_is_written_down(patient: Patient) -> None:
    sent(patient)
    patient.client.get("/form/copy/pdf/")

    last = AuditEvent.objects.order_by("place").last()

    assert last is not None
    assert (last.action, last.actor, last.details) == ("read", "patient", {"page": "copy-pdf"})


@pytest.mark.parametrize("path", ["/form/copy/", "/form/copy/pdf/"])
def test_before_it_is_sent_there_is_no_copy(path: str, patient: Patient) -> None:
    patient.enters()

    assert patient.client.get(path).headers["Location"] == "/form/"


def test_a_newer_version_takes_the_place_of_the_one_that_it_names(patient: Patient) -> None:
    sent(patient, main_goal="To sing again")
    begin_changes(patient.response, now=timezone.now())
    patient.sends(main_goal="To dance again")

    page = read(patient.client.get("/form/copy/").content.decode()).text
    paper = read_pdf(patient)[1].text(foot=foot_of(patient.response))

    for said in (page, paper):
        assert squeezed("This is version 2. It takes the place of what you sent on") in squeezed(said)
        assert squeezed(said).count(squeezed("To dance again")) == 2  # among the changes, and in its place
        assert squeezed(said).count(squeezed("To sing again")) == 1  # among the changes only


def test_the_first_version_lists_no_changes(patient: Patient) -> None:
    assert "What you changed" not in [part.title for part in patients_copy(patient.response, sent(patient)).parts]


def test_a_newer_version_lists_first_what_it_changed(patient: Patient) -> None:
    sent(patient, ride_home="person", main_goal="To sing again")
    begin_changes(patient.response, now=timezone.now())
    patient.sends(ride_home="no_plan", main_goal=None)

    sheet = patients_copy(patient.response, patient.response.newest_document)
    page = squeezed(read(patient.client.get("/form/copy/").content.decode()).all("main")[0].raw_text)
    paper = read_pdf(patient)[1].text(foot=foot_of(patient.response))

    home = str(QUESTIONS["ride_home"].label)
    goal = str(QUESTIONS["main_goal"].label)
    assert sheet.parts[0].title == "What you changed"
    assert sheet.parts[0].blocks[0].table.rows == (
        (goal, "To sing again", "Left blank"),
        (home, "An adult I know will take me", "I do not have a plan yet"),
    )
    assert missing_in(paper, sheet.words()) == []
    for said in (goal, "You sent before: To sing again", "Now: Left blank", home, "Now: I do not have a plan yet"):
        assert squeezed(said) in page
    assert "You sent before: To sing again; Now: Left blank" in as_text(sheet)


def test_changes_to_an_instrument_in_english_are_marked_as_english(patient: Patient) -> None:
    Response.objects.update(language="es")
    patient.response.refresh_from_db()
    sent(patient, asq_1="no")
    begin_changes(patient.response, now=timezone.now())
    patient.sends(asq_1="yes", asq_5="no", ride_home="no_plan")

    table = patients_copy(patient.response, patient.response.newest_document).parts[0].blocks[0].table
    page = patient.client.get("/form/copy/").content.decode()

    assert table.columns == ("Pregunta", "Usted envió antes", "Ahora")
    assert dict(zip([row[2] for row in table.rows], table.langs, strict=True)) | {"Yes": "en"} == {
        "Yes": "en",
        "No": "en",
        "Todavía no tengo un plan": "",
    }
    assert 'Ahora: <span lang="en">Yes</span>' in page
    assert "Ahora: <span>Todavía no tengo un plan</span>" in page


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["王", "😀", "\u0b95"])
def test_a_sign_that_our_fonts_do_not_have_is_told_of_and_not_logged(
    sign: str, patient: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    sent(patient, main_goal=f"To see {sign} again")

    with caplog.at_level(logging.WARNING):
        paper = read_pdf(patient)[1]

    assert not paper.is_universally_accessible
    assert paper.text(foot=foot_of(patient.response)).startswith(
        squeezed("Your answers Some letters or signs could not be printed here. You can read them on the screen.")
    )
    assert paper.tags["TH"] > 0
    assert sign in patient.client.get("/form/copy/").content.decode()
    assert [record.name for record in caplog.records] == ["intake.paper.pdf"]
    assert sign not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("words", ["Ñandú, señor: ¿qué tal?", "Łódź", "Ελλάδα", "Москва", "½ – “quoted” … ≥ 3 µg"])
def test_the_letters_of_many_languages_are_in_our_fonts(words: str, patient: Patient) -> None:
    sent(patient, main_goal=words)

    paper = read_pdf(patient)[1]

    assert paper.is_universally_accessible
    assert squeezed(words) in paper.text(foot=foot_of(patient.response))


def test_the_machines_own_fonts_are_never_used() -> None:
    ours = {"Noto Sans"}
    of_the_compiler = {"DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math"}

    assert set(engine._fonts().families()) == ours | of_the_compiler


def test_the_same_document_gives_the_same_file(patient: Patient) -> None:
    sent(patient)

    assert read_pdf(patient)[0].content == read_pdf(patient)[0].content


def test_the_longest_form_that_can_be_sent_is_a_matter_of_seconds(patient: Patient) -> None:
    longest = {
        key: "W" * question.max_length
        for key, question in QUESTIONS.items()
        if question.kind == "text" and (key in complete_answers() or key in everything())
    }
    row = everything()["mood_meds"][0] | {"name": "W" * 60}
    frozen = sent(patient, **everything() | longest | {"mood_meds": [row] * QUESTIONS["mood_meds"].most})
    sheet = patients_copy(patient.response, frozen)

    began = time.monotonic()
    made = pdf(sheet, made_at=frozen.frozen_at)

    assert sum(map(len, longest.values())) > 3_000
    assert sum(map(len, sheet.words())) < LONGEST / 4
    assert time.monotonic() - began < 10
    assert len(made) < 1_000_000


def test_more_than_anybody_can_have_written_is_refused(patient: Patient) -> None:
    frozen = sent(patient)
    sheet = patients_copy(patient.response, frozen)
    too_long = type(sheet)(**{**vars(sheet), "parts": (Part(title="T", blocks=(Block(lead=("W" * (LONGEST + 1),)),)),)})

    with pytest.raises(SheetTooLong):
        pdf(too_long, made_at=frozen.frozen_at)

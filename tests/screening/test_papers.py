"""What leaves a review on paper: page, PDF and text say word for word what was frozen, and who took it is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Staff
from intake.amendments import begin_changes
from intake.models import FrozenDocument, Response
from intake.paper.text import as_text
from screening.cards import cards_of
from screening.confirming import confirm
from screening.demo.people import PATIENTS
from screening.face_sheet import FOOTER
from screening.papers import FULL_ANSWERS, PAPERS
from screening.rule import Topic
from tests.journeys.answers import everything
from tests.markup import read
from tests.paper import Paper, missing_in, squeezed, words_of
from tests.people import Patient, signed_in
from tests.reviewing import records

FORMS = ("", "pdf/", "text/")
AGAIN = "Face sheet, continued"
MARKUP = "José #panic() <x> $1 *bold* _x_ \\ // `raw` [a] {b}"


def taken_out(browser: Client, response: Response, paper: str) -> dict[str, str]:
    """Page, PDF and text of a paper, squeezed, without what each page of a PDF repeats."""
    found = {}
    for form in FORMS:
        answer = browser.get(f"/reviews/{response.pk}/out/{paper}/{form}")
        assert answer.status_code == 200
        if form == "pdf/":
            found["pdf"] = Paper(answer.content).text(
                foot=foot_of(response), heads=("Question", "Answer"), again=f"{PAPERS[paper].title}, continued"
            )
            continue
        page = read(answer.content.decode())
        part = page.with_class("paper")[0] if form == "" else page.all("textarea")[0]
        found[form or "page"] = squeezed(part.raw_text)
    return found


def foot_of(response: Response) -> str:
    named = f"Jordan Rivera · born Mar 9, 1974 · MRN 004417 · Reference {response.reference}"
    return f"{named} · Patient-reported, not verified."


@pytest.fixture
def browser(clinician: Staff) -> Client:
    return signed_in(clinician)


@pytest.fixture
def sent(patient: Patient) -> FrozenDocument:
    return patient.sends(**everything(asq_2="yes", main_goal=MARKUP)).documents.get()


@pytest.mark.parametrize("form", ["page", "pdf", "text/"])
def test_the_full_answers_are_word_for_word_what_was_frozen(form: str, sent: FrozenDocument, browser: Client) -> None:
    said = taken_out(browser, sent.response, "full-answers")[form]

    # Rows are told apart by semicolons for a chart; their words are the same.
    rows = [row for item in sent.document.items.values() for row in item.get("rows", [])]
    pieces = [words for words in words_of(sent) if words not in rows]
    assert len(pieces) > 60
    assert missing_in(said, iter(pieces)) == []
    assert [row for row in rows if any(squeezed(word) not in said for word in row.split(", "))] == []


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_page_pdf_and_text_say_the_same_in_the_same_order(paper: Any, sent: FrozenDocument, browser: Client) -> None:
    sheet = paper.sheet(sent.response, sent)

    for form, said in taken_out(browser, sent.response, paper.code).items():
        # A text has no columns: there each cell stands under the name of its column.
        tables = [block.table for part in sheet.parts for block in part.blocks if block.table]
        apart = {cell for table in tables for cell in (*table.columns, *(one for row in table.rows for one in row))}
        pieces = [words for words in sheet.words() if form != "text/" or words not in apart]
        assert missing_in(said, iter(pieces)) == [], form
        assert all(squeezed(cell) in said for cell in apart), form


def test_the_face_sheet_says_why_each_card_is_there_and_what_to_ask(sent: FrozenDocument, browser: Client) -> None:
    said = taken_out(browser, sent.response, "face-sheet")["pdf"]

    for card in [card for card in cards_of(sent.response) if not card.is_note]:
        assert squeezed(f"{card.priority.label} – {card.topic}") in said
        assert all(squeezed(reason["text"]) in said for reason in card.reasons)
        assert all(squeezed(prompt) in said for prompt in card.prompts)
        assert all(squeezed(f"{flag.rule} version {flag.rule_version}") in said for flag in card.flags)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_form_says_that_nobody_verified_it_and_what_flags_are_not(
    paper: str, sent: FrozenDocument, browser: Client
) -> None:
    for said in taken_out(browser, sent.response, paper).values():
        assert squeezed("Patient-reported, not verified.") in said
        assert squeezed(FOOTER) in said


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_a_pdf_says_whose_it_is_but_neither_its_name_nor_its_title_does(
    paper: str, sent: FrozenDocument, browser: Client
) -> None:
    answer = browser.get(f"/reviews/{sent.response.pk}/out/{paper}/pdf/")
    made = Paper(answer.content)

    assert all(squeezed(foot_of(sent.response)) in squeezed(page.extract_text()) for page in made.reader.pages)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{paper}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert made.title == PAPERS[paper].title
    assert made.is_universally_accessible
    assert made.language == "en"


def test_a_full_form_has_its_face_sheet_on_one_page(patient: Patient, browser: Client) -> None:
    jordan = next(one for one in PATIENTS if one.name == "Jordan Rivera")
    response = patient.sends(**jordan.answers)
    made = Paper(browser.get(f"/reviews/{response.pk}/out/face-sheet/pdf/").content)

    assert len([card for card in cards_of(response) if not card.is_note]) > 6
    assert len(made.reader.pages) == 1
    assert min(made.sizes) >= 8.5


def test_a_face_sheet_that_needs_more_says_on_each_further_page_that_it_goes_on(
    sent: FrozenDocument, browser: Client
) -> None:
    first, *more = Paper(browser.get(f"/reviews/{sent.response.pk}/out/face-sheet/pdf/").content).reader.pages

    assert more
    assert AGAIN not in first.extract_text()
    assert all(AGAIN in page.extract_text() for page in more)


def test_words_in_spanish_say_so_to_who_listens(patient: Patient, browser: Client) -> None:
    patient.response.language = "es"
    patient.response.save()
    tried = {"name": "sertralina", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "cost"}
    given = {
        "main_goal": "Volver a cantar",
        "allergy_other": "penicilina",
        "mood_meds_any": "yes",
        "mood_meds": [tried],
    }
    response = patient.sends(reasons=["depression"], ride_home="self_drive", **given)

    screen = read(browser.get(f"/reviews/{response.pk}/").content.decode())
    assert [cell.get("lang") for cell in screen.all("th") if cell.text == "sertralina"] == ["es"]
    face_sheet = read(browser.get(f"/reviews/{response.pk}/out/face-sheet/").content.decode())
    assert [cell.get("lang") for cell in face_sheet.all("th") if cell.text == "sertralina"] == ["es"]
    for paper in PAPERS:
        page = read(browser.get(f"/reviews/{response.pk}/out/{paper}/").content.decode())
        spanish = [part.text for part in page.with_class("paper")[0] if part.get("lang") == "es"]
        assert any("Volver a cantar" in text for text in spanish), paper
        assert any("penicilina" in text for text in spanish), paper
        assert any("¿" in text for text in spanish), paper
        assert not any(text.startswith("As shown") for text in spanish), paper
        made = Paper(browser.get(f"/reviews/{response.pk}/out/{paper}/pdf/").content)
        assert "es" in made.languages, paper


def test_what_was_not_ticked_and_not_asked_is_in_the_full_answers(patient: Patient, browser: Client) -> None:
    response = patient.sends(heart_vessel=["stroke_tia"], reasons=["depression"])

    for said in taken_out(browser, response, "full-answers").values():
        assert squeezed("Not ticked:") in said
        assert squeezed("Not asked:") in said
        assert squeezed("How long have you had this pain?") in said.split(squeezed("Not asked:"), 1)[1]


def test_a_blank_and_a_refusal_say_which_they_are(patient: Patient, browser: Client) -> None:
    response = patient.sends(phq9_9="prefer_not", anything_else="")

    for said in taken_out(browser, response, "full-answers").values():
        assert squeezed("Prefer not to answer") in said
        assert squeezed("Left blank") in said


def test_what_was_done_about_a_card_is_on_the_face_sheet(patient: Patient, clinician: Staff, browser: Client) -> None:
    response = patient.sends(ride_home="self_drive")
    records(response, Topic.GETTING_HOME, "follow_up", by=clinician, who="Nurse Ito", when="Monday")

    for said in taken_out(browser, response, "face-sheet").values():
        assert squeezed(f"Follow up – {clinician.name}") in said
        assert squeezed("Nurse Ito · Monday") in said
        assert squeezed("Not signed off") in said


def test_a_form_on_which_no_rule_matched_says_so_and_nothing_more(patient: Patient, browser: Client) -> None:
    response = patient.sends()

    for said in taken_out(browser, response, "face-sheet").values():
        assert squeezed("No rule matched.") in said
        assert not re.search("clear|normal|safe to", said)


def test_what_was_said_in_the_room_stands_beside_the_answer_and_both_are_kept(
    patient: Patient, clinician: Staff, browser: Client
) -> None:
    response = patient.sends(ride_home="self_drive")
    frozen = response.documents.get()
    confirm(response, "ride_home", said="My sister drives.", seen_document=frozen.pk, by=clinician, now=timezone.now())

    for paper in PAPERS:
        for said in taken_out(browser, response, paper).values():
            assert squeezed("I would drive myself") in said
            assert squeezed("In the room: My sister drives.") in said


def test_a_later_version_says_what_it_changed_and_what_it_takes_the_place_of(
    patient: Patient, clinician: Staff, browser: Client
) -> None:
    response = patient.sends(ride_home="self_drive")
    records(response, Topic.GETTING_HOME, "talked_about", by=clinician)
    begin_changes(response, now=timezone.now())
    patient.sends(ride_home="person")

    for form, said in taken_out(browser, response, "face-sheet").items():
        assert squeezed("It takes the place of version 1, sent") in said
        assert squeezed("What version 2 changed") in said, form
        assert all(squeezed(words) in said for words in ("I would drive myself", "An adult I know will take me"))
        assert squeezed("No longer there – Getting home") in said


def test_what_is_being_changed_is_said_but_not_what_it_is(patient: Patient, browser: Client) -> None:
    response = patient.sends(main_goal="To sing again")
    begin_changes(response, now=timezone.now())
    patient.saves(main_goal="To dance again", callback_phone="555-0199")

    for paper in PAPERS:
        for said in taken_out(browser, response, paper).values():
            assert squeezed("The patient is changing answers since") in said
            assert squeezed("To dance again") not in said
    assert squeezed("555-0199") in taken_out(browser, response, "face-sheet")["pdf"]


def test_a_spanish_form_is_in_english_with_the_words_as_shown_beside_it(patient: Patient, browser: Client) -> None:
    patient.response.language = "es"
    patient.response.save()
    response = patient.sends(ride_home="self_drive", main_goal="Volver a cantar")
    item = response.documents.get().document.said("ride_home")

    for said in taken_out(browser, response, "full-answers").values():
        assert squeezed(item["question_en"]) in said
        assert squeezed(item["answer_en"]) in said
        assert squeezed(f"As shown: {item['question']} {item['answer']}") in said
        assert squeezed("Volver a cantar") in said


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("path", "form"), [("", "print"), ("pdf/", "pdf"), ("text/", "text")])
def test_what_was_taken_out_is_in_the_audit_trail(
    paper: str, path: str, form: str, sent: FrozenDocument, clinician: Staff, browser: Client
) -> None:
    browser.get(f"/reviews/{sent.response.pk}/out/{paper}/{path}")

    (event,) = AuditEvent.objects.filter(action="exported")
    assert (event.by, event.subject) == (clinician, f"response {sent.response.pk}")
    assert event.details == {"paper": paper, "form": form}


def test_a_form_that_is_not_sent_cannot_be_taken_out(patient: Patient, browser: Client) -> None:
    patient.saves(asq_1="yes")

    for form in FORMS:
        answer = browser.get(f"/reviews/{patient.response.pk}/out/full-answers/{form}")
        assert answer.headers["Location"] == f"/reviews/{patient.response.pk}/"
    assert not AuditEvent.objects.filter(action="exported").exists()


def test_there_is_no_paper_but_those_that_are_listed(sent: FrozenDocument, browser: Client) -> None:
    assert browser.get(f"/reviews/{sent.response.pk}/out/everything/").status_code == 404


def test_a_text_is_lines_that_fit_any_chart(sent: FrozenDocument) -> None:
    text = as_text(FULL_ANSWERS.sheet(sent.response, sent))

    assert text.startswith("Full answers\nPatient-reported, not verified.")
    assert text.endswith(f"{FOOTER}\n")
    assert "\r" not in text
    assert "\t" not in text

"""Every option of every question, through the real pages: chosen, saved, checked on return, sent, and found again.

No one patient can choose them all, so several share them out. No browser and no script: a client that posts forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from clinic.models import Clinic, Staff
from intake.answers import asked_and_given
from intake.questionnaire import QUESTIONS, SECTIONS
from intake.questions import EXCLUSIVE
from tests.answers import complete_answers
from tests.people import Patient, a_patient
from tests.random_answers import asking, stored

Choice = tuple[str, str]
GROUP = "mood_meds"


def choices() -> list[Choice]:
    """Every (key, code) that can be chosen on a page. A text has one: some text. The rows are filled in together."""
    asked = {key: question for key, question in QUESTIONS.items() if not question.worked_out}
    return [
        (key, code)
        for key, question in asked.items()
        for code in [code for code, _label in question.options] or [question.kind]
    ]


def answer_to(key: str, code: str) -> Any:
    """The stored answer that is this choice."""
    kind = QUESTIONS[key].kind
    if kind == "rows":
        return every_row()
    return {"text": f"Written for {key}", "box": True}.get(kind) or stored(key, code)


def every_row() -> list[dict[str, str]]:
    """As few rows as it takes to choose every option of every cell."""
    cells = {name: [code for code, _label in cell.options] for name, cell in QUESTIONS[GROUP].row.base_fields.items()}
    most = max(len(codes) for codes in cells.values())
    return [
        {name: codes[n % len(codes)] if codes else f"Medicine no. {n}" for name, codes in cells.items()}
        for n in range(most)
    ]


def together(one: Any, other: Any) -> Any:
    """One answer that is both, or None where no answer can be."""
    if one == other:
        return one
    both_lists = isinstance(one, list) and isinstance(other, list)
    if both_lists and all(isinstance(code, str) and code not in EXCLUSIVE for code in one + other):
        return [*one, *(code for code in other if code not in one)]
    return None


def joined(answers: dict[str, Any], more: dict[str, Any]) -> dict[str, Any] | None:
    """Both sets of answers as one, or None where they contradict each other."""
    both = answers | {key: together(answers[key], more[key]) for key in answers.keys() & more.keys()}
    both |= {key: value for key, value in more.items() if key not in answers}
    return None if None in both.values() else both


def shared_out() -> Iterator[dict[str, Any]]:
    """A complete set of answers for each patient, until every choice was made by one of them."""
    left = choices()
    while left:
        answers: dict[str, Any] = {}
        for key, code in list(left):
            with_it = joined(answers, asking(key) | {key: answer_to(key, code)})
            if with_it is not None and asked_and_given(QUESTIONS, with_it).keys() == with_it.keys():
                answers = with_it
                left.remove((key, code))
        yield in_order(complete_answers(**answers))


def in_order(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as they are stored: in the order asked, codes in the order of the options."""
    ordered = {}
    for key, question in QUESTIONS.items():
        if key in answers:
            given, codes = answers[key], [code for code, _label in question.options]
            ordered[key] = sorted(given, key=codes.index) if question.kind == "many" else given
    return ordered


SHARES = list(shared_out())


@pytest.fixture
def poster(clinic: Clinic, front_desk: Staff) -> Patient:
    """A patient whose browser only posts forms."""
    patient = a_patient(clinic, front_desk)
    patient.enters()
    return patient


class Controls(HTMLParser):
    """The controls of a page: every (name, value) that can be chosen, and what is chosen or written, by name."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.offered: set[Choice] = set()
        self.chosen: dict[str, list[str]] = {}
        self.writing = ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.offered.add((name, value or "on"))
            if "checked" in given:
                self.chosen.setdefault(name, []).append(value or "on")
        elif tag == "input" and value and given.get("type") != "hidden":
            self.chosen[name] = [value]
        self.writing = name if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self.writing and data.strip():
            self.chosen[self.writing] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        self.writing = ""


def as_posted(section: Any, answers: dict[str, Any]) -> dict[str, list[str]]:
    """The section's answers as a browser posts them, by the names of the controls."""
    posted: dict[str, list[str]] = {}
    for key in section.questions().keys() & answers.keys():
        value = answers[key]
        if QUESTIONS[key].kind == "rows":
            posted |= {f"{key}-{n}-{cell}": [given] for n, row in enumerate(value) for cell, given in row.items()}
        else:
            posted[key] = ["on"] if value is True else value if isinstance(value, list) else [value]
    return posted


def add_rows(patient: Patient, url: str, posted: dict[str, list[str]]) -> Controls:
    """Presses “Add another” until the page has room for every row that is to be posted."""
    page = Controls(patient.client.get(url))
    for done in range(1, 1 + sum(name.startswith(f"{GROUP}-") and name.endswith("-name") for name in posted)):
        so_far = {name: given for name, given in posted.items() if not _is_row(name, after=done)}
        page = Controls(patient.client.post(url, {**so_far, "add_row": GROUP}))
    return page


def _is_row(name: str, *, after: int) -> bool:
    group, _dash, rest = name.partition("-")
    return group == GROUP and int(rest.partition("-")[0]) >= after


def test_every_choice_is_somebodys():
    made = {
        (key, code)
        for answers in SHARES
        for key, given in answers.items()
        for code in ([code for code, _label in QUESTIONS[key].options] or [QUESTIONS[key].kind])
        if not QUESTIONS[key].options or code in (given if isinstance(given, list) else [given])
    }

    assert made == set(choices())
    assert len(made) > 350


def test_every_option_of_a_row_is_in_one_of_the_rows():
    for name, cell in QUESTIONS[GROUP].row.base_fields.items():
        assert {code for code, _label in cell.options} <= {row[name] for row in every_row()}
    assert len(every_row()) <= QUESTIONS[GROUP].most


@pytest.mark.slow
@pytest.mark.parametrize("answers", SHARES, ids=[f"patient-{n}" for n, _ in enumerate(SHARES, start=1)])
def test_what_is_chosen_is_kept_shown_again_sent_and_found(poster, answers):
    for section in SECTIONS:
        posted, url = as_posted(section, answers), f"/form/s/{section.slug}/"
        if not posted:
            assert poster.client.get(url).url == "/form/"
            continue
        page = add_rows(poster, url, posted)
        radios = {name for name, _value in page.offered}
        wanted = {(name, value) for name, given in posted.items() if name in radios for value in given}
        assert wanted <= page.offered

        saved = poster.client.post(url, {**posted, "go": "next"})

        assert saved.status_code == 302, section
        assert Controls(poster.client.get(url)).chosen == posted

    assert poster.client.post("/form/check/", {"confirm": "on", "signed_as": "Jordan"}).url == "/form/sent/"
    document = poster.response.documents.get().document
    assert {key: document.value(key) for key in QUESTIONS if document.value(key)} == answers | {"adult": "yes"}

"""What a server's log tells, and what it never does: nobody's name, birthday, answers, token or link."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from clinic.models import Staff
from config.logs import JsonLines
from intake.questionnaire import QUESTIONS, SECTIONS
from tests.addresses import every_address
from tests.journeys.answers import everything
from tests.people import BORN, PASSWORD, Patient, signs_in


class Written(logging.Handler):
    """Keeps each line as a server would write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def requests(self) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.lines) if line["logger"] == "config.requests"]


@pytest.fixture
def written() -> Iterator[Written]:
    """Everything that is logged during a test, at DEBUG but for what the settings hold back by name."""
    handler, root, ours = Written(), logging.getLogger(), logging.getLogger("config.requests")
    levels = root.level, ours.level, logging.getLogger("django").level
    root.addHandler(handler)
    for logger in (root, ours, logging.getLogger("django")):
        logger.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    for logger, level in zip((root, ours, logging.getLogger("django")), levels, strict=True):
        logger.setLevel(level)


def posted(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as a browser posts them."""
    given: dict[str, Any] = {}
    for key, value in answers.items():
        if QUESTIONS[key].kind == "rows":
            given |= {f"{key}-{n}-{name}": cell for n, row in enumerate(value) for name, cell in row.items()}
        elif QUESTIONS[key].kind == "box":
            given |= {key: "on"} if value else {}
        else:
            given[key] = value
    return given


def answers_and_sends(patient: Patient) -> None:
    """A patient's whole way through the pages: a wrong birthday, each section with and without faults, sending."""
    patient.enters("1999-01-02")
    patient.enters()
    given = posted(everything())
    for address in (reverse("start"), reverse("sections")):
        patient.client.get(address)
    for section in [section.slug for section in SECTIONS]:
        patient.client.get(reverse("section", args=[section]))
        patient.client.post(reverse("section", args=[section]), {"go": "next", "phq9_9": "no such code"})
        patient.client.post(reverse("keep", args=[section]), given)
        patient.client.post(reverse("section", args=[section]), {**given, "go": "next"})
    patient.client.get(reverse("check"))
    patient.client.post(reverse("check"), {"confirm": "on", "signed_as": "Jordan Rivera"})
    patient.client.get(reverse("sent"))
    patient.client.get(reverse("copy"))


def reviews(response: Any, clinician: Staff) -> None:
    """A clinician's look at every page that the role has, and a record that quotes the patient."""
    browser = Client()
    signs_in(browser, clinician.email, "not this one")
    signs_in(browser, clinician.email)
    for address in every_address(response_id=response.pk).values():
        browser.get(address)
        browser.post(address, {"note": "Jordan Rivera is afraid of needles"})


@pytest.mark.slow
def test_a_patients_way_and_a_review_leave_nothing_of_a_person_in_the_log(patient, clinician, written):
    answers_and_sends(patient)
    patient.response.refresh_from_db()
    reviews(patient.response, clinician)

    assert patient.response.is_sent
    log = "\n".join(written.lines)
    told = [
        *("Rivera", "Jordan", BORN, "1974", "004417", "j@example.org", patient.token, clinician.email, PASSWORD),
        *("needles", "venlafaxine", "555-0178", "Made-up Street", "Duloxetine", "not this one", "no such code"),
        patient.response.reference,
        *(key for key in QUESTIONS if len(key) > 6),
        *(str(question.label) for question in QUESTIONS.values() if len(str(question.label)) > 8),
    ]
    assert len(written.requests()) > 60
    assert [words for words in told if re.search(rf"(?<![\w.]){re.escape(words)}(?!\w)", log)] == []


def test_a_request_is_one_line_with_its_route_status_and_time(patient, written):
    patient.enters()

    [line] = written.requests()
    assert line["route"] == "/q/<str:token>/"
    assert (line["method"], line["status"], line["level"]) == ("POST", 302, "INFO")
    assert line["ms"] >= 0
    assert line["time"].endswith("+00:00")


def test_an_unknown_address_is_not_repeated(client, db, written):
    client.get("/Jordan-Rivera/")

    assert written.requests()[0]["route"] == "unknown"
    assert "Rivera" not in json.dumps(written.requests())


def test_the_lines_of_a_request_carry_the_id_that_the_answer_has(client, db, written):
    answer = client.get("/nowhere/")

    ids = {json.loads(line)["request"] for line in written.lines}
    assert ids == {answer.headers["X-Request-ID"]}
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_an_id_that_a_visitor_sends_is_not_taken_over(client, db, written):
    answer = client.get("/", headers={"X-Request-ID": "forged\nlevel=ERROR"})

    assert "forged" not in answer.headers["X-Request-ID"]
    assert "forged" not in "".join(written.lines)


def test_two_requests_have_two_ids(client, db):
    assert client.get("/").headers["X-Request-ID"] != client.get("/").headers["X-Request-ID"]


def error_line(error: BaseException) -> dict[str, Any]:
    """The line that a server writes about an error."""
    try:
        raise error
    except type(error) as raised:
        trace = (type(raised), raised, raised.__traceback__)
    return json.loads(JsonLines().format(logging.LogRecord("app", logging.ERROR, "", 0, "went wrong", (), trace)))


def test_an_error_is_told_by_kind_and_place_and_not_in_its_own_words():
    line = error_line(ValueError("could not read 'I am afraid of needles'"))

    assert line["error"][0]["kind"] == "builtins.ValueError"
    assert line["error"][0]["at"][-1].startswith("tests/config/test_logs.py:")
    assert "needles" not in json.dumps(line)


def test_an_error_tells_what_caused_it():
    error = LookupError("outer")
    error.__cause__ = KeyError("needles")

    line = error_line(error)

    assert [told["kind"] for told in line["error"]] == ["builtins.LookupError", "builtins.KeyError"]
    assert "needles" not in json.dumps(line)


def test_a_database_that_does_not_answer_is_quoted_because_the_words_help():
    assert error_line(OperationalError("connection refused\nDETAIL: x"))["error"][0]["said"] == "connection refused"


def test_a_fault_in_a_page_leaves_no_body_in_the_log(patient, written, monkeypatch):
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ValueError("venlafaxine 150 mg")

    patient.enters()
    monkeypatch.setattr("intake.views.keeping.save_page", broken)
    patient.client.raise_request_exception = False

    answer = patient.client.post(reverse("section", args=["medicines"]), {"med_list": "venlafaxine 150 mg"})

    assert answer.status_code == 500
    assert '"status": 500' in "".join(written.lines)
    assert "venlafaxine" not in "".join(written.lines)


def test_a_line_break_in_a_message_cannot_pass_for_another_line():
    record = logging.LogRecord("app", logging.INFO, "", 0, 'one\n{"level": "ERROR"}', (), None)

    assert len(JsonLines().format(record).splitlines()) == 1


def test_no_error_report_leaves_the_machine():
    handlers = {handler["class"] for handler in settings.LOGGING["handlers"].values()}

    assert handlers == {"logging.StreamHandler"}
    assert settings.ADMINS == []
    assert settings.MANAGERS == []
    assert logging.getLogger("django").handlers == []

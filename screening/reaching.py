"""How the patient can be reached: as sent, as being changed, as an unsent form says, and as the clinic wrote it down.

Of an unsent form nothing else is read here than section A. What else staff may read of a form: face_sheet.py.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import override

from intake.document import ANSWERED, Document
from intake.instrument import ENGLISH
from intake.models import Patient, Response
from intake.questionnaire import QUESTIONS, SECTION_OF

CONTACT = ("callback_phone", "callback_message_ok", "support_contact", "current_place")
DIALLED = re.compile(r"\+?[\d\s().-]{7,20}")

Line = dict[str, Any]


def contact_being_changed(response: Response, sent: Document) -> list[Line]:
    """New ways to reach a patient who is changing answers: whoever calls must have them before they are sent."""
    if not response.is_amending:
        return []
    now = response.answers()
    return [
        line | {"question": f"{line['question']} (changed, not sent yet)"}
        for line in contact_of_unsent(response)
        if now[line["key"]] != sent.value(line["key"])
    ]


def contact_of_unsent(response: Response) -> list[Line]:
    """How to reach the patient, as far as section A of an unsent form says."""
    return [line for key, line in _section_a(response).items() if key in CONTACT]


def rest_of_section_a(response: Response) -> list[Line]:
    """What else section A of an unsent form holds: who fills it in, and what help is asked for."""
    return [line for key, line in _section_a(response).items() if key not in CONTACT]


def _section_a(response: Response) -> dict[str, Line]:
    answers, typed_in = response.answers(), "" if response.language == ENGLISH else response.language
    with override(ENGLISH):  # what staff read, whatever language was in force before
        shown = {
            key: {
                "key": key,
                "question": str(question.label),
                "answer": question.as_shown(answers[key]),
                "status": ANSWERED,
                "lang": typed_in if question.kind == "text" else "",
            }
            for key, question in QUESTIONS.items()
            if SECTION_OF[key].letter == "A" and key in answers
        }
    return {key: dialled(line) for key, line in shown.items()}


def contact_of_patient(patient: Patient) -> list[Line]:
    """How the clinic itself can reach the patient, as written on the invitation."""
    known = (("Phone on the invitation", "phone"), ("Mail address on the invitation", "email"))
    lines = [{"question": label, "answer": patient.identity.get(name, "")} for label, name in known]
    return [dialled(line) for line in lines if line["answer"]]


def dialled(line: Line) -> Line:
    """The line with ``dial``, the number that a phone can call, where the answer is nothing but a number."""
    is_number = DIALLED.fullmatch(line["answer"])
    return line | {"dial": re.sub(r"[^\d+]", "", line["answer"])} if is_number else line

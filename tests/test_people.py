"""That the short ways of the tests' people come to the same as the long ones."""

from __future__ import annotations

from typing import Any

from intake.models import Response
from tests.answers import complete_answers
from tests.people import NOON, Patient


def test_sending_at_once_leaves_what_saving_each_section_leaves(patient: Patient, other_patient: Patient) -> None:
    patient.saves(now=NOON, **complete_answers(ride_home="self_drive", asq_1="yes"))
    slowly = patient.sends(now=NOON, ride_home="self_drive", asq_1="yes")
    at_once = other_patient.sends(now=NOON, ride_home="self_drive", asq_1="yes")

    assert _kept(at_once) == _kept(slowly)


def _kept(response: Response) -> dict[str, Any]:
    pages = {
        page.section: (page.answers, page.typed, page.replaced, page.revision > 0, page.saved_at, page.left_at)
        for page in response.pages.all()
    }
    content = response.documents.get().document.content
    flags = sorted((flag.rule, flag.priority, flag.is_safety) for flag in response.flags.all())
    safety = [answer.entry for answer in response.safety_answers.all()]
    return {"pages": pages, "sections": content["sections"], "flags": flags, "safety": safety}

"""What is told of a demo patient: how far they came, and what they answered when. Who there is: people.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Stage(Enum):
    """How far a demo patient has come."""

    INVITED = "invited"
    STOPPED = "link stopped"
    BEGUN = "in progress"
    SENT = "sent"
    IN_REVIEW = "in review"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class DemoPatient:
    """A made-up patient. ``first`` are answers that were changed to ``answers`` later; sent forms are completed.

    ``changes`` are answers that were changed after sending, and sent unless ``is_still_changing``. ``left`` are boxes
    that leave an instrument for staff. ``earlier`` are signed forms before this one: how many days before, and what
    was answered otherwise. Who ``confirms`` says of everything that is offered of them that it is still true.
    ``companion``: who takes the patient home, and a phone, as the front desk noted it.
    """

    name: str
    born: str
    stage: Stage
    consult_in_days: int
    with_lead: bool = False
    taken: bool = False
    language: str = "en"
    left: tuple[str, ...] = ()
    earlier: tuple[tuple[int, dict[str, Any]], ...] = ()
    confirms: bool = False
    first: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    is_still_changing: bool = False
    companion: tuple[str, str] | None = None


def items(name: str, *codes: int) -> dict[str, str]:
    """Answers to the items of an instrument in order: ``items("gad7", 1, 2)`` is gad7_1 = "1", gad7_2 = "2"."""
    return {f"{name}_{number}": str(code) for number, code in enumerate(codes, start=1)}


def medicine(name: str, weeks: str, full_dose: str, helped: str, stopped: str) -> dict[str, str]:
    """One row of the medicines tried."""
    return {"name": name, "weeks": weeks, "full_dose": full_dose, "helped": helped, "stopped": stopped}


CONTACT = {
    "read_notice": True,
    "filled_by": "self",
    "callback_phone": "(555) 010-0177",
    "callback_message_ok": "yes",
    "support_contact": "A made-up sister, (555) 010-0178",
    "current_place": "1 Made-up Street, Cedar Falls",
    "language_help": "no",
}

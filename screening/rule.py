"""What a rule is: a condition on answers and what to talk about. The rules themselves are in rules/."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from intake.conditions import Condition
from intake.sources import Source
from screening.reasons import Text


class Topic(StrEnum):
    """The headings of the cards, in the order in which cards of one priority stand."""

    SAFETY = "Safety"
    DEPRESSION = "Depression"
    ANXIETY = "Anxiety"
    PTSD = "PTSD and trauma"
    FIBROMYALGIA = "Fibromyalgia"
    CRPS = "CRPS"
    PAIN = "Pain"
    TREATMENTS = "Treatments tried"
    KETAMINE = "Past ketamine"
    PSYCHOSIS = "Psychosis history"
    MANIA = "Mania history"
    THINKING = "Thinking and memory"
    HEART = "Heart and blood vessels"
    BRAIN = "Brain and head"
    EYES = "Eyes"
    BREATHING = "Breathing"
    ORGANS = "Liver, kidney and thyroid"
    BLADDER = "Bladder"
    PREGNANCY = "Pregnancy and breastfeeding"
    ALLERGY = "Allergy and anesthesia"
    MEDICINES = "Medicines"
    SUBSTANCES = "Alcohol and other drugs"
    STOMACH = "Stomach and fasting"
    NAUSEA = "Nausea"
    DISSOCIATION = "Dissociation"
    GETTING_HOME = "Getting home"
    FORM = "About this form"

    @property
    def place(self) -> int:
        """Position in the order above, from 0."""
        return list(Topic).index(self)


class Priority(Enum):
    """How soon to talk: (code, name on screen). Lower ``place`` comes first. There is no "stop" level."""

    URGENT = ("urgent", "Urgent – contact now")
    DISCUSS_FIRST = ("discuss_first", "Discuss first")
    DISCUSS = ("discuss", "Discuss")
    NOTE = ("note", "Note")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @property
    def place(self) -> int:
        """0 for urgent to 3 for note."""
        return list(Priority).index(self)

    @classmethod
    def of(cls, code: str) -> Priority:
        """The priority with this code; raises KeyError for any other."""
        return {priority.code: priority for priority in cls}[code]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One published rule. Its fields are its documentation.

    ``when`` is None only for the declared second pass, which takes every doubtful answer that no other rule took.
    ``about_silence`` marks the Safety rules that look at what is missing: they wait until the page was left.
    """

    id: str
    topic: Topic
    priority: Priority
    when: Condition | None
    reason: Text
    prompt: Text
    sources: tuple[Source, ...]
    version: int = 1
    about_silence: bool = False
    may_be_raised_to_urgent: bool = False
    note: str = field(default="", repr=False)

    @property
    def is_second_pass(self) -> bool:
        return self.when is None

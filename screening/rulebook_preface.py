"""What stands in the rulebook before the rules: how to read it, and how flags become cards. No rule stands here."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from intake.measures import MEASURES
from screening.face_sheet import FOOTER
from screening.rule import Priority, Rule

HOW_TO_READ = f"""\
This book says, rule by rule, what the form points out to a clinician and why. It is written from the rules
themselves by `python manage.py rulebook`; to change a rule, change the rule and not this file. It is meant to be read
and approved by clinicians, and no knowledge of the software is needed.

> {FOOTER}

## How to read a rule

- **Raised when** quotes the questions and the answers in the words that the patient sees. “Includes” means that the
  answer is one of several that may be chosen together.
- **Never counted as No.** A blank, “Not sure” and “Prefer not to answer” are three different things, and none of them
  is ever taken for No. A rule that names an answer is never raised by a blank. One that says “is not” or “does not
  include”, or that counts less than a number of treatments, can be.
- **The clinician reads** gives the exact words. Where a reason is made of fragments, each appears only when its own
  part held. What stands in ‹pointed brackets› is filled in from the answers.
- **Suggested prompt** is a suggestion for the conversation. There is no rule that tells a clinician what to decide.
- **Version** goes up whenever the trigger or the words of a rule change. Every flag keeps the version and the words
  under which it was raised."""

PRIORITIES = {
    Priority.URGENT: "Contact the patient now. A notice is sent to staff. Only the Safety topic has such rules.",
    Priority.DISCUSS_FIRST: (
        "Talk about this before anything else, at or before the consult. A Safety card of this priority also stands "
        "in a same-day queue that a named person must work through."
    ),
    Priority.DISCUSS: "Talk about this at the consult.",
    Priority.NOTE: "For reference.",
}

# When the Safety rules run. The page of the rulebook says the same.
SAFETY_RUNS: tuple[str, ...] = (
    "What an answer says (SAFE-01 to SAFE-04, SAFE-06 and SAFE-07) is raised the moment that answer reaches the "
    "server, also while the patient is still filling out the form.",
    "What is missing (SAFE-05 and SAFE-08) is raised when the safety page is saved on purpose, when the form is "
    "sent, and for a form that has been quiet for the clinic's idle time (10 minutes unless the clinic has set "
    "another). The idle time counts only if the last PHQ-9 item is above “Not at all” or was declined, or if any "
    "ASQ question was answered.",
    "A Safety flag, once raised, stays, whatever is changed later. A changed safety answer keeps both values and "
    "their times.",
    "A clinic may raise SAFE-01 to urgent. No Safety rule can be lowered or switched off.",
)

HOW_IT_RUNS = """\
There is no priority that says “stop” or “do not treat”.

## How flags become cards

All rules look at the same answers, in the words and with the questions that the patient was shown. Answers to
questions that were not due are left out first, except the safety answers, which always count. The same answers always
raise the same flags. The flags of one topic make one card, at the highest priority among them; its reasons stand by
priority and then by rule. Cards stand by priority, and within one priority in the order of the topics below.

Nothing closes itself: a card is closed by a clinician's own mark, with name and time. One mark serves all cards that
are only notes. A Safety card needs a longer record.

## When the Safety rules run"""

ALL_OTHERS = "All other rules run when the form is sent."


SCORES = """\
## Scores and counts

A score is worked out only when every item that it needs was answered. Nothing is estimated from the others: with one
item blank or declined there is no score, and no rule on that score is raised."""


def preface(rules: Sequence[Rule]) -> list[str]:
    """The opening of the book as paragraphs of Markdown."""
    return [
        HOW_TO_READ,
        "## Priorities",
        _priorities(rules),
        HOW_IT_RUNS,
        _safety_runs(),
        ALL_OTHERS,
        SCORES,
        _measures(),
    ]


def _safety_runs() -> str:
    wrapped = [textwrap.fill(one, 120, initial_indent="- ", subsequent_indent="  ") for one in SAFETY_RUNS]
    return "\n".join(wrapped)


def _priorities(rules: Sequence[Rule]) -> str:
    lines = ["| Priority | Rules | What it asks for |", "| --- | ---: | --- |"]
    for priority, meaning in PRIORITIES.items():
        count = sum(rule.priority is priority for rule in rules)
        lines.append(f"| **{priority.label}** | {count} | {meaning} |")
    return "\n".join(lines)


def _measures() -> str:
    lines = []
    for measure in MEASURES.values():
        size = "a count" if measure.is_count else f"0 to {measure.maximum}"
        lines.append(f"- {measure.label[0].upper()}{measure.label[1:]}: {size}.")
    return "\n".join(lines)

"""A complete and unremarkable set of answers, so that a test states only what matters to it. No database."""

from screening.plain_answers import complete as complete_answers

__all__ = ["complete_answers"]

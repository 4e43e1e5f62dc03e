"""The history of safety answers: each value that one was ever given, with its time. When rules run is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from intake.answers import SAFETY_KEYS
from intake.document import in_words
from intake.models import Response, SafetyAnswer
from intake.questionnaire import QUESTIONS


def remember(response: Response, *, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime) -> None:
    """Keep each safety answer in ``after`` that is another one than ``before``."""
    newest = response.safety_answers.order_by("given_at").last()
    # The machine's clock may have been set back. What was said later stays later, whatever the clock says.
    given_at = max(now, newest.given_at + timedelta(microseconds=1)) if newest else now
    for key in sorted(SAFETY_KEYS & after.keys()):
        if before.get(key) != after[key]:
            words = in_words(QUESTIONS[key], after[key], language=response.language)
            entry = {"key": key, "value": after[key], **words}
            SafetyAnswer.objects.create(response=response, entry=entry, given_at=given_at)

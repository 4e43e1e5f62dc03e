"""When the crisis card opens, and for which answers. Flags for the care team are raised elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

# The answers that open the crisis card at once: PHQ-9 item 9 above "Not at all", and any Yes on the ASQ.
CRISIS_ANSWERS: dict[str, tuple[str, ...]] = {
    "phq9_9": ("1", "2", "3"),
    "asq_1": ("yes",),
    "asq_2": ("yes",),
    "asq_3": ("yes",),
    "asq_4": ("yes",),
    "asq_5": ("yes",),
}


def on_page(keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The crisis answers that can be chosen on a page with these questions."""
    return {key: codes for key, codes in CRISIS_ANSWERS.items() if key in keys}


def opens_card(answers: Mapping[str, Any], keys: Collection[str]) -> bool:
    """Whether any answer to one of these questions opens the crisis card."""
    return any(answers.get(key) in codes for key, codes in on_page(keys).items())

"""What a clinic has set for the rules: adjusted numbers, and Safety rules raised to urgent. Never anything lowered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The policy that flags are raised under, and that each flag keeps.

    ``numbers`` maps the setting that a rule names to the clinic's number (score points); a setting that no rule names
    does nothing. ``urgent`` names rules raised to urgent; it counts only for rules that allow it.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    urgent: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The policy as plain JSON, for the record."""
        return {"numbers": dict(self.numbers), "urgent": sorted(self.urgent)}


PUBLISHED = Policy()

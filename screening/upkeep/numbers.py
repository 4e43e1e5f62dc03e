"""What a clinic may set for its rules: two display numbers, the quiet time, and SAFE-01 raised to urgent.

No rule is switched off here, and for Safety there is one direction only: sooner, and more urgent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.models import Clinic, Role, Staff
from clinic.settings.change import NotYours, log
from clinic.settings.known import Group, Setting
from screening.rule import Priority, Rule
from screening.rules import RULES, pain

SHORTEST_QUIET, PUBLISHED_QUIET = 3, 10  # minutes
# From 8 on the AUDIT-C is a rule of its own (SUB-07), which no clinic changes.
HIGHEST_AUDITC = 7


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number of a rule that a clinic may set, within bounds (points of a score)."""

    setting: Setting
    lowest: int
    highest: int


PEG = Number(
    setting=Setting(
        name=f"rule_numbers.{pain.SETTING}",
        label="PEG score from which pain is a topic to discuss",
        read_at="PAIN-01 from this number on, PAIN-02 below it",
        by=Role.LEAD,
        published=pain.DISCUSS_FROM,
    ),
    lowest=1,
    highest=10,
)
AUDITC = Number(
    setting=Setting(
        name="rule_numbers.auditc_discuss_from",
        label="AUDIT-C score from which alcohol is a topic to discuss",
        read_at="SUB-04. From 8 on, SUB-07 speaks as well, whatever is set here",
        by=Role.LEAD,
        published=3,
    ),
    lowest=1,
    highest=HIGHEST_AUDITC,
)
QUIET = Setting(
    name="idle_minutes",
    label="Minutes without a save after which an unfinished form counts as quiet",
    read_at="SAFE-05 and SAFE-08, for a form in which a safety question was answered",
    by=Role.LEAD,
    unit="minutes",
    published=PUBLISHED_QUIET,
)
NUMBERS = Group(title="Numbers of rules", page="rule-numbers", settings=(PEG.setting, AUDITC.setting, QUIET))
ADJUSTED: tuple[Number, ...] = (PEG, AUDITC)
MAY_BE_RAISED: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.may_be_raised_to_urgent)


def policy_in_force(clinic: Clinic) -> dict[str, Any]:
    """The numbers and urgent rules of a clinic as plain JSON, with the published numbers where it has set none."""
    numbers = {one.setting.name.partition(".")[2]: one.setting.of(clinic) for one in ADJUSTED}
    return {"numbers": numbers, "urgent": sorted(clinic.urgent_rules)}


@transaction.atomic
def raise_to_urgent(clinic: Clinic, rule: Rule, *, by: Staff, now: datetime) -> None:
    """From now on, this rule's flags are urgent at this clinic. There is no way back: see docs/decisions.

    A rule that is urgent already stays so. Raises NotYours, and ValueError for a rule that may not be raised.
    """
    if by.role != Role.LEAD:
        raise NotYours
    if rule not in MAY_BE_RAISED:
        raise ValueError(f"{rule.id} may not be raised to urgent")
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if rule.id in locked.urgent_rules:
        return
    locked.urgent_rules = sorted([*locked.urgent_rules, rule.id])
    locked.save(update_fields=["urgent_rules"])
    before, after = rule.priority.label, Priority.URGENT.label
    log(locked, f"urgent_rules.{rule.id}", f"Priority of {rule.id}", before=before, after=after, by=by, now=now)

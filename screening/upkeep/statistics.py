"""How often each rule fired at a clinic, what was done with it, and how long things wait. Numbers only, no patients.

A rule's id stands encrypted in each flag, because it may say what a patient answered. So figures are worked out from
the newest responses, as many as were asked for and at most LARGEST, each time somebody looks. Nothing is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Min, Q

from clinic.models import Clinic
from intake.models import FrozenDocument, Response
from screening.cards import counting
from screening.models import CarriedOver, Covered, Disposition, Flag, SignOff
from screening.rule import Rule
from screening.rules import RULES
from screening.upkeep.models import Usefulness

SIZES = (100, 300, 1000)  # responses
LARGEST = SIZES[-1]
LOOKED_AT = 100  # the newest responses, about which the lead is warned
TOO_OFTEN = 0.3  # of them
ENOUGH_RESPONSES, ENOUGH_RECORDS = 20, 5  # fewer say nothing about a rule
AGES: tuple[tuple[str, timedelta | None], ...] = (
    ("Less than 1 hour", timedelta(hours=1)),
    ("1 to 24 hours", timedelta(days=1)),
    ("1 to 3 days", timedelta(days=3)),
    ("3 to 7 days", timedelta(days=7)),
    ("More than 7 days", None),
)


@dataclass(kw_only=True)
class RuleFigures:
    """One rule: on how many responses it fired, what was recorded about its flags, and taps on its cards."""

    rule: Rule
    fired: int = 0
    done: Counter[str] = field(default_factory=Counter)
    still_open: int = 0
    useful: int = 0
    not_useful: int = 0

    @property
    def recorded(self) -> int:
        return self.done.total()

    @property
    def is_mostly_not_relevant(self) -> bool:
        return self.recorded >= ENOUGH_RECORDS and self.done["not_relevant"] * 2 > self.recorded


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The newest ``responses`` that were sent, rule by rule in the order of the book."""

    responses: int
    rules: tuple[RuleFigures, ...]

    def share(self, one: RuleFigures) -> float:
        """On what part of the responses a rule fired, 0 to 1."""
        return one.fired / self.responses if self.responses else 0

    @property
    def is_too_few(self) -> bool:
        """Whether nobody is warned yet: a few forms say nothing about how often a rule fires."""
        return self.responses < ENOUGH_RESPONSES

    @property
    def too_often(self) -> list[RuleFigures]:
        """Rules that fire on so many responses that clinicians may stop reading them."""
        return [one for one in self.rules if not self.is_too_few and self.share(one) > TOO_OFTEN]

    @property
    def not_relevant(self) -> list[RuleFigures]:
        return [one for one in self.rules if one.is_mostly_not_relevant]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How long reviews take and what waits. Medians are None where nothing was signed."""

    signed: int
    to_sign_off: timedelta | None
    not_opened: int
    begun: int
    overdue: int
    safety: tuple[tuple[str, int], ...]


def figures(clinic: Clinic, *, last: int = LOOKED_AT) -> Figures:
    """The figures of the newest ``last`` responses, at most LARGEST."""
    sent = Response.objects.for_clinic(clinic).completed().order_by("-submitted_at").values_list("pk", flat=True)
    listed = list(sent[: min(last, LARGEST)])
    by_rule = {rule.id: RuleFigures(rule=rule) for rule in RULES}
    newest = _newest_dispositions(listed)
    taps = _newest_taps(listed)
    fired: dict[str, set[UUID]] = defaultdict(set)
    for flag in _counting_flags(listed):
        one = by_rule.get(flag.rule)
        if one is None:  # a rule that was retired since
            continue
        fired[flag.rule].add(flag.response_id)
        disposition, kind = newest.get(flag.pk, (None, ""))
        if kind in Disposition.CLOSING:
            one.done[kind] += 1
        else:
            one.still_open += 1
        said = taps.get(disposition) if disposition else None
        one.useful += said is True
        one.not_useful += said is False
    for name, responses in fired.items():
        by_rule[name].fired = len(responses)
    return Figures(responses=len(listed), rules=tuple(by_rule.values()))


def _counting_flags(listed: list[UUID]) -> Iterable[Flag]:
    """The flags that count, response by response."""
    documents = FrozenDocument.objects.filter(response__in=listed, amended_by__isnull=True)
    newest = dict(documents.values_list("response_id", "pk"))
    carried = set(CarriedOver.objects.filter(document__in=documents).values_list("flag_id", flat=True))
    for flag in Flag.objects.filter(response__in=listed).iterator(chunk_size=2000):
        yield from counting([flag], newest.get(flag.response_id), carried)


def _newest_dispositions(listed: list[UUID]) -> Mapping[UUID, tuple[UUID, str]]:
    """The newest disposition that covers each flag: its id and kind."""
    covered = Covered.objects.filter(disposition__response__in=listed).order_by("disposition__at")
    rows = covered.values_list("flag_id", "disposition_id", "disposition__kind")
    return {flag: (disposition, kind) for flag, disposition, kind in rows}


def _newest_taps(listed: list[UUID]) -> Mapping[UUID, bool]:
    taps = Usefulness.objects.filter(disposition__response__in=listed).order_by("id")
    return dict(taps.values_list("disposition_id", "is_useful"))


def waiting(clinic: Clinic, *, last: int = LOOKED_AT, now: datetime) -> Waiting:
    """How long the newest signed reviews took, the forms that are not sent, and open Safety items by age."""
    unsent = Response.objects.for_clinic(clinic).in_progress()
    signed = SignOff.objects.filter(response__clinic=clinic).order_by("-at")
    took = [at - frozen for at, frozen in signed.values_list("at", "document__frozen_at")[: min(last, LARGEST)]]
    return Waiting(
        signed=len(took),
        to_sign_off=timedelta(seconds=median(one.total_seconds() for one in took)) if took else None,
        not_opened=unsent.filter(opened_at=None).count(),
        begun=unsent.exclude(opened_at=None).count(),
        overdue=unsent.filter(Q(consult_at__lt=now)).count(),
        safety=tuple(_safety_by_age(clinic, now=now)),
    )


def _safety_by_age(clinic: Clinic, *, now: datetime) -> Iterable[tuple[str, int]]:
    """How many responses have an open Safety item, by how long the oldest flag on it has waited."""
    still_open = Flag.objects.for_clinic(clinic).safety().still_open().order_by()
    since = still_open.values("response").annotate(first=Min("raised_at")).values_list("first", flat=True)
    ages = [now - first for first in since]
    counted = 0
    for label, limit in AGES:
        up_to = sum(limit is None or age < limit for age in ages)
        yield label, up_to - counted
        counted = up_to

"""Scores with those of earlier forms of the same person, as a small line that can be drawn and read out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intake.earlier import earlier_forms
from intake.measures import MEASURES
from intake.models import FrozenDocument, Response

# The drawing, in its own units: room at the sides for the figures at both ends.
WIDTH, HEIGHT, SIDE, TOP, BOTTOM = 300, 76, 24, 26, 66
MOST = 12  # earlier forms


@dataclass(frozen=True, kw_only=True)
class Point:
    """One score (points) at the time when its form was sent, and where it stands in the drawing."""

    at: datetime
    figure: float
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One score over time, oldest first; the last point is the form that is read."""

    name: str
    maximum: int
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The points as an SVG polyline takes them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def ends(self) -> tuple[Point, Point]:
        """The oldest and the newest point: the two that carry their figure."""
        return self.points[0], self.points[-1]


def trends(response: Response, frozen: FrozenDocument) -> dict[str, Trend]:
    """By the name that stands beside a score, its values of this form and of earlier ones; none without earlier ones.

    Only forms that were sent before this one, by the person with this record number and date of birth, of this clinic.
    """
    earlier = earlier_forms(response, before=response.submitted_at)  # type: ignore[arg-type]
    newest = FrozenDocument.objects.filter(response__in=earlier, amended_by__isnull=True).select_related("response")
    before = sorted(newest, key=lambda one: one.response.submitted_at)[-MOST:]  # type: ignore[arg-type,return-value]
    sent = [(one.response.submitted_at, one.document.scores) for one in before]
    sent.append((response.submitted_at, frozen.document.scores))
    drawn = {}
    for measure, figure in frozen.document.scores.items():
        values = [(at, scores[measure]) for at, scores in sent if scores.get(measure) is not None]
        if figure is not None and len(values) > 1:
            name = MEASURES[measure].label.removesuffix(" score")
            drawn[name] = _drawn(name, MEASURES[measure].maximum or 1, values)
    return drawn


def _drawn(name: str, maximum: int, values: list[Any]) -> Trend:
    start, end = values[0][0], values[-1][0]
    span = max(end - start, timedelta(seconds=1))
    return Trend(
        name=name,
        maximum=maximum,
        points=tuple(
            Point(
                at=at,
                figure=figure,
                x=round(SIDE + (WIDTH - 2 * SIDE) * ((at - start) / span)),
                y=round(BOTTOM - (BOTTOM - TOP) * figure / maximum),
            )
            for at, figure in values
        ),
    )

"""Scores with those of earlier forms of the same person, as a small line that can be drawn and read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clinic.models import Clinic
from clinic.templatetags.clock import day
from intake.earlier import earlier_forms
from intake.measures import MEASURES
from intake.models import FrozenDocument, Response

# The drawing, in CSS pixels: room at the sides and on top for the figures at both ends.
WIDTH, SIDE, TOP, BOTTOM = 160, 14, 20, 46
MOST = 12  # earlier forms


@dataclass(frozen=True, kw_only=True)
class Point:
    """One score (points) at the time when its form was sent, that day in words, and where it stands in the drawing."""

    at: datetime
    day: str
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
    def in_words(self) -> str:
        """The line as it is read out."""
        return f"{self.name}, of {self.maximum}: " + ", ".join(
            f"{round(one.figure, 1):g} on {one.day}" for one in self.points
        )

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
            drawn[name] = _drawn(name, MEASURES[measure].maximum or 1, values, response.clinic)
    return drawn


def by_form(drawn: Mapping[str, Trend]) -> dict[str, Any]:
    """The same as a table: ``names`` of the scores with their maximum, and ``rows``, oldest first, one a form.

    A row is when the form was sent and a figure for each score, None where that form has none.
    """
    sent = sorted({point.at for trend in drawn.values() for point in trend.points})
    figures = {(trend.name, point.at): point.figure for trend in drawn.values() for point in trend.points}
    return {
        "names": [(trend.name, trend.maximum) for trend in drawn.values()],
        "rows": [(at, [figures.get((name, at)) for name in drawn]) for at in sent],
    }


def _drawn(name: str, maximum: int, values: list[Any], clinic: Clinic) -> Trend:
    start, end = values[0][0], values[-1][0]
    span = max(end - start, timedelta(seconds=1))
    return Trend(
        name=name,
        maximum=maximum,
        points=tuple(
            Point(
                at=at,
                day=day(at, clinic),
                figure=figure,
                x=round(SIDE + (WIDTH - 2 * SIDE) * ((at - start) / span)),
                y=round(BOTTOM - (BOTTOM - TOP) * figure / maximum),
            )
            for at, figure in values
        ),
    )

"""Who has a response's page before them right now. It is shown to colleagues and is not on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from clinic.models import Staff
from intake.models import Response
from screening.working import Presence

# The page tells that it is still open every 45 seconds: static/review.js.
STILL_HERE = timedelta(minutes=2)


def arrive(response: Response, *, by: Staff, now: datetime) -> None:
    """Note that this person has the page before them."""
    Presence.objects.update_or_create(response=response, by=by, defaults={"at": now})


def leave(response: Response, *, by: Staff) -> None:
    """Note that this person has gone elsewhere."""
    Presence.objects.filter(response=response, by=by).delete()


def also_here(response: Response, *, but: Staff, now: datetime) -> list[Staff]:
    """Everybody else who has the page before them, by name."""
    return here_now([response], but=but, now=now).get(response.pk, [])


def here_now(responses: Iterable[Response], *, but: Staff, now: datetime) -> dict[UUID, list[Staff]]:
    """Who else is in each of these, by the response's id."""
    fresh = Presence.objects.filter(response__in=list(responses), at__gt=now - STILL_HERE).exclude(by=but)
    found: dict[UUID, list[Staff]] = defaultdict(list)
    for one in fresh.select_related("by").order_by("by__name"):
        found[one.response_id].append(one.by)
    return dict(found)

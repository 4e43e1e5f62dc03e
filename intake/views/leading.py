"""Where the patient's pages lead: the next section, the way back, and the round trip from Check and send.

A trip from Check and send goes through the sections in which a change has made something due, and then back there.
Its address carries what was waiting already when it began, so nobody is led through the rest of an unfinished form.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse

from intake.progress import Progress
from intake.questionnaire import BY_SLUG, SECTION_OF
from intake.sections.section import Section


def section_url(section: type[Section]) -> str:
    """The address of a section's page."""
    return reverse("section", args=[section.slug])


def go_on_url(so_far: Progress) -> str:
    """The first section that is not done, or Check and send."""
    return section_url(so_far.next_section) if so_far.next_section else reverse("check")


def change_url(section: type[Section], so_far: Progress, *, key: str = "") -> str:
    """From Check and send to a section, at one of its questions, and back again."""
    return _trip(section, waiting(so_far)) + (f"#{key}" if key else "")


def waiting(so_far: Progress) -> list[str]:
    """The slugs of the sections in which something due is missing, in order."""
    return list(dict.fromkeys(SECTION_OF[key].slug for key in so_far.missing))


def is_trip(query: QueryDict) -> bool:
    """Whether this page was opened from Check and send."""
    return query.get("from") == "check"


def way_to(section: type[Section], query: QueryDict) -> str:
    """The address of a section for somebody who is on the way that ``query`` tells of."""
    return _trip(section, _waited(query)) if is_trip(query) else section_url(section)


def trip_of(query: QueryDict) -> dict[str, str]:
    """What an address must carry, so that somebody who leaves a trip for another page comes back to it."""
    waited = {"waiting": ".".join(_waited(query))} if _waited(query) else {}
    return {"from": "check", **waited} if is_trip(query) else {}


def on_trip(url: str, query: QueryDict) -> str:
    """The address of a page that leads back to the way that ``query`` tells of."""
    trip = trip_of(query)
    return f"{url}?{urlencode(trip)}" if trip else url


def came_from(request: HttpRequest) -> str:
    """The address of the page of the form that the browser says it was on, way and all; "" for any other page."""
    try:
        there = urlsplit(request.headers.get("Referer", ""))
        match = resolve(there.path)
    except (ValueError, Resolver404):
        return ""
    if there.netloc != request.get_host():
        return ""
    if match.url_name == "section" and match.kwargs["slug"] in BY_SLUG:
        return way_to(BY_SLUG[match.kwargs["slug"]], QueryDict(there.query))
    return reverse("check") if match.url_name == "check" else ""


def brought_up(section: type[Section], so_far: Progress, query: QueryDict) -> list[str]:
    """The keys of this page that a change on this trip has made due."""
    if not is_trip(query) or section.slug in _waited(query):
        return []
    return [key for key in so_far.missing if SECTION_OF[key] is section]


def leads_to(section: type[Section], goes: str, so_far: Progress, query: QueryDict) -> str:
    """Where saving this section leads; ``goes`` is the button: next or back."""
    if is_trip(query):
        return reverse("check") if goes == "back" else _next_on_trip(so_far, query)
    beside = so_far.before(section) if goes == "back" else so_far.after(section)
    if beside:
        return section_url(beside)
    return reverse("sections" if goes == "back" else "check")


def _next_on_trip(so_far: Progress, query: QueryDict) -> str:
    waited = _waited(query)
    new = next((slug for slug in waiting(so_far) if slug not in waited), None)
    return _trip(BY_SLUG[new], waited) if new else reverse("check")


def _waited(query: QueryDict) -> list[str]:
    """The sections that were waiting when the trip began."""
    return [slug for slug in query.get("waiting", "").split(".") if slug in BY_SLUG]


def _trip(section: type[Section], waited: Iterable[str]) -> str:
    joined = ".".join(waited)
    return f"{section_url(section)}?from=check" + (f"&waiting={joined}" if joined else "")

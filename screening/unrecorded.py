"""What somebody typed on a response's page and has not recorded: kept encrypted on the server, for that person only, so
that nothing is lost when a session ends, the browser closes, or another card is recorded first (decision 0017).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction

from clinic.models import Staff
from intake.models import Response
from screening.access import REVIEWS
from screening.cards import Card
from screening.working import Typed

FIELDS = ("kind", "who", "when", "note", "agreed", "said")
PURPOSE = "typed on a response's page"
PROOF_LASTS = 7 * 24 * 60 * 60  # seconds; a page that has been open for longer is drawn anew first

Words = dict[str, dict[str, str]]


@transaction.atomic
def keep(response: Response, form: str, words: Mapping[str, str], *, by: Staff, now: datetime) -> None:
    """Keep what stands in one form of the page, in place of what was kept of it; nothing written, nothing kept.

    ``form`` is the form's name on the page: "card-3" or "answer-12".
    """
    Typed.objects.get_or_create(response=response, by=by, defaults={"words": {}, "at": now})
    row = Typed.objects.select_for_update().get(response=response, by=by)
    written = {name: words[name] for name in FIELDS if words.get(name, "").strip()}
    others = {name: kept for name, kept in row.words.items() if name != form}
    row.words = others | ({form: written} if written else {})
    row.at = now
    row.save() if row.words else row.delete()


def forget(response: Response, form: str, *, by: Staff, now: datetime) -> None:
    """Keep nothing of this form any more: it was recorded."""
    if Typed.objects.filter(response=response, by=by).exists():
        keep(response, form, {}, by=by, now=now)


def kept(response: Response, *, by: Staff) -> Words:
    """What this person has typed here and not recorded, by the form's name."""
    row = Typed.objects.filter(response=response, by=by).first()
    return dict(row.words) if row else {}


def is_recorded(words: Mapping[str, str], card: Card, *, by: Staff) -> bool:
    """Whether these are the words that this person recorded last: they were kept a moment too late."""
    last = card.last
    given = {name: text.strip() for name, text in words.items() if name != "kind"}
    return bool(last and (last.by_id, last.kind, last.record) == (by.pk, words.get("kind"), given))


def proof(response: Response, *, by: Staff) -> str:
    """What a page carries to show that it was drawn for this person: it lets words be kept, and nothing be read."""
    return signing.dumps([str(by.pk), str(response.pk)], salt=PURPOSE)


def proven(token: str, response_id: UUID) -> tuple[Staff, Response] | None:
    """The person and the response of a page's proof; None where it is not ours, too old, or of another response."""
    try:
        person, response = signing.loads(token, salt=PURPOSE, max_age=PROOF_LASTS)
    except signing.BadSignature:
        return None
    who = Staff.objects.filter(pk=person, is_active=True, role__in=REVIEWS).first()
    if who is None or response != str(response_id):
        return None
    about = Response.objects.filter(pk=response, clinic=who.clinic_id).first()
    return (who, about) if about else None

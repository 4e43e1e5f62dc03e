"""Links that open a staff account once: made, found, used up. Who is invited or let in, members.py and emergency.py."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from clinic.models import Staff, StaffLink


class LinkUnknown(Exception):
    """There is no such link, or it was used, replaced or has run out. A visitor is not told which."""


def make_link(
    person: Staff, *, kind: StaffLink.Kind, valid: timedelta, now: datetime, reason: str = ""
) -> tuple[StaffLink, str]:
    """A new link and its token, which is shown once and never stored. Earlier unused links of the person end."""
    person.links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    link = StaffLink.objects.create(
        staff=person, kind=kind, token_hash=_hash(token), reason=reason, created_at=now, expires_at=now + valid
    )
    return link, token


def find_link(token: str, *, kind: StaffLink.Kind, now: datetime) -> StaffLink:
    """The link with this token that can still be used. Raises LinkUnknown."""
    usable = StaffLink.objects.select_related("staff__clinic").filter(
        kind=kind, used_at=None, expires_at__gt=now, staff__is_active=True
    )
    link = usable.filter(token_hash=_hash(token)).first()
    if link is None:
        raise LinkUnknown
    return link


def use_up(link: StaffLink, *, now: datetime) -> None:
    """Mark the link as used. Raises LinkUnknown when another request was faster."""
    if not StaffLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LinkUnknown


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

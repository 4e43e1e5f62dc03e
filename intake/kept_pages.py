"""A page that came while no sitting was open: what was typed goes back to the visitor, sealed, and is not kept here.

It is encrypted for its invitation, so it opens only after the date of birth that belongs to it. Asking for that:
entrance.py.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from clinic.encryption import CannotDecrypt, decrypt, encrypt
from intake.models import Invitation
from intake.posted import Fields, as_data

LASTS = timedelta(hours=24)
LONGEST = 120_000  # characters of all that was typed on one page; sealed, it must fit into one post again


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """Which page it was (its address's name, its section or "", its query) and what it held."""

    name: str
    slug: str
    query: str
    fields: Fields

    @property
    def data(self) -> QueryDict:
        """What was typed, as a form takes it."""
        return as_data(self.fields)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a page says about where it belongs: the invitation, and whether it was opened on a device of the clinic."""

    invitation: Invitation
    on_device: bool


def reference_to(invitation_id: UUID | str, *, on_device: bool = False) -> str:
    """A signed name of an invitation, for its pages to carry. It leads to the question for the date of birth."""
    return _signer(on_device).sign(str(invitation_id))


def referred_to(reference: str) -> Named | None:
    """What a page names, or None where the name is not ours."""
    known = Invitation.objects.select_related("response__clinic", "response__patient")
    for on_device in (False, True):
        with suppress(BadSignature, ValueError):
            invitation = known.filter(pk=UUID(_signer(on_device).unsign(reference))).first()
            return Named(invitation=invitation, on_device=on_device) if invitation else None
    return None


def seal(page: KeptPage, invitation: Invitation, *, now: datetime) -> str:
    """The page as text that only we can read, and only for this invitation; "" when it is too long to travel."""
    if sum(len(name) + sum(map(len, values)) for name, values in page.fields) > LONGEST:
        return ""
    sealed = encrypt({"at": now.isoformat(), "page": asdict(page)}, place=_place(invitation))
    return base64.urlsafe_b64encode(sealed).decode()


def unseal(sealed: str, invitation: Invitation, *, now: datetime) -> KeptPage | None:
    """The page, or None where the text is not ours, is another invitation's, or is older than a day."""
    try:
        held: Mapping[str, object] = decrypt(base64.urlsafe_b64decode(sealed), place=_place(invitation))
    except (CannotDecrypt, ValueError):
        return None
    if not timedelta(0) <= now - datetime.fromisoformat(str(held["at"])) <= LASTS:
        return None
    return KeptPage(**held["page"])  # type: ignore[arg-type]


def _place(invitation: Invitation) -> str:
    return f"kept_page:{invitation.pk}"


def _signer(on_device: bool) -> Signer:
    return Signer(salt=f"intake.kept_pages.{'device' if on_device else 'own'}")

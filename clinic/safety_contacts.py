"""Who is told of Safety items, by which way and when. What a notice is about, and who acknowledged it: in screening."""

from __future__ import annotations

import calendar
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Clinic, SafetyContact, Staff
from clinic.outbox.models import Message
from clinic.outbox.queue import post
from clinic.settings.change import log, refuse_if_newer

Place = SafetyContact.Place
SECRET_BYTES = 32
# Each time that a clinic sets, and what the log of changed settings calls it.
TIMES = {
    "staffed_days": "Days with staff",
    "staffed_from": "Staffed from",
    "staffed_until": "Staffed until",
    "closed_days": "Closed days",
    "acknowledge_minutes": "Minutes until the second contact is told, too",
    "repeat_minutes": "Minutes until everybody is told again",
    "digest_at": "Daily message about open items at",
}
# The whole of what a notice says. No name, no answer, no reason: a phone on a table shows it to anybody.
NOTICE = "A safety item needs review. Sign in."
TEST = "This is a test of the safety contacts. Nothing needs review."


def contacts_of(clinic: Clinic) -> dict[int, SafetyContact]:
    """The contacts that can be reached, by their place."""
    known = clinic.safety_contacts.select_related("staff").order_by("place")
    return {contact.place: contact for contact in known if contact.can_be_reached}


def has_both(clinic: Clinic) -> bool:
    """Whether a first and a second contact can be reached. Without them, no link is made."""
    return contacts_of(clinic).keys() >= {Place.FIRST, Place.SECOND}


def is_staffed(clinic: Clinic, now: datetime) -> bool:
    """Whether this moment lies in the clinic's staffed hours, on its own clock."""
    local = clinic.local(now)
    if local.weekday() not in clinic.staffed_days or local.date().isoformat() in clinic.closed_days:
        return False
    return bool(clinic.staffed_from <= local.time() < clinic.staffed_until)


def contacts_to_tell(clinic: Clinic, *, escalated: int, now: datetime) -> list[SafetyContact]:
    """Whom a notice goes to that nobody acknowledged ``escalated`` times; everybody who is left if those are missing.

    At first, the first contact; outside staffed hours, whoever is on call. Then the second contact as well, and
    outside staffed hours all three.
    """
    known = contacts_of(clinic)
    at_first = [Place.FIRST] if is_staffed(clinic, now) or Place.ON_CALL not in known else [Place.ON_CALL]
    later = [Place.FIRST, Place.SECOND] + ([] if is_staffed(clinic, now) else [Place.ON_CALL])
    wanted = later if escalated else at_first
    return [known[place] for place in wanted if place in known] or list(known.values())


def next_round(clinic: Clinic, *, escalated: int) -> timedelta:
    """How long a notice waits for an acknowledgement before it is sent again."""
    return timedelta(minutes=clinic.repeat_minutes if escalated else clinic.acknowledge_minutes)


def tell(
    contacts: Iterable[SafetyContact],
    kind: Message.Kind,
    text: str,
    *,
    clinic: Clinic,
    now: datetime,
    about: str = "",
    thread: str = "",
    stale_at: datetime | None = None,
) -> int:
    """Put a message for each contact and channel in the outbox; returns for how many there is one.

    Where an earlier one of the same thread still waits for the same address, there is no second one.
    """
    waiting = Message.objects.waiting().filter(thread=thread) if thread else Message.objects.none()
    known = {(message.channel, message.content["address"]) for message in waiting}
    ways = {way: more for contact in contacts for way, more in _ways_to(contact, text).items()}
    for (channel, address), more in ways.items():
        if (channel, address) not in known:
            post(
                kind,
                clinic=clinic,
                channel=channel,
                address=address,
                about=about,
                thread=thread,
                stale_at=stale_at,
                now=now,
                **more,
            )
    return len(ways)


def _ways_to(contact: SafetyContact, text: str) -> dict[tuple[Message.Channel, str], dict[str, str]]:
    """How this contact is told: channel and address, and what the message is made of there."""
    link = f"{settings.SITE_URL}/staff/"
    to = f"{contact.get_place_display()}, {contact}"
    ways = {(Message.Channel.MAIL, contact.address): {"subject": text, "text": f"{text}\n\n{link}\n", "to": to}}
    if contact.webhook:
        hook = {"text": text, "link": link, "secret": contact.webhook["secret"], "to": to}
        ways[Message.Channel.WEBHOOK, contact.webhook["address"]] = hook
    return ways


@transaction.atomic
def change_contacts(
    clinic: Clinic,
    contacts: Mapping[int, Mapping[str, Any]],
    times: Mapping[str, Any],
    *,
    seen: int,
    by: Staff,
    now: datetime,
) -> None:
    """Set who is told and when. ``contacts`` by place: staff, name, email, webhook (an address or ""); None for nobody.

    A webhook keeps its secret as long as its address stays. ``seen`` is the newest change that the person knew of.
    Raises ChangedMeanwhile when somebody else set one of these to something different since.
    """
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    before = {contact.place: contact for contact in clinic.safety_contacts.select_related("staff")}
    was = _said_of(clinic)
    changed = [place for place, given in contacts.items() if _change(clinic, before.get(place), place, given)]
    at_other_times = [name for name in TIMES if name in times and getattr(clinic, name) != times[name]]
    refuse_if_newer(clinic, [*map(_name, changed), *at_other_times], seen=seen)
    now_is = _said_of(clinic)
    for place in changed:
        said = {"before": was.get(place), "after": now_is.get(place)}
        log(clinic, _name(place), f"Safety contact: {Place(place).label}", **said, by=by, now=now)
    for name in at_other_times:
        said = {"before": _written(getattr(clinic, name)), "after": _written(times[name])}
        setattr(clinic, name, times[name])
        log(clinic, name, TIMES[name], **said, by=by, now=now)
    clinic.save(update_fields=at_other_times)


def _name(place: int) -> str:
    """What the log of changed settings calls the contact in this place."""
    return f"safety contact {place}"


def _said_of(clinic: Clinic) -> dict[int, str]:
    """Each contact in a few words, by place. Of a webhook, only that there is one: its address may be a secret."""
    known = clinic.safety_contacts.select_related("staff")
    return {one.place: f"{one}, by mail{' and webhook' if one.webhook else ''}" for one in known}


def _written(value: Any) -> str:
    """A time, a number, or days (of the week by number, others as ISO dates), as the log shows it."""
    if isinstance(value, list):
        return ", ".join(calendar.day_name[day] if isinstance(day, int) else day for day in sorted(value)) or "no day"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _change(clinic: Clinic, before: SafetyContact | None, place: int, given: Mapping[str, Any]) -> bool:
    """Put this contact in its place; whether that is anything new."""
    is_nobody = not (given.get("staff") or given.get("email"))
    if is_nobody:
        return bool(before and before.delete()[0])
    contact = before or SafetyContact(clinic=clinic, place=place, webhook={})
    was = (contact.staff_id, contact.name, contact.email, contact.webhook)
    contact.staff = given.get("staff")
    contact.name = "" if contact.staff else given["name"]
    contact.email = "" if contact.staff else given["email"]
    address = given.get("webhook", "")
    if contact.webhook.get("address", "") != address:
        contact.webhook = {"address": address, "secret": secrets.token_urlsafe(SECRET_BYTES)} if address else {}
    if before and was == (contact.staff_id, contact.name, contact.email, contact.webhook):
        return False
    contact.save()
    return True


@transaction.atomic
def send_test(clinic: Clinic, *, by: Staff, now: datetime) -> int:
    """Send every contact a message that says it is a test; returns how many messages."""
    record(Action.SETTING_CHANGED, clinic=clinic, by=by, now=now, what="test of the safety contacts")
    stale_at = now + timedelta(days=1)
    return tell(contacts_of(clinic).values(), Message.Kind.TEST, TEST, clinic=clinic, now=now, stale_at=stale_at)


def host_of(contact: SafetyContact) -> str:
    """The name in the contact's webhook: the rest of its address may be a secret."""
    return str(urlsplit(contact.webhook.get("address", "")).hostname or "")

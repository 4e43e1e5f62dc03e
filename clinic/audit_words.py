"""How an event of the audit trail reads on the administrator's page. What is written down, and when, is in audit.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from clinic.audit import Action
from clinic.models import AuditEvent, Clinic

ACTORS = {
    "patient": "The patient",
    "nobody": "Nobody who was signed in",
    "outbox": "The outbox",
    "worker": "The worker",
    "operator": "Whoever runs the server",
}
OF_THE_LIBRARY = re.compile(r"^(account|mfa)_")  # how the names of its pages begin


def rows_of(events: Iterable[AuditEvent], clinic: Clinic) -> list[dict[str, Any]]:
    """Each event with what the page says of it."""
    names = {f"staff {person.pk}": person.name for person in clinic.staff.all()}
    return [
        {
            "at": event.at,
            "who": event.by.name if event.by else ACTORS.get(event.actor, event.actor),
            "what": str(dict(Action.choices).get(event.action, event.action)),
            "record": names.get(event.subject, event.subject),
            "record_id": event.subject.partition(" ")[2],
            "more": [f"{name}: {_in_words(value)}" for name, value in event.details.items() if value != ""],
        }
        for event in events
    ]


def _in_words(value: Any) -> str:
    """A name of ours as people write it: "own-account" is "own account". An id stays as it is."""
    text = OF_THE_LIBRARY.sub("", str(value))
    return text if any(letter.isdigit() for letter in text) else text.replace("-", " ").replace("_", " ")

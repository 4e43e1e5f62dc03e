"""Sessions that end by themselves: staff's after minutes without a request, patients' after an hour, or sooner on a
device of the clinic.

The server decides, from the time of the last request. The warning beforehand is in views/still_there.py.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

SIGNED_IN_AT = "signed_in_at"
IDLE = "idle_seconds"  # the clinic's own, shorter time, in the session of staff
ON_DEVICE = "on_device"  # in the session of a patient on a device of the clinic


class SessionStore(DatabaseSessions):
    """A session in the database; ``ends`` is when the one that was loaded ends unless somebody does something."""

    ends: datetime | None = None
    left_alone = False

    def get_session_cookie_age(self) -> int:
        """Seconds that this session lasts from now on, if no request comes."""
        if SESSION_KEY not in self:
            return settings.ON_DEVICE_SECONDS if self.get(ON_DEVICE) else settings.SESSION_COOKIE_AGE
        # A session that does not say when it began was not begun by signing in: it has no time left.
        left = self.get(SIGNED_IN_AT, 0) + settings.STAFF_SESSION_SECONDS - time.time()
        return int(max(0, min(self.idle_seconds, left)))

    @property
    def idle_seconds(self) -> int:
        """How long a session of staff lasts without a request: what their clinic had set when they signed in."""
        return min(settings.STAFF_IDLE_SECONDS, self.get(IDLE, settings.STAFF_IDLE_SECONDS))

    def leave_alone(self) -> None:
        """Let this request pass without prolonging the session: it only asks how long that lasts."""
        self.left_alone = True

    def save(self, must_create: bool = False) -> None:
        if not self.left_alone:
            super().save(must_create)

    def _get_session_from_db(self) -> Any:
        stored = super()._get_session_from_db()  # type: ignore[misc]
        self.ends = stored.expire_date if stored else None
        return stored

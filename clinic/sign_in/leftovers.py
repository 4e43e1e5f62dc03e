"""What signing in leaves behind when it is over. When it is deleted, is in operations/retention.py."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from clinic.models import KeptSecret

GRACE = timedelta(days=1)  # a secret is written a moment before what points to it


def ended_devices(now: datetime) -> QuerySet[UserSession]:
    """Entries in somebody's list of sessions whose session has ended or is gone."""
    going_on = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=now)
    return UserSession.objects.filter(~Exists(going_on))


def forgotten_secrets(now: datetime) -> QuerySet[KeptSecret]:
    """Secrets that no app and no list of recovery codes points to any more."""
    in_use = {str(part) for data in Authenticator.objects.values_list("data", flat=True) for part in data.values()}
    old = KeptSecret.objects.filter(created_at__lt=now - GRACE)
    return old.exclude(pk__in=[pk for pk in old.values_list("pk", flat=True) if str(pk) in in_use])

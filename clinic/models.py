"""The clinic, its own words and times, and its staff. Patients and their answers are in intake."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language

from clinic.encryption import EncryptedField
from clinic.outbox.models import Message as Message  # Django looks for tables here
from clinic.settings.models import CrisisLine as CrisisLine
from clinic.settings.models import SettingChange as SettingChange


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class Clinic(models.Model):
    """A clinic: what patients read of it, and the times that it has set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    phone_hours = models.CharField(max_length=200, blank=True, help_text="When the phone is answered, as a sentence.")
    time_zone = models.CharField(max_length=64, default="America/New_York")
    response_text = models.TextField(
        help_text="The true hours and call-back time, as patients read them after a safety notice."
    )
    fasting_text = models.TextField(blank=True)
    driving_text = models.TextField(blank=True)
    companion_text = models.TextField(blank=True)
    offers_spanish = models.BooleanField(default=False, help_text="Patients may read and answer in Spanish.")
    spanish = models.JSONField(default=dict, blank=True, help_text="Its texts in Spanish, by the name of the field.")
    spanish_beside = models.JSONField(default=dict, blank=True, help_text="The English that each was read beside.")
    idle_minutes = models.PositiveSmallIntegerField(default=10, help_text="A form quiet for this long is checked.")
    staff_minutes = models.PositiveSmallIntegerField(default=15, help_text="Staff who do nothing are signed out after.")
    link_days = models.PositiveSmallIntegerField(default=30, help_text="How long a link without a consult works.")
    draft_days = models.PositiveSmallIntegerField(
        default=90, help_text="How long a form stays that nobody went on with. See `manage.py purge`."
    )
    staffed_days = models.JSONField(default=monday_to_friday, help_text="Days with staff: 0 is Monday.")
    staffed_from = models.TimeField(default=time(9))
    staffed_until = models.TimeField(default=time(17))
    closed_days = models.JSONField(default=list, blank=True, help_text="Holidays, as ISO dates.")
    acknowledge_minutes = models.PositiveSmallIntegerField(
        default=15,
        help_text="A safety notice that nobody acknowledged so long goes to the second contact too.",
    )
    repeat_minutes = models.PositiveSmallIntegerField(default=15, help_text="And then again after each of these.")
    digest_at = models.TimeField(default=time(8), help_text="When open Safety items are told of, once a day.")
    digest_sent_on = models.DateField(null=True, blank=True)
    rule_numbers = models.JSONField(default=dict, blank=True, help_text="Adjusted display numbers of rules.")
    urgent_rules = models.JSONField(default=list, blank=True, help_text="Safety rules raised to urgent.")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local(self, moment: datetime) -> datetime:
        """The moment on the clinic's clock."""
        return moment.astimezone(self.zone)

    @property
    def languages(self) -> list[str]:
        """The codes of the languages that its patients may choose."""
        return ["en", "es"] if self.offers_spanish else ["en"]

    def says(self, name: str) -> tuple[str, str]:
        """One of its texts in the language in force, with the code of the language that it really is in."""
        spanish = self.spanish.get(name, "") if get_language() == "es" else ""
        return (spanish, "es") if spanish else (getattr(self, name), "en")


class Role(models.TextChoices):
    """What a member of staff may do. Decided for each page in the apps' access modules."""

    CLINICIAN = "clinician", "Clinician"
    LEAD = "lead", "Clinical lead"
    ADMINISTRATOR = "administrator", "Administrator"
    FRONT_DESK = "front_desk", "Front desk"


class StaffManager(BaseUserManager["Staff"]):
    """Makes staff and finds them by mail address, in any case of letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Staff:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser):
    """A member of a clinic's staff. There is no superuser and no account without a clinic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="staff")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="staff_have_a_known_role"),
        ]

    def __str__(self) -> str:
        return self.name


class SafetyContact(models.Model):
    """Somebody who is told of urgent Safety items: a member of staff, or a name with an address that is on call.

    ``webhook``: address and secret of a pager or messenger, or {}.
    """

    class Place(models.IntegerChoices):
        FIRST = 1, "First contact"
        SECOND = 2, "Second contact"
        ON_CALL = 3, "On call outside staffed hours"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="safety_contacts")
    place = models.PositiveSmallIntegerField(choices=Place.choices)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    webhook: Any = EncryptedField(context="safety_contact.webhook", default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "place"], name="one_safety_contact_for_each_place"),
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | (~Q(name="") & ~Q(email="")),
                name="a_safety_contact_has_a_name_and_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.staff.name if self.staff else self.name

    @property
    def address(self) -> str:
        return self.staff.email if self.staff else self.email

    @property
    def can_be_reached(self) -> bool:
        """False for somebody whose account has ended."""
        return self.staff is None or self.staff.is_active


class Heartbeat(models.Model):
    """When a program that runs beside the site last finished its round, so that its end does not go unnoticed."""

    WORKER = "worker"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, name: str, *, now: datetime) -> None:
        """Note that this program has just finished a round."""
        cls.objects.update_or_create(name=name, defaults={"at": now})


class KeyRotation(models.Model):
    """A row stands here only inside a transaction that encrypts values anew, so nobody else ever sees one.

    The triggers of append-only tables look for it: see append_only.py. Those triggers name this table, so no migration
    may rename it or change its columns.
    """

    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rotation begun at {self.begun_at:%Y-%m-%d %H:%M:%S}"


class AuditChain(models.Model):
    """Where an audit trail ends: how many events it has, and the digest of the last. ``name``: the clinic's id.

    ``seal`` holds the same, encrypted: whoever rewrites the trail in the database alone cannot make one that fits.
    """

    name = models.CharField(max_length=36, primary_key=True)
    length = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    seal: Any = EncryptedField(context="clinic.audit_chain")

    def __str__(self) -> str:
        return f"audit chain {self.name}"


class AuditEvent(models.Model):
    """One thing that somebody did. Rows are only added, through clinic.audit."""

    id = models.BigAutoField(primary_key=True)
    chain = models.ForeignKey(AuditChain, on_delete=models.PROTECT, related_name="events")
    place = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    actor = models.CharField(max_length=12)
    action = models.CharField(max_length=24)
    subject = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "place"], name="one_event_per_place_in_a_chain"),
        ]
        indexes: ClassVar = [models.Index(fields=["chain", "-at"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.action} at {self.at}"


class StaffLink(models.Model):
    """A link that opens an account once: an invitation, or an emergency. Only its hash is kept."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        EMERGENCY = "emergency", "Emergency access"

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ManyToManyField(Staff, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="invitation") | ~Q(reason=""), name="emergency_access_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.staff_id}"


class KeptSecret(models.Model):
    """What a second step rests on: the secret of an app, the seed of recovery codes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret = EncryptedField(context="clinic.kept_secret")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"secret {self.pk}"


class Counter(models.Model):
    """The shared cache: how often somebody has tried, and which codes were used. Read and written by Django's cache."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "clinic_cache"

    def __str__(self) -> str:
        return self.cache_key

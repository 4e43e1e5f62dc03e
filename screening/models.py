"""Flags, and what clinicians did about them. Every table here only grows, but for QuietCheck.

What comes and goes while somebody works, such as who has a page open, is in working.py.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from clinic.encryption import EncryptedField
from clinic.models import Clinic, Staff
from intake.models import FrozenDocument, Response
from screening.notice_models import Acknowledgement as Acknowledgement  # Django looks for tables here
from screening.notice_models import Notice as Notice
from screening.notice_models import NoticeRound as NoticeRound
from screening.rule import Priority, Topic
from screening.upkeep.models import RulesApproval as RulesApproval  # part of this app's tables
from screening.upkeep.models import Usefulness as Usefulness
from screening.working import Presence as Presence  # part of this app's tables
from screening.working import Typed as Typed


class FlagQuerySet(models.QuerySet["Flag"]):
    """Flags by what is still to be done."""

    def for_clinic(self, clinic: Clinic) -> Self:
        return self.filter(response__clinic=clinic)

    def safety(self) -> Self:
        return self.filter(is_safety=True)

    def still_open(self) -> Self:
        """Those that no disposition covers, or whose newest one leaves them open."""
        newest = Covered.objects.filter(flag=OuterRef("pk")).order_by("-disposition__at")
        told = self.annotate(newest_kind=Subquery(newest.values("disposition__kind")[:1]))
        return told.filter(Q(newest_kind__isnull=True) | ~Q(newest_kind__in=Disposition.CLOSING))


class Flag(models.Model):
    """A rule that fired, with the words, evidence and policy of that moment. It never changes.

    ``words``: rule, version, topic, reason, prompt, in_english, sources, policy, and evidence (key, question, answer,
    parts and value that counted; of a form in another language also lang, question_en and answer_en). The topic is
    among them because many a topic is an answer.
    ``document`` is the one on which it was raised; None for a Safety flag raised on answers that were not sent yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="flags")
    document = models.ForeignKey(FrozenDocument, on_delete=models.PROTECT, related_name="flags", null=True, blank=True)
    is_safety = models.BooleanField()
    priority = models.CharField(max_length=14)
    words: Any = EncryptedField(context="flag.words")
    raised_at = models.DateTimeField()

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(priority__in=[priority.code for priority in Priority]), name="flags_have_a_known_priority"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(is_safety=True), name="only_safety_is_raised_early"
            ),
            models.CheckConstraint(condition=~Q(priority="urgent") | Q(is_safety=True), name="only_safety_is_urgent"),
        ]
        indexes: ClassVar = [models.Index(fields=["is_safety", "raised_at"], name="flag_safety_order")]

    def __str__(self) -> str:
        return f"flag on {self.response}"

    @property
    def rule(self) -> str:
        """The rule's id."""
        return str(self.words["rule"])

    @property
    def rule_version(self) -> int:
        return int(self.words["version"])

    @property
    def topic(self) -> Topic:
        return Topic(self.words["topic"])


class CarriedOver(models.Model):
    """A flag of the document before that stands in this one as well: same rule, same version, same evidence.

    It is the same flag, so what was recorded about it still covers it.
    """

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="carried")
    document = models.ForeignKey(FrozenDocument, on_delete=models.PROTECT, related_name="carried")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "flag"], name="a_flag_is_carried_into_a_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.flag} in {self.document}"


class QuietCheck(models.Model):
    """When a form that takes answers was last looked at because it had gone quiet."""

    response = models.OneToOneField(Response, on_delete=models.PROTECT, primary_key=True, related_name="quiet_check")
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"quiet check of {self.response}"


class TakenQuerySet(models.QuerySet["Taken"]):
    """Takings by whether they still count."""

    def in_force(self) -> Self:
        """Those that no sign-off has ended: a review that a change reopens is nobody's until it is taken again."""
        ended = SignOff.objects.filter(response=OuterRef("response"), at__gte=OuterRef("at"))
        return self.filter(~Exists(ended))


class Taken(models.Model):
    """Somebody took a response in hand. The newest row since the last sign-off says who has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="takings")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TakenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.response} taken by {self.by}"


class HandOver(models.Model):
    """Somebody asked a colleague to take a response. It is the colleague's from the moment of taking it, not before.

    ``words``: note, what the colleague should know; may be empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="hand_overs")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="hand_overs")
    words: Any = EncryptedField(context="hand_over.words")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(by=models.F("to")), name="nobody_hands_over_to_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.response} handed over to {self.to}"

    @property
    def note(self) -> str:
        return str(self.words["note"])


class Disposition(models.Model):
    """What a clinician did about a card. The newest one of a topic counts; all are kept.

    ``words``: topic and record. The record holds the note, and for a follow-up who and when; for Safety what was
    agreed, and to whom it was handed over.
    """

    class Kind(models.TextChoices):
        TALKED_ABOUT = "talked_about", "Talked about"
        NOT_RELEVANT = "not_relevant", "Not relevant"
        FOLLOW_UP = "follow_up", "Follow up"
        SEEN = "seen", "Seen"
        REACHED = "reached", "Reached the patient"
        HANDED_OVER = "handed_over", "Handed over"
        NOT_REACHED = "not_reached", "Not reached"

    # "Not reached" is on record but leaves the card open: a try is not a contact.
    CLOSING: ClassVar = (
        Kind.TALKED_ABOUT,
        Kind.NOT_RELEVANT,
        Kind.FOLLOW_UP,
        Kind.SEEN,
        Kind.REACHED,
        Kind.HANDED_OVER,
    )
    FOR_SAFETY: ClassVar = (Kind.REACHED, Kind.HANDED_OVER, Kind.NOT_REACHED)
    FOR_CARDS: ClassVar = (Kind.TALKED_ABOUT, Kind.NOT_RELEVANT, Kind.FOLLOW_UP)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="dispositions")
    is_safety = models.BooleanField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    words: Any = EncryptedField(context="disposition.words")
    flags = models.ManyToManyField(Flag, through="Covered", related_name="dispositions")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_safety=True, kind__in=["reached", "handed_over", "not_reached"])
                | Q(is_safety=False, kind__in=["talked_about", "not_relevant", "follow_up", "seen"]),
                name="safety_has_its_own_dispositions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.response}"

    @property
    def topic(self) -> Topic:
        return Topic(self.words["topic"])

    @property
    def record(self) -> dict[str, str]:
        return dict(self.words["record"])

    @property
    def closes(self) -> bool:
        return self.kind in self.CLOSING

    @property
    def was_useful(self) -> bool | None:
        """What whoever recorded it says of the card; None where nothing was said."""
        taps = list(self.taps.all())
        return taps[-1].is_useful if taps else None


class Covered(models.Model):
    """A flag that stood on the card when its disposition was recorded."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="covered")
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="covered")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disposition", "flag"], name="a_flag_is_covered_once_each_time"),
        ]

    def __str__(self) -> str:
        return f"{self.flag} in {self.disposition}"


class SignOff(models.Model):
    """The clinician's closing act on one frozen document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="sign_offs")
    document = models.OneToOneField(FrozenDocument, on_delete=models.PROTECT, related_name="sign_off")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.response} signed by {self.by}"


class Confirmation(models.Model):
    """What the patient said in the room about one answer. It stands beside the answer and changes neither it nor flags.

    ``words``: key, question and answer as the clinician saw them (with English beside another language), and said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="confirmations")
    document = models.ForeignKey(FrozenDocument, on_delete=models.PROTECT, related_name="confirmations")
    words: Any = EncryptedField(context="confirmation.words")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"confirmation in {self.response}"

    @property
    def key(self) -> str:
        return str(self.words["key"])

    @property
    def answer(self) -> str:
        """The patient's written answer that it stands beside."""
        return str(self.words["answer"])

    @property
    def said(self) -> str:
        return str(self.words["said"])

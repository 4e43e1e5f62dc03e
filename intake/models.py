"""Patients, their links, their answers in progress, and the frozen documents. Rules and flags are in screening."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from clinic.encryption import EncryptedField
from clinic.models import Clinic, Staff
from intake.answers import AnswerSet
from intake.document import Document


class Patient(models.Model):
    """A person who was invited. ``identity``: name, date_of_birth (ISO), record_number, email, phone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    identity: Any = EncryptedField(context="patient.identity")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"patient {self.id}"

    @property
    def name(self) -> str:
        return str(self.identity["name"])

    @property
    def date_of_birth(self) -> date:
        return date.fromisoformat(self.identity["date_of_birth"])

    @property
    def record_number(self) -> str:
        return str(self.identity.get("record_number", ""))

    def age(self, on: date) -> int:
        """Full years on a day."""
        born = self.date_of_birth
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class PatientWord(models.Model):
    """One word by which a patient is found: a part of the name, the date of birth or the record number, as a hash."""

    class Kind(models.TextChoices):
        NAME = "name", "Name"
        BORN = "born", "Date of birth"
        RECORD = "record", "Record number"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "kind", "digest"], name="a_word_stands_once_for_a_patient"),
        ]
        indexes: ClassVar = [models.Index(fields=["clinic", "kind", "digest"], name="patient_word_lookup")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.patient}"


class ResponseQuerySet(models.QuerySet["Response"]):
    """Responses by who may see them and where they stand."""

    def for_clinic(self, clinic: Clinic) -> Self:
        return self.filter(clinic=clinic)

    def by_consult(self) -> Self:
        return self.order_by(F("consult_at").asc(nulls_last=True), "created_at")

    def with_consult_from(self, start: datetime) -> Self:
        """Those whose consult is then or later, or has no time yet; soonest first."""
        return self.filter(Q(consult_at__gte=start) | Q(consult_at=None)).by_consult()

    def with_consult_before(self, start: datetime) -> Self:
        """Those whose consult was earlier; latest first."""
        return self.filter(consult_at__lt=start).order_by("-consult_at", "-created_at")

    def in_progress(self) -> Self:
        return self.filter(status=Response.Status.IN_PROGRESS)

    def completed(self) -> Self:
        return self.filter(status=Response.Status.COMPLETED)

    def taking_answers(self) -> Self:
        """Those whose patient may be writing: not sent yet, or sent and open for changes."""
        return self.filter(Q(status=Response.Status.IN_PROGRESS) | Q(amending_since__isnull=False))

    def with_people(self) -> Self:
        return self.select_related("patient", "clinic", "clinician")


class Response(models.Model):
    """One patient's answers before one consult: in progress until sent, then completed for good.

    A sent one may be open for changes. They are sent as a further document, or dropped.
    ``companion``: name and phone of who takes the patient home, as the front desk noted it; {} for nobody.
    """

    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETED = "completed", "Completed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="responses")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="responses")
    clinician = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    consult_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=9, unique=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.IN_PROGRESS)
    questionnaire = models.CharField(max_length=12)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="When it was first sent.")
    amending_since = models.DateTimeField(
        null=True, blank=True, help_text="When the patient opened sent answers for changes that are not sent yet."
    )
    companion: Any = EncryptedField(context="response.companion", default=dict)
    by_mail = models.BooleanField(default=False, help_text="The patient agreed to mail at the invitation's address.")
    week_reminder_at = models.DateTimeField(null=True, blank=True)
    day_reminder_at = models.DateTimeField(null=True, blank=True)
    notice_queued_at = models.DateTimeField(
        null=True, blank=True, help_text="When a safety notice about this form was first on its way to the clinic."
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="in_progress", submitted_at=None)
                | Q(status="completed", submitted_at__isnull=False),
                name="completed_exactly_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(amending_since=None) | Q(status="completed"), name="only_what_was_sent_is_amended"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "status", "consult_at", "created_at"], name="response_worklist"),
            models.Index(fields=["status", "saved_at"], name="response_quiet"),
        ]

    def __str__(self) -> str:
        return f"response {self.reference}"

    @property
    def is_sent(self) -> bool:
        return self.status == self.Status.COMPLETED

    @property
    def is_amending(self) -> bool:
        """Whether sent answers are open for changes."""
        return self.amending_since is not None

    @property
    def takes_answers(self) -> bool:
        """Whether anything can be saved now: not sent yet, or open for changes."""
        return not self.is_sent or self.is_amending

    @property
    def newest_document(self) -> Any:
        """The frozen document that counts, or None before the first one."""
        return self.documents.order_by("-number").first()

    def answers(self) -> AnswerSet:
        """Every answer saved so far, whether or not its question is asked now."""
        together = AnswerSet()
        for page in self.pages.all():
            together.update(page.answers)
        return together

    def unsettled(self) -> set[str]:
        """Keys of the questions at which something was typed last that cannot be accepted."""
        return {key for page in self.pages.all() if page.typed for key in page.typed["keys"]}


class Invitation(models.Model):
    """A link to one response. Only the token's SHA-256 is kept. A new link stops the old ones, but for a reminder's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When somebody was first told that it had ended.")
    in_reminder = models.BooleanField(default=False, help_text="It went out in a reminder, beside the links before it.")
    wrong_dates = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(stopped_at=None, in_reminder=False),
                name="one_working_link_per_response",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["response", "created_at"], name="link_of_response")]

    def __str__(self) -> str:
        return f"link to {self.response}"


class Page(models.Model):
    """The answers of one section as they stand: in progress, as sent, or being changed.

    typed     where something typed cannot be accepted yet: the fields of the whole page as sent, and the keys of the
              questions concerned. Their last acceptable answers stay in ``answers``. Otherwise None
    revision, saved_from, replaced   for a form that is open twice: devices.py
    still_true   what an earlier form held and the patient said is still true: earlier.py
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="pages")
    section = models.CharField(max_length=40)
    answers: Any = EncryptedField(context="page.answers")
    typed: Any = EncryptedField(context="page.typed", default=None)
    replaced: Any = EncryptedField(context="page.replaced", default=None)
    still_true: Any = EncryptedField(context="page.still_true", default=None)
    revision = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=16, blank=True)
    saved_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True, help_text="When it was last saved on purpose.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "section"], name="one_page_per_section"),
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.response}"


class SafetyAnswer(models.Model):
    """Each value that a safety question was ever given, with its time. Rows are only added.

    ``entry``: key, value, and question and answer as shown; in another language also lang and both in English.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="safety_answers")
    entry: Any = EncryptedField(context="safety_answer.entry")
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["given_at"]
        indexes: ClassVar = [models.Index(fields=["response", "given_at"], name="safety_answer_order")]

    def __str__(self) -> str:
        return f"safety answer in {self.response}"


class FrozenDocument(models.Model):
    """What was sent, with the words as shown. Neither the application nor the database changes it.

    ``digest`` is the SHA-256 (hex) of the content, which holds a random salt: the digest gives no answer away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField(default=1)
    amends = models.OneToOneField("self", on_delete=models.PROTECT, related_name="amended_by", null=True, blank=True)
    content: Any = EncryptedField(context="frozen_document.content")
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "number"], name="one_document_per_number"),
            models.CheckConstraint(
                condition=Q(number=1, amends=None) | Q(number__gt=1, amends__isnull=False),
                name="a_later_document_names_what_it_amends",
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.number} of {self.response}"

    @property
    def document(self) -> Document:
        return Document(self.content)

"""Inviting the patients of a list: first a dry run that says what would be done with each line, then all or nothing.

Reading the file is in consult_lists.py. Between the two steps the list is with whoever uploaded it, sealed, and is not
kept here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.db import transaction
from django.utils.text import Truncator

from clinic.audit import Action, record
from clinic.encryption import CannotDecrypt, decrypt, encrypt
from clinic.lookup import normalized
from clinic.models import Clinic, Staff
from intake.consult_lists import TITLES, Row, read
from intake.forms import Invite
from intake.instrument import ENGLISH
from intake.invitations import invite
from intake.known_patients import compared, doubts_about, forms_ahead, is_same
from intake.models import Response

LASTS = timedelta(hours=1)
NOBODY = UUID(int=0)
DATES = ("%Y-%m-%d", "%m/%d/%Y")
CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I:%M:%S %p", "%I %p", "%I%p")
YES = {"yes": True, "y": True, "true": True, "1": True, "x": True, "no": False, "n": False, "false": False, "0": False}
LANGUAGES = {"": ENGLISH, "english": ENGLISH, "en": ENGLISH, "spanish": "es", "espanol": "es", "es": "es"}
NAMES = TITLES | {"consult_at": "Consult"}
AS_WRITTEN = ("name", "date_of_birth", "record_number", "consult_at", "email", "phone")
MOST_SHOWN = 40  # letters of a cell
# What spreadsheet programs write where somebody wanted words: a formula, or the mark of a broken one.
FORMULA = re.compile(r"[=@].*|#+|#[A-Z][A-Z/0]*[!?]?")
WRITE_DATE = "Write the date of birth as 1974-03-09, or as 3/9/1974 with the month first."
WRITE_CONSULT = (
    "Write date and time of the consult as 2026-12-08 and 10:30, or as 12/8/2026 with the month first and 10:30 am."
)


class ListChanged(RuntimeError):
    """What would be done is no longer what was shown."""


class ListInvited(RuntimeError):
    """This very list was confirmed before. ``responses`` are those that were made."""

    def __init__(self, responses: list[Response]) -> None:
        super().__init__("already invited")
        self.responses = responses


class _OnTheClock(forms.DateTimeField):
    """A time as lists write it; it has no time zone of its own."""

    def to_python(self, value: Any) -> Any:
        # Not as DateTimeField does it: that takes a time with a zone, too.
        return super(forms.DateTimeField, self).to_python(value.replace(".", "").upper()) if value else None

    def strptime(self, value: str, format: str) -> datetime:
        return datetime.strptime(value, format)


class OnAList(Invite):
    """One line of a list: what the form for one patient takes, written as lists write it. A consult has a time."""

    when_past = "This time has passed. Write one in the future."
    without_address = "Write the mail address that the link goes to, or write no under Send by mail."

    date_of_birth = forms.DateField(
        input_formats=DATES,
        error_messages={"required": "Write the patient’s date of birth.", "invalid": WRITE_DATE},
    )
    consult_at = _OnTheClock(
        input_formats=[f"{day} {clock}" for day in DATES for clock in CLOCKS],
        error_messages={"required": "Write the date and the time of the consult.", "invalid": WRITE_CONSULT},
    )

    def __init__(self, cells: dict[str, str], *, clinic: Clinic, form_id: UUID, clinicians: dict[str, Any]) -> None:
        when = f"{cells.get('consult_date', '')} {cells.get('consult_time', '')}".strip()
        who = cells.get("clinician", "")
        self.spoken = " ".join(normalized(cells.get("language", "")))
        self.agreed = cells.get("by_mail", "").casefold()
        written = {
            "consult_at": when,
            "clinician": clinicians.get(who.casefold(), NOBODY if who else ""),
            "language": LANGUAGES.get(self.spoken, self.spoken),
            "by_mail": YES.get(self.agreed, False),
            "form_id": form_id,
        }
        super().__init__(cells | written, clinic=clinic)
        self.fields["clinician"].error_messages["invalid_choice"] = (
            "Nobody who sees patients here has this name or mail address. Check it, or leave it empty."
        )
        if "language" in self.fields:
            self.fields["language"].error_messages["invalid_choice"] = "Write English or Spanish, or leave it empty."

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name in ("name", "record_number", "email", "phone"):
            if FORMULA.fullmatch(given.get(name) or ""):
                self.add_error(name, "This is a formula, or what is left of one. Write the words themselves.")
        if self.agreed and self.agreed not in YES:
            self.add_error("by_mail", "Write yes or no, or leave it empty.")
        if "language" not in self.fields and self.spoken and LANGUAGES.get(self.spoken) != ENGLISH:
            self.add_error(None, "This clinic offers the form in English only. Write English, or leave it empty.")
        return given


@dataclass
class Planned:
    """What would be done with one line. ``why_not``: left out, and why; ``note``: something to know beforehand."""

    row: Row
    form: OnAList
    response_id: UUID
    why_not: str = ""
    note: str = ""

    @property
    def line(self) -> int:
        return self.row.line

    @cached_property
    def problems(self) -> list[str]:
        """One sentence for each thing that is wrong, after the name of the column."""
        found = [] if not self.row.is_too_long else ["This line has more cells than there are columns."]
        for field, errors in self.form.errors.items():
            written = Truncator(self.form.data.get(field) or "").chars(MOST_SHOWN) if field in AS_WRITTEN else ""
            column = f"{NAMES[field]}{f' “{written}”' if written else ''}: " if field in NAMES else ""
            found += [f"{column}{error}" for error in errors]
        return found

    @property
    def is_good(self) -> bool:
        return not self.problems and not self.why_not

    @cached_property
    def who(self) -> tuple[str, str]:
        return compared(self.form.identity.record_number, self.form.identity.name)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would be done with each line of a list, in its order."""

    lines: list[Planned]
    unused: tuple[str, ...]

    @property
    def good(self) -> list[Planned]:
        return [one for one in self.lines if one.is_good]

    @property
    def left_out(self) -> list[Planned]:
        return [one for one in self.lines if one.why_not and not one.problems]

    @property
    def bad(self) -> list[Planned]:
        return [one for one in self.lines if one.problems]


def dry_run(clinic: Clinic, text: str, *, list_id: UUID, by: Staff, now: datetime) -> Plan:
    """What would be done; nothing is. Raises NotAList."""
    held = read(text)
    clinicians = _by_name(clinic)
    lines = []
    for row in held.rows:
        form_id = uuid5(list_id, str(row.line))
        form = OnAList(row.cells, clinic=clinic, form_id=form_id, clinicians=clinicians)
        lines.append(Planned(row, form, response_id=uuid5(form_id, str(by.pk))))
    readable = [one for one in lines if not one.problems]
    _find_twins(readable)
    _find_invited(clinic, readable, now=now)
    return Plan(lines=lines, unused=held.unused)


def _by_name(clinic: Clinic) -> dict[str, Any]:
    """Who sees patients here, by name and by mail address. A name that two share leads to nobody."""
    found: dict[str, Any] = {}
    for person in Invite(clinic=clinic).fields["clinician"].queryset:  # type: ignore[attr-defined]
        found[person.email.casefold()] = person.pk
        found[person.name.casefold()] = None if person.name.casefold() in found else person.pk
    return {name: pk for name, pk in found.items() if pk}


def _find_twins(lines: Iterable[Planned]) -> None:
    """Leave out a line that names a patient and a time that an earlier line names."""
    seen: dict[tuple[datetime, date], list[Planned]] = defaultdict(list)
    for one in lines:
        given = one.form.cleaned_data
        before = seen[given["consult_at"], given["date_of_birth"]]
        twin = next((other for other in before if is_same(one.who, other.who)), None)
        if twin:
            one.why_not = f"The same patient and time as line {twin.line}."
        before.append(one)


def _find_invited(clinic: Clinic, lines: list[Planned], *, now: datetime) -> None:
    """Leave out who is invited for that very time, and note what else makes one look twice."""
    for one in lines:
        ahead = forms_ahead(clinic, one.form.identity, now=now)
        if any(response.consult_at == one.form.cleaned_data["consult_at"] for response in ahead):
            one.why_not = one.why_not or "Invited already for this time."
        one.note = " ".join(doubts_about(clinic, one.form.identity, now=now))


def seal(text: str, plan: Plan, *, list_id: UUID, by: Staff, now: datetime) -> str:
    """The list as text that only we can read, and only for this person, with what would be done."""
    held = {"at": now.isoformat(), "id": str(list_id), "text": text, "lines": [one.line for one in plan.good]}
    return base64.urlsafe_b64encode(encrypt(held, place=_place(by))).decode()


def unseal(sealed: str, *, by: Staff, now: datetime) -> dict[str, Any] | None:
    """What was sealed, or None where it is not ours, is another person's, or is older than an hour."""
    with suppress(CannotDecrypt, ValueError, binascii.Error):
        held: dict[str, Any] = decrypt(base64.urlsafe_b64decode(sealed), place=_place(by))
        if timedelta(0) <= now - datetime.fromisoformat(held["at"]) <= LASTS:
            return held
    return None


def _place(by: Staff) -> str:
    return f"consult_list:{by.pk}"


@transaction.atomic
def invite_all(clinic: Clinic, held: dict[str, Any], *, by: Staff, now: datetime) -> list[tuple[Response, str]]:
    """Invite every patient of a list that was to be invited; returns each response with its link's token.

    ``held`` is what was unsealed. Raises ListInvited, ListChanged, NoSafetyContacts: then nobody was invited.
    """
    # Two at once would invite everybody twice. What only refers to the clinic does not wait for this lock.
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    list_id = UUID(held["id"])
    if known := _made_from(clinic, list_id, held["lines"], by=by):
        raise ListInvited(known)
    plan = dry_run(clinic, held["text"], list_id=list_id, by=by, now=now)
    if [one.line for one in plan.good] != held["lines"]:
        raise ListChanged
    made = [_invite(clinic, one, by=by, now=now) for one in plan.good]
    record(Action.LIST_INVITED, clinic=clinic, by=by, now=now, patients=len(made))
    return made


def _made_from(clinic: Clinic, list_id: UUID, lines: list[int], *, by: Staff) -> list[Response]:
    ids = [uuid5(uuid5(list_id, str(line)), str(by.pk)) for line in lines]
    return list(Response.objects.for_clinic(clinic).filter(pk__in=ids).with_people().by_consult())


def _invite(clinic: Clinic, one: Planned, *, by: Staff, now: datetime) -> tuple[Response, str]:
    given = one.form.cleaned_data
    return invite(
        clinic,
        one.form.identity,
        consult_at=given["consult_at"],
        clinician=given["clinician"],
        by=by,
        now=now,
        response_id=one.response_id,
        by_mail=given["by_mail"],
        language=one.form.chosen_language,
    )


def new_list_id() -> UUID:
    """What makes the invitations of one upload those of this upload."""
    return uuid4()


def example(clinic: Clinic, *, now: datetime) -> Iterator[tuple[str, ...]]:
    """Two made-up lines under the columns, for tomorrow."""
    day = f"{clinic.local(now) + timedelta(days=1):%Y-%m-%d}"
    spoken = "Spanish" if clinic.offers_spanish else "English"
    yield tuple(TITLES.values())
    yield ("Ana Example", "1974-03-09", "000001", day, "10:30", "", "English", "ana@example.org", "yes", "555-0100")
    yield ("Ben Example", "1988-12-24", "000002", day, "14:00", "", spoken, "", "no", "")

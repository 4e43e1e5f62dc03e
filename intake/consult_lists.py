"""Reading a list of consults that was saved as CSV: which columns it has, and its rows as text.

What the cells must hold, and who is invited, is decided in importing.py.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

MOST_BYTES = 64 * 1024
MOST_ROWS = 100  # takes some seconds in one transaction
DELIMITERS = (",", ";", "\t")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # what files of a spreadsheet program begin with
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NAMED_DELIMITER = re.compile(r"sep=.", re.IGNORECASE)  # a first line that some spreadsheet programs write


class NotAList(ValueError):
    """The file cannot be read as a list of consults. Its text says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that we know: the field it fills, its name, what to write in it, and what else it may be called."""

    field: str
    title: str
    says: str
    also: tuple[str, ...] = ()
    is_needed: bool = False


COLUMNS = (
    Column(
        field="name",
        title="Name",
        says="The patient’s full name. It may also stand in two columns, First name and Last name.",
        also=("patient", "patient name", "patients name", "full name"),
        is_needed=True,
    ),
    Column(
        field="date_of_birth",
        title="Date of birth",
        says="1974-03-09, or 3/9/1974 with the month first.",
        also=("dob", "birth date", "birthdate", "birthday", "born"),
        is_needed=True,
    ),
    Column(
        field="record_number",
        title="Record number",
        says="As in your records. By it we see who is invited already.",
        also=("record", "mrn", "chart number", "patient id"),
    ),
    Column(
        field="consult_date",
        title="Consult date",
        says="2026-12-08, or 12/8/2026 with the month first. Date and time may also stand in one column, Consult.",
        also=("appointment date", "visit date"),
        is_needed=True,
    ),
    Column(
        field="consult_time",
        title="Consult time",
        says="10:30 or 10:30 am, on the clinic’s clock.",
        also=("appointment time", "visit time"),
        is_needed=True,
    ),
    Column(
        field="clinician",
        title="With",
        says="Name or mail address of a clinician of this clinic, as in their account.",
        also=("clinician", "provider", "doctor"),
    ),
    Column(field="language", title="Language", says="English or Spanish. Empty is English."),
    Column(field="email", title="Mail address", says="Such as ann@example.org.", also=("mail", "email", "e mail")),
    Column(
        field="by_mail",
        title="Send by mail",
        says="Yes, if the patient agreed to get the link by mail. Empty is no.",
        also=("by mail", "agreed to mail"),
    ),
    Column(field="phone", title="Phone", says="A number.", also=("phone number", "mobile", "telephone")),
)
TITLES = {column.field: column.title for column in COLUMNS}
HALF_NAMES = ("first name", "last name")
IN_ONE = ("consult", "appointment", "visit", "appointment date time", "appointment date and time")  # date and time
FIELDS = {_name: column.field for column in COLUMNS for _name in (column.title.casefold(), *column.also)}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the list: where it begins, from 1; its cells by field; whether it has more cells than columns."""

    line: int
    cells: dict[str, str]
    is_too_long: bool


@dataclass(frozen=True, kw_only=True)
class ConsultList:
    """What was read. ``unused`` are the names of columns that we do not know."""

    rows: tuple[Row, ...]
    unused: tuple[str, ...]


def decoded(raw: bytes) -> tuple[str, bool]:
    """The text of a file, and whether its encoding was guessed. Raises NotAList."""
    if raw.startswith(WORKBOOKS):
        raise NotAList("This is a workbook, not a CSV file. Save it as “CSV UTF-8” and upload that file.")
    is_guessed = False
    try:
        text = raw.decode("utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text, is_guessed = raw.decode("cp1252", errors="replace"), True
    if CONTROL.search(text) or (is_guessed and "\N{REPLACEMENT CHARACTER}" in text):
        raise NotAList("This is not a CSV file. Save your list as “CSV UTF-8” and upload that file.")
    return text, is_guessed


def read(text: str) -> ConsultList:
    """The list that the text holds, whichever delimiter it uses. Raises NotAList."""
    lines = _lines(text, max(DELIMITERS, key=lambda one: _how_many_columns(text, one)))
    _line, names = next(lines, (0, []))
    if not names:
        raise NotAList("This file is empty.")
    fields = _fields(names)
    rows = tuple(_row(line, cells, fields) for line, cells in lines)
    if not rows:
        raise NotAList("This file names its columns, but there is no patient in it.")
    if len(rows) > MOST_ROWS:
        raise NotAList(f"This file has {len(rows)} patients. Upload at most {MOST_ROWS} at a time.")
    unused = tuple(name for name, field in zip(names, fields, strict=True) if name and not field)
    return ConsultList(rows=rows, unused=unused)


def _how_many_columns(text: str, delimiter: str) -> int:
    """How many columns that we know are named, if this is what parts them."""
    with suppress(NotAList, StopIteration):
        return len(_known(next(_lines(text, delimiter))[1]))
    return 0


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty: where it begins, and its cells. Raises NotAList."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, is_first = 1, True
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            is_setting = is_first and NAMED_DELIMITER.fullmatch(delimiter.join(stripped).strip())
            if any(stripped) and not is_setting:
                yield begins, stripped
            begins, is_first = reader.line_num + 1, False
    except csv.Error:
        raise NotAList(
            f"Line {begins} cannot be read: a quotation mark is not closed, or stands inside a cell."
        ) from None


def _normal(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("’", "").replace("'", "")).split())


def _known(names: list[str]) -> list[str]:
    return [name for name in map(_normal, names) if name in FIELDS or name in HALF_NAMES or name in IN_ONE]


def _fields(names: list[str]) -> list[str]:
    """For each column the field that it fills, or "" for one that we do not know. Raises NotAList."""
    fields = [FIELDS.get(_normal(name), _normal(name) if _normal(name) in HALF_NAMES else "") for name in names]
    given = set(fields) | ({"name"} if set(HALF_NAMES) <= set(fields) else set())
    if "consult_date" not in given and any(_normal(name) in IN_ONE for name in names):
        fields = [
            "consult_date" if _normal(name) in IN_ONE else field for name, field in zip(names, fields, strict=True)
        ]
        given |= {"consult_date", "consult_time"}
    missing = [column.title for column in COLUMNS if column.is_needed and column.field not in given]
    if missing:
        raise NotAList(f"The first line must name the columns. Missing: {', '.join(missing)}.")
    if twice := [TITLES.get(field, field) for field in fields if field and fields.count(field) > 1]:
        raise NotAList(f"Two columns mean the same: {twice[0]}. Take one of them out.")
    return fields


def _row(line: int, cells: list[str], fields: list[str]) -> Row:
    held = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
    halves = [held.pop(half, "") for half in HALF_NAMES]
    held["name"] = held.get("name") or " ".join(filter(None, halves))
    return Row(line=line, cells=held, is_too_long=any(cells[len(fields) :]))

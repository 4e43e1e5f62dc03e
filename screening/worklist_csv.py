"""A list of reviews as CSV, for a spreadsheet: who, when, and where each stands. No answer, no topic, no flag."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from clinic.models import Clinic
from screening.worklist import Row, Tab

COLUMNS = (
    "Patient",
    "Date of birth",
    "Record number",
    "Reference",
    "Consult",
    "Clinician",
    "Where it stands",
    "Sent",
    "In the hands of",
    "Signed off",
    "Signed off by",
)
# A spreadsheet takes a cell that begins so for a formula, and runs it.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Row], *, tab: Tab, clinic: Clinic) -> str:
    """The rows under their heads, times on the clinic's clock. It begins with a mark by which Excel knows UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(harmless, _cells(row, tab, clinic)))
    return "\ufeff" + written.getvalue()


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet runs: an apostrophe in front of what would begin a formula."""
    return f"'{cell}" if cell.lstrip().startswith(RUNS) or cell.startswith(RUNS) else cell


def _cells(row: Row, tab: Tab, clinic: Clinic) -> Iterable[str]:
    response, signed = row.response, row.signed

    def clock(moment: datetime | None) -> str:
        return f"{clinic.local(moment):%Y-%m-%d %H:%M}" if moment else ""

    return (
        response.patient.name,
        response.patient.date_of_birth.isoformat(),
        response.patient.record_number,
        response.reference,
        clock(response.consult_at),
        response.clinician.name if response.clinician else "",
        tab.label,
        clock(response.submitted_at),
        row.taken.by.name if row.taken and not signed else "",
        clock(signed.at) if signed else "",
        signed.by.name if signed else "",
    )

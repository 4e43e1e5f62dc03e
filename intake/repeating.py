"""A question with rows: a repeating group of short forms, each cell a question itself. Other kinds: questions.py."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intake.questions import Question


class Row(forms.Form):
    """One row of a repeating group: a short form of questions, its cells. ``called`` is what the row is about."""

    called: ClassVar[Any]
    base_fields: ClassVar[dict[str, Question]]  # type: ignore[assignment]
    use_required_attribute = False


class RowsWidget(forms.Widget):
    """Reads the rows of a repeating group from ``name-0-cell`` fields; the form pack draws them."""

    use_fieldset = True

    def __init__(self, row: type[Row], most: int) -> None:
        super().__init__()
        self.row, self.most = row, most

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        rows = [self.row(data, prefix=f"{name}-{n}") for n in range(self.most)]
        return [{cell.name: cell.data for cell in row if cell.data} for row in rows]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(str(key).startswith(f"{name}-") for key in data)


class Rows(Question):
    """A repeating group of short forms. Stored as a list of mappings from cell to code or text; empty rows vanish."""

    kind, fhir_type = "rows", "group"

    def __init__(self, label: Any, *, row: type[Row], most: int, **kwargs: Any) -> None:
        super().__init__(label, widget=RowsWidget(row, most), **kwargs)
        self.row, self.most = row, most

    def clean(self, value: Any) -> Any:
        rows, faults = [], []
        for number, raw in enumerate(value or (), start=1):
            form = self.row(raw)
            faults += [
                ValidationError(format_lazy("{} {}: {}", form.called, number, text))
                for texts in form.errors.values()
                for text in texts
            ]
            rows.append(form.cleaned_data)
        if len(rows) > self.most:
            faults.append(ValidationError(_("List at most %(most)d."), params={"most": self.most}))
        if faults:
            raise ValidationError(faults)
        return [row for row in rows if row] or None

    def acceptable_part(self, value: Any) -> Any:
        forms_of_rows = [self.row(raw) for raw in (value or ())[: self.most]]
        return [form.cleaned_data for form in forms_of_rows if form.is_valid() and form.cleaned_data] or None

    def as_shown(self, value: Any) -> str:
        return "; ".join(self.row_as_shown(row) for row in value or ())

    def row_as_shown(self, row: dict[str, Any]) -> str:
        """One row as one line, its cells in order and blanks left out: a bare "Yes" would not say to what."""
        given = [
            (field.in_row, field.as_shown(row[name])) for name, field in self.row.base_fields.items() if row.get(name)
        ]
        return ", ".join(f"{name}: {shown}" if name else shown for name, shown in given)

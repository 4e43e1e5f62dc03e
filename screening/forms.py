"""The forms on a card. What they allow is decided in reviews.py."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from screening.models import Disposition


class DispositionForm(forms.Form):
    """What was done about one card. ``seen_*`` carry what the person saw when the page was drawn."""

    use_required_attribute = False

    kind = forms.ChoiceField(choices=Disposition.Kind.choices, error_messages={"required": "Choose what was done."})
    note = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    who = forms.CharField(max_length=200, required=False)
    seen_flags = forms.CharField(widget=forms.HiddenInput)
    seen_last = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_seen_flags(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["seen_flags"].split()]
        except ValueError as fault:
            raise forms.ValidationError("This page is not as we drew it. Open it again.") from fault

    @property
    def record(self) -> dict[str, Any]:
        """The words that go on record, after validation."""
        given = {name: self.cleaned_data[name].strip() for name in ("note", "who")}
        return {name: text for name, text in given.items() if text}

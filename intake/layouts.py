"""The layout objects of our crispy template pack: a published instrument with its stem and attribution line."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from intake.instrument import Instrument
from intake.with_staff import box_of


class Items(LayoutObject):
    """The items of one instrument, one under another, under its stem and above its attribution line."""

    template = "layout/instrument.html"

    def __init__(self, instrument: Instrument, *fields: str) -> None:
        self.instrument = instrument
        self.fields = list(fields)

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        """The instrument's HTML; nothing where none of its items is asked."""
        show_when = self._shared_condition(form)
        together = {"together": bool(show_when)}
        fields = self.get_rendered_fields(form, context, template_pack, extra_context=together, **kwargs)
        if not fields.strip():
            return SafeString("")
        lang = self.instrument.lang
        values = {"instrument": self.instrument, "fields": fields, "show_when": show_when, "lang": lang}
        if lang and not show_when:
            values["box"] = form[box_of(self.instrument)]
        return render_to_string(f"{template_pack}/{self.template}", values)

    def _shared_condition(self, form: Any) -> str:
        """What the script reads, where every item depends on the same answer: then they are shown as one."""
        conditions = {form.fields[name].show_when for name in self.fields}
        shared = conditions.pop()
        return shared if isinstance(shared, str) and not conditions else ""

"""One row of the list of medicines for mood: its cells. The list itself is in treatments.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.questions import NO, NOT_SURE, YES, OneChoice, ShortText
from intake.repeating import Row


class MedicineRow(Row):
    """One medicine: what it is called is needed as soon as anything else about it is said."""

    called = _("Medicine")

    name = ShortText(
        _("What is the medicine called?"),
        missing=_("Write what the medicine is called, or clear the other answers about it."),
    )
    weeks = OneChoice(
        _("What is the longest time you took it?"),
        ("lt4", _("Less than 4 weeks")),
        ("w4_6", _("4 to 6 weeks")),
        ("over6", _("More than 6 weeks")),
        NOT_SURE,
        optional=True,
        in_row=_("longest time"),
    )
    full_dose = OneChoice(
        _("Did you reach the dose your prescriber wanted?"),
        YES,
        NO,
        NOT_SURE,
        optional=True,
        in_row=_("reached the dose"),
    )
    helped = OneChoice(
        _("How much did it help?"),
        ("none", _("Not at all")),
        ("little", _("A little")),
        ("some", _("Some")),
        ("lot", _("A lot")),
        NOT_SURE,
        optional=True,
        in_row=_("helped"),
    )
    stopped = OneChoice(
        _("Why did it stop?"),
        ("side_effects", _("Side effects")),
        ("no_help", _("Did not help")),
        ("cost", _("Cost or access")),
        ("taking", _("Still taking it")),
        ("other", _("Other")),
        optional=True,
        in_row=_("why it stopped"),
    )

    def clean(self) -> dict[str, Any]:
        said = {cell: value for cell, value in self.cleaned_data.items() if value is not None}
        if said and "name" not in said and "name" not in self.errors:
            self.add_error("name", forms.ValidationError(self.base_fields["name"].missing, code="missing"))
        return said

"""The forms with which a lead sets the rules' numbers, raises a rule, and approves the book."""

from __future__ import annotations

from django import forms

from clinic.settings.forms import SettingsForm, whole_number
from screening.rule import Rule
from screening.rules import BY_ID
from screening.upkeep.numbers import AUDITC, MAY_BE_RAISED, NUMBERS, PEG, PUBLISHED_QUIET, SHORTEST_QUIET, Number


def _of(number: Number, *, what: str, hint: str) -> forms.IntegerField:
    label = number.setting.label
    return whole_number(label, lowest=number.lowest, highest=number.highest, what=what, hint=hint)


class NumbersForm(SettingsForm):
    group = NUMBERS

    peg_discuss_from = _of(
        PEG,
        what="points",
        hint="Published with the rules: 7 of 10. Below it the score is a note; a lower number makes more topics.",
    )
    auditc_discuss_from = _of(
        AUDITC,
        what="points",
        hint="Published with the rules: 3 of 12. Published cut points are 3 (women) and 4 (men).",
    )
    idle_minutes = whole_number(
        "Minutes without a save after which an unfinished form counts as quiet",
        lowest=SHORTEST_QUIET,
        highest=PUBLISHED_QUIET,
        what="minutes",
        hint="Then safety questions that were begun and not answered are raised. Published with the rules: 10, which "
        "may be shortened and not lengthened. Very short, and people are called who are still writing.",
    )


class RaiseForm(forms.Form):
    """One rule that is to be urgent from now on."""

    use_required_attribute = False

    rule = forms.ChoiceField(choices=[(rule.id, rule.id) for rule in MAY_BE_RAISED])
    is_sure = forms.BooleanField(error_messages={"required": "Tick the box if this rule is to be urgent from now on."})

    @property
    def chosen(self) -> Rule:
        return BY_ID[self.cleaned_data["rule"]]


class ApproveForm(forms.Form):
    """The book that was read, by its digest, and that it was read."""

    use_required_attribute = False

    digest = forms.CharField(max_length=64)
    has_read = forms.BooleanField(error_messages={"required": "Tick the box once you have read the rules."})


class SearchForm(forms.Form):
    """Words to look for in the rulebook. Every word has to be there; case does not matter."""

    q = forms.CharField(max_length=100, required=False)

    @property
    def words(self) -> list[str]:
        """The words, in lower case; none where nothing can be looked for."""
        return str(self.cleaned_data["q"]).casefold().split() if self.is_valid() else []

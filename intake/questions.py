"""The kinds of question: Django form fields that also know when they are asked. The questions are in sections/.

Every kind is ``required=False`` to Django; whether an answer is due depends on other answers, so the section decides.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.conditions import Condition

NOT_SURE = ("not_sure", _("Not sure"))
PREFER_NOT = ("prefer_not", _("Prefer not to answer"))
NONE_OF_THESE = ("none", _("None of these"))
NO = ("no", _("No"))
YES = ("yes", _("Yes"))

NOT_WATCHED = _("No one watches this box. If you need help right now, call or text 988, or call 911.")

DOUBTFUL = frozenset({"not_sure", "prefer_not"})
EXCLUSIVE = frozenset({"none", "no", "never", "does_not_apply"})

Option = tuple[str, Any]


class Question(forms.Field):
    """What every kind of question has beside its Django field.

    show_if   the condition under which it is asked; None: always
    optional  whether it may be left blank where it is asked
    why       a short reason shown under a sensitive question
    explain   plain text that explains a hard word of the question, to read on request
    missing   the sentence shown when a due answer is blank: what to do, not what is wrong
    details_of  key of the question whose Yes this text spells out
    worked_out  never shown: the application fills it in
    in_row  a cell's short name, for the one line of its row; "" where the answer speaks for itself
    at_once  an answer is kept the moment it is chosen; the section says so
    """

    kind: ClassVar[str]
    fhir_type: ClassVar[str]
    missing_default: Any = _("Answer this question.")
    scale = ""
    apart: ClassVar[frozenset[str]] = DOUBTFUL  # codes that the page sets apart with an "or"
    at_once = False
    exclusive: tuple[str, ...] = ()
    max_length: int | None = None
    instrument: Any = None
    number = 0
    loinc = ""
    lang = ""  # of its words, where that is not the language of the page

    def __init__(
        self,
        label: Any,
        *,
        show_if: Condition | None = None,
        optional: bool = False,
        why: Any = "",
        explain: Any = "",
        missing: Any = "",
        details_of: str = "",
        worked_out: bool = False,
        in_row: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label=label, help_text=why, required=False, **kwargs)
        self.show_if = show_if
        self.optional = optional
        self.explain = explain
        self.missing = missing or self.missing_default
        self.details_of = details_of
        self.worked_out = worked_out
        self.in_row = in_row
        self.show_when: Any = True

    @property
    def options(self) -> tuple[Option, ...]:
        """(code, label) of each option in order; empty for text."""
        return ()

    def acceptable_part(self, value: Any) -> Any:
        """What can be kept of a posted value that is in error, or None. Only a list of rows has parts."""
        return None

    def as_shown(self, value: Any) -> str:
        """The stored value in the words of the page, in the language in force; "" for a blank."""
        return "" if value in (None, False) else str(value)


class OneChoice(Question, forms.ChoiceField):
    """One option of several, as radio buttons. Stored as its code."""

    kind, fhir_type, widget = "one", "choice", forms.RadioSelect
    missing_default = _("Choose one answer.")
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("Choose one of the answers shown.")}

    def __init__(self, label: Any, *options: Option, **kwargs: Any) -> None:
        super().__init__(label, choices=options, **kwargs)

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(cast(Any, self.choices))

    def to_python(self, value: Any) -> Any:
        return super().to_python(value) or None

    def as_shown(self, value: Any) -> str:
        return str(dict(self.options).get(value, "")) if value else ""


class ManyChoices(Question, forms.MultipleChoiceField):
    """Any number of options, as checkboxes. Stored as a list of codes in the order of the options."""

    kind, fhir_type, widget = "many", "choice", forms.CheckboxSelectMultiple
    missing_default = _("Choose at least one answer.")
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("Choose from the answers shown.")}

    def __init__(self, label: Any, *options: Option, **kwargs: Any) -> None:
        super().__init__(label, choices=options, **kwargs)

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(cast(Any, self.choices))

    @property
    def exclusive(self) -> tuple[str, ...]:  # type: ignore[override]
        """Codes that cannot stand beside another."""
        return tuple(code for code, _label in self.options if code in EXCLUSIVE)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        alone = next((code for code in self.exclusive if code in chosen), None)
        if alone and len(chosen) > 1:
            message = _("You chose “%(alone)s” and another answer. Keep the one that is right.")
            raise ValidationError(message, code="contradiction", params={"alone": dict(self.options)[alone]})
        return [code for code, _label in self.options if code in chosen] or None

    def as_shown(self, value: Any) -> str:
        return "; ".join(str(label) for code, label in self.options if code in (value or ()))


class InstrumentItem(OneChoice):
    """One item of a published instrument: its wording is never translated or changed here."""

    apart: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, label: Any, *options: Option, instrument: Any, number: int, loinc: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, *options, **kwargs)
        self.instrument = instrument
        self.number = number
        self.loinc = loinc
        self.scale = "numbers" if len(options) == len(range(11)) else ""

    @property
    def fhir_type(self) -> str:  # type: ignore[override]
        return "integer" if self.scale else "choice"

    @property
    def lang(self) -> str:  # type: ignore[override]
        return str(self.instrument.lang)


def can_be_stored(text: str) -> None:
    """Raises ValidationError for half of a surrogate pair, which no database and no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(_("Take out the characters that cannot be shown."), code="characters") from error


class ShortText(Question, forms.CharField):
    """One line of text. Stored as typed, without the space around it."""

    kind, fhir_type = "text", "string"
    missing_default = _("Write an answer.")
    default_validators: ClassVar[list[Any]] = [can_be_stored]  # type: ignore[misc]
    default_error_messages: ClassVar[dict[str, Any]] = {
        "max_length": _("Write at most %(limit_value)d characters. This is %(show_value)d."),
        "null_characters_not_allowed": _("Take out the characters that cannot be shown."),
    }

    def __init__(self, label: Any, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(label, max_length=max_length, **kwargs)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """No ``maxlength``: a browser cuts off what is pasted, and says nothing. The page says what is too long."""
        return {}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        # A browser sends two characters for a line end and counts one towards the limit.
        return text.replace("\r\n", "\n").replace("\r", "\n") or None


class LongText(ShortText):
    """Several lines of text."""

    fhir_type = "text"

    def __init__(self, label: Any, *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(label, max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Details(LongText):
    """The optional text that goes with a Yes: at most 500 characters."""

    fhir_type = "string"

    def __init__(self, label: Any, *, details_of: str, show_if: Condition) -> None:
        super().__init__(
            label, max_length=500, rows=2, optional=True, why=NOT_WATCHED, details_of=details_of, show_if=show_if
        )


class YesBox(Question, forms.BooleanField):
    """A box to tick. Stored as True, or None where it was left open."""

    kind, fhir_type = "box", "boolean"
    missing_default = _("Tick the box to go on.")

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None

    def as_shown(self, value: Any) -> str:
        return str(YES[1]) if value else ""

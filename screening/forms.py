"""The forms on a response's page. What they allow is decided in the services."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from clinic.models import Staff
from screening.cards import Card
from screening.models import Disposition
from screening.reviews import WrongDisposition
from screening.rule import Topic

NOT_OURS = "This page is not as we drew it. Open it again."
LONGEST_TYPED = 20_000  # characters: more than any field takes, so that what is too long is kept too
TOO_LONG = {"max_length": "Write at most %(limit_value)d characters. This is %(show_value)d."}


class SeenFlags(forms.CharField):
    """The ids of the flags that stood on the page when it was drawn; a list of UUIDs."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            return [UUID(one) for one in super().clean(value).split()]
        except ValueError as fault:
            raise forms.ValidationError(NOT_OURS) from fault


def card_prefix(place: int) -> str:
    """What begins the name of each field of one card: the cards of a page share one form."""
    return f"card-{place}"


class DispositionForm(forms.Form):
    """What was done about one card. ``seen_last`` is the newest disposition that the person saw on it."""

    use_required_attribute = False

    kind = forms.ChoiceField(choices=Disposition.Kind.choices, error_messages={"required": "Choose what was done."})
    who = forms.CharField(max_length=200, required=False, error_messages=TOO_LONG)
    when = forms.CharField(max_length=200, required=False, error_messages=TOO_LONG)
    note = forms.CharField(max_length=4000, required=False, error_messages=TOO_LONG)
    agreed = forms.CharField(max_length=4000, required=False, error_messages=TOO_LONG)
    seen_flags = SeenFlags()
    seen_last = forms.UUIDField(required=False, error_messages={"invalid": NOT_OURS})

    def __init__(self, card: Card | None, data: Any = None, *, place: int, kept: Any = None) -> None:
        self.card, self.place = card, place
        super().__init__(data, initial=kept, prefix=card_prefix(place), auto_id="%s")

    @property
    def topic(self) -> Topic:
        """What the card is about."""
        return list(Topic)[self.place]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The (code, label) of each kind that this card may get."""
        kinds = Disposition.FOR_SAFETY if self.card and self.card.is_safety else Disposition.FOR_CARDS
        return [(kind.value, kind.label) for kind in kinds]

    @property
    def given(self) -> dict[str, Any]:
        """What was done, in which words, and what the person saw on the card, after validation."""
        record = {name: self.cleaned_data[name].strip() for name in ("who", "when", "note", "agreed")}
        return {"record": record} | {name: self.cleaned_data[name] for name in ("kind", "seen_flags", "seen_last")}

    def refuse(self, fault: WrongDisposition) -> None:
        """Take in what the service found wrong."""
        for name, to_do in fault.faults.items():
            self.add_error(name, to_do)


class NotesForm(forms.Form):
    """One "seen" for the Note cards on the page."""

    seen_flags = SeenFlags()


class SignForm(forms.Form):
    """Signing off the document that stood on the page when it was drawn."""

    read = forms.UUIDField(required=False)


class TakeForm(forms.Form):
    """Taking a response in hand, from nobody or from whoever had it when the page was drawn."""

    over_from = forms.UUIDField(required=False)


class HandOverForm(forms.Form):
    """Whom to ask to take a response, and what they should know."""

    use_required_attribute = False

    to = forms.ModelChoiceField(
        label="To",
        queryset=Staff.objects.none(),
        empty_label="Choose a colleague",
        error_messages={
            "required": "Choose to whom you hand this over.",
            "invalid_choice": "Choose one of your colleagues from the list.",
        },
    )
    note = forms.CharField(
        label="What they should know",
        max_length=1000,
        required=False,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, colleagues: QuerySet[Staff]) -> None:
        super().__init__(data, auto_id="hand-over-%s")
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class SaidForm(forms.Form):
    """What the patient said in the room about one answer. ``seen_document`` is the one that the answer stood in."""

    use_required_attribute = False

    said = forms.CharField(
        label="What the patient said",
        max_length=2000,
        error_messages=TOO_LONG | {"required": "Write what the patient said."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen_document = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"invalid": NOT_OURS, "required": NOT_OURS}
    )


class TypedOnCard(forms.Form):
    """What stands on one card and is not recorded: nothing is asked of it but a length."""

    kind = forms.CharField(max_length=40, required=False)
    who = forms.CharField(max_length=LONGEST_TYPED, required=False, strip=False)
    when = forms.CharField(max_length=LONGEST_TYPED, required=False, strip=False)
    note = forms.CharField(max_length=LONGEST_TYPED, required=False, strip=False)
    agreed = forms.CharField(max_length=LONGEST_TYPED, required=False, strip=False)

    @property
    def words(self) -> dict[str, str]:
        """What is typed, by the field's name."""
        return {name: text for name, text in self.cleaned_data.items() if name != "form"}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen or written."""
        return not any(text.strip() for text in self.words.values())


class TypedForm(TypedOnCard):
    """The same of a card, or of the form about one answer, under the name that the page has for it."""

    form = forms.RegexField(r"(card|answer)-\d{1,3}")
    said = forms.CharField(max_length=LONGEST_TYPED, required=False, strip=False)

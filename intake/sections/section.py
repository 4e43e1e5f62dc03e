"""What every section is: a Django form of questions that decides which of them are asked. No question stands here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import get_language

from intake.answers import SAFETY_KEYS, AnswerSet, is_asked
from intake.condition_forms import for_browser
from intake.conditions import is_blank
from intake.posted import fields_of
from intake.questions import Question
from intake.with_staff import boxes, left_for_staff


class Section(forms.Form):
    """One page of related questions.

    ``answers`` are the response's other answers, which conditions may read. ``data`` is the posted page;
    without it the page shows ``answers``. ``cleaned_data`` holds the stored form of every question of this page
    that was answered and is asked; safety answers are kept even where they were not asked.
    ``lasting`` are the keys whose answer in an earlier form may be offered as still true (decision 0021), and
    ``since_then`` is what to think of before saying so.
    """

    slug: ClassVar[str]
    letter: ClassVar[str]
    title: ClassVar[Any]
    intro: ClassVar[Any] = ""
    notice: ClassVar[Any] = ""
    lasting: ClassVar[tuple[str, ...]] = ()
    since_then: ClassVar[Any] = ""
    layout: ClassVar[Layout]
    base_fields: ClassVar[dict[str, Question]]  # type: ignore[assignment]
    fields: dict[str, Question]  # type: ignore[assignment]
    use_required_attribute = False

    def __init__(self, data: Any = None, *, answers: Mapping[str, Any] | None = None) -> None:
        self.answers = AnswerSet(answers or {})
        super().__init__(data, initial=self.answers, auto_id="%s")
        for key in [key for key, question in self.fields.items() if question.worked_out]:
            del self.fields[key]
        self.fields |= boxes(self.fields)
        for key, question in self.fields.items():
            question.show_when = self._show_when(question)
            question.at_once = key in SAFETY_KEYS
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the page has its summary above its heading
        self.helper.layout = self.layout

    def _show_when(self, question: Question) -> Any:
        """True: asked. False: not asked, whatever is chosen here. Text: the JSON that the script reads."""
        if question.show_if is None:
            return True
        shown = for_browser(question.show_if, answers=self.answers, on_page=self.fields.keys())
        return json.dumps(shown, separators=(",", ":")) if isinstance(shown, dict) else shown

    def clean(self) -> dict[str, Any]:
        page = AnswerSet(self.answers)
        page.update({key: self.cleaned_data.get(key) for key in self.fields})
        asked = self._settled(page)
        left = left_for_staff(self.fields, page, get_language() or "")
        for key, question in self.fields.items():
            if key not in asked:
                self.errors.pop(key, None)
            elif question.optional or key in left:
                continue
            elif key not in self.errors and page.value(key) is None:
                self.add_error(key, forms.ValidationError(question.missing, code="missing"))
        return {key: page[key] for key in self.fields if not is_blank(page.get(key))}

    @property
    def kept(self) -> dict[str, Any]:
        """Every acceptable answer of the posted page, errors elsewhere on it or not."""
        if not self.is_bound:
            return {}
        errors = self.errors.keys() & self.fields.keys()  # asking for the errors validates
        kept = {key: value for key, value in self.cleaned_data.items() if not is_blank(value)}
        for key in errors:
            part = self.fields[key].acceptable_part(self[key].data)
            kept |= {} if part is None else {key: part}
        return kept

    @property
    def unsettled(self) -> list[str]:
        """The keys of the questions at which something was posted that cannot be accepted. A blank is not that."""
        errors = self.errors.as_data().items()
        return [key for key, found in errors if any(error.code != "missing" for error in found)]

    @property
    def typed(self) -> dict[str, Any] | None:
        """The posted page as it is kept until what is unsettled can be accepted (see Page); None when all can."""
        keys = self.unsettled
        return {"keys": keys, "fields": fields_of(self.data, of=self.fields)} if keys else None

    def ask_for_nothing(self) -> None:
        """Show the page as it was posted and judge only what cannot be accepted: it was not posted to go on."""
        self._errors = ErrorDict({key: self.errors[key] for key in self.unsettled})

    def forget_errors(self) -> None:
        """Show the page as it was posted without judging it, for when it was not posted to go on."""
        self._errors = ErrorDict()

    @classmethod
    def questions(cls) -> dict[str, Question]:
        """Every question by key, in the order asked, worked-out ones included."""
        return cls.base_fields

    @classmethod
    def asked_keys(cls, answers: Mapping[str, Any]) -> list[str]:
        """The keys of this page that are due or may be answered, given all answers of the response."""
        return cls._settled(AnswerSet(answers))

    @classmethod
    def is_relevant(cls, answers: Mapping[str, Any]) -> bool:
        """Whether anything on this page is asked, given all answers of the response."""
        return bool(cls.asked_keys(answers))

    @classmethod
    def _settled(cls, page: AnswerSet) -> list[str]:
        """The keys that are asked. Takes out of ``page``, in the order asked, the answers that do not count."""
        asked = []
        for key, question in cls.questions().items():
            if is_asked(question, page):
                asked.append(key)
            elif key not in SAFETY_KEYS and not question.worked_out:
                page.pop(key, None)
        return asked

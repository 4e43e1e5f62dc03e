"""What every section is: a Django form of questions that decides which of them are asked. No question stands here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from intake.answers import SAFETY_KEYS, AnswerSet
from intake.condition_forms import for_browser
from intake.conditions import is_blank
from intake.questions import Question


class Section(forms.Form):
    """One page of related questions.

    ``answers`` are the response's other answers, which conditions may read. ``data`` is the posted page;
    without it the page shows ``answers``. ``cleaned_data`` holds the stored form of every question of this page
    that was answered and is asked; safety answers are kept even where they were not asked.
    """

    slug: ClassVar[str]
    letter: ClassVar[str]
    title: ClassVar[Any]
    intro: ClassVar[Any] = ""
    notice: ClassVar[Any] = ""
    layout: ClassVar[Layout]
    base_fields: ClassVar[dict[str, Question]]  # type: ignore[assignment]
    use_required_attribute = False

    def __init__(self, data: Any = None, *, answers: Mapping[str, Any] | None = None) -> None:
        self.answers = AnswerSet(answers or {})
        super().__init__(data, initial=self.answers, auto_id="%s")
        for key in [key for key, question in self.fields.items() if question.worked_out]:
            del self.fields[key]
        for question in self.fields.values():
            question.show_when = self._show_when(question)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
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
        for key, question in self.fields.items():
            if question.show_if is not None and not question.show_if.holds(page):
                if key not in SAFETY_KEYS:
                    page[key] = None
                    self.errors.pop(key, None)
            elif not question.optional and key not in self.errors and is_blank(page.value(key)):
                self.add_error(key, forms.ValidationError(question.missing, code="missing"))
        return {key: page[key] for key in self.fields if not is_blank(page[key])}

    @property
    def kept(self) -> dict[str, Any]:
        """After validation: every acceptable answer of this page, errors elsewhere on it or not."""
        return {key: value for key, value in self.cleaned_data.items() if not is_blank(value)}

    @classmethod
    def questions(cls) -> dict[str, Question]:
        """Every question by key, in the order asked, worked-out ones included."""
        return cls.base_fields

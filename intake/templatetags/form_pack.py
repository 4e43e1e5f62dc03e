"""The two things that the form pack's templates cannot work out themselves. The pack is in templates/plain/."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def rows(group: BoundField) -> list[forms.Form]:
    """The rows of a repeating group to draw: as far as there is content, and an empty one while there is room.

    A gap that was sent stays a gap, so that a message about "Medicine 3" finds it.
    """
    question: Any = group.field
    given = list(group.value() or ())
    while given and not given[-1]:
        given.pop()
    drawn = [*given, {}][: question.most]
    return [question.row(initial=row, prefix=f"{group.html_name}-{n}", auto_id="%s") for n, row in enumerate(drawn)]


@register.filter
def first_control(field: BoundField) -> str:
    """The id of the first input of a question, for a link that is to put the focus there."""
    question: Any = field.field
    if getattr(question, "kind", "") == "rows":
        return first_control(next(iter(rows(field)[0])))
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label

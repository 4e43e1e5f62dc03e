"""Every question of a section stands once in its layout, in the order declared. Drawn pages are looked at elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest

from intake.layouts import Items
from intake.questionnaire import SECTIONS
from intake.sections.section import Section

each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)


def names(parts: Any) -> Iterator[str]:
    """The field names in a layout, in the order in which they are drawn."""
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from names(part.fields)


@each_section
def test_every_question_stands_once_in_the_layout_in_the_order_asked(section: type[Section]) -> None:
    shown = [key for key, question in section.questions().items() if not question.worked_out]

    assert list(names(section.layout)) == shown


@each_section
def test_every_item_stands_under_its_own_instrument_and_no_other(section: type[Section]) -> None:
    for part in section.layout.fields:
        inside = list(names([part]))
        instruments = {section.questions()[key].instrument for key in inside} - {None}
        if isinstance(part, Items):
            assert {one.title for one in instruments} == {part.instrument.title}
        else:
            assert not instruments


@each_section
def test_the_details_of_an_answer_follow_it(section: type[Section]) -> None:
    keys = list(section.questions())

    for key, question in section.questions().items():
        if question.details_of:
            assert keys.index(key) == keys.index(question.details_of) + 1
            assert key == f"{question.details_of}_details"

"""The Spanish catalogue is complete, fresh and compiled, and says what the English says. Pages: test_in_spanish.py."""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from django.utils.translation import gettext, override

from intake import translations
from intake.questionnaire import QUESTIONS
from intake.questions import Question
from intake.repeating import Rows
from intake.translations import CATALOG, COMPILED, can_extract, extract, name_of, read, renewed

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
# In Spanish the 988 line asks for one word in a text message.
AYUDA = "?&amp;body=AYUDA"

MARKS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
ROOT = Path(__file__).parents[2]
HOW = "Run `manage.py translations`, write the Spanish into locale/es/LC_MESSAGES/django.po, and run it again."
ENTRIES = list(read())
EVERY: dict[str, Question] = dict(QUESTIONS) | {
    f"{key}.{cell}": field
    for key, question in QUESTIONS.items()
    if isinstance(question, Rows)
    for cell, field in question.row.base_fields.items()
}


def spanish_of(entry: polib.POEntry) -> list[str]:
    """Every Spanish string of an entry: one, or one a plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def english_of(entry: polib.POEntry) -> list[str]:
    return [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]


def tags_in(text: str) -> Counter[str]:
    """Each tag with its addresses; what a tag says aloud is Spanish too."""
    return Counter(re.sub(r'aria-label="[^"]+"', "aria-label", tag.replace(AYUDA, "")) for tag in TAG.findall(text))


def test_every_marked_word_is_in_the_catalogue_and_nothing_else_is() -> None:
    if not can_extract() and not os.environ.get("CI"):
        pytest.skip("xgettext is not on this machine")

    marked = {name_of(entry) for entry in extract()}

    assert len(marked) > 400
    assert sorted(marked ^ {name_of(entry) for entry in ENTRIES}) == [], HOW


def test_no_marked_word_hides_in_an_f_string_where_it_is_not_found() -> None:
    modules = [path for app in translations.APPS for path in (ROOT / app).rglob("*.py")]
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]

    assert modules
    assert hidden == []


def test_every_entry_has_its_spanish_and_none_is_a_guess() -> None:
    unfinished = [entry.msgid for entry in ENTRIES if not all(spanish_of(entry))]
    guessed = [entry.msgid for entry in ENTRIES if entry.fuzzy or entry.obsolete]

    assert unfinished == [], HOW
    assert guessed == []


def test_the_catalogue_stands_in_order_without_places_and_dates() -> None:
    text = CATALOG.read_text(encoding="utf-8")

    assert text == str(renewed(read(), ENTRIES)), HOW
    assert not re.search(r"^#:|POT-Creation-Date", text, re.MULTILINE)


def test_the_compiled_file_is_that_of_the_catalogue(tmp_path: Path) -> None:
    fresh = tmp_path / "django.po"
    translations.write(read(), fresh)

    assert COMPILED.read_bytes() == fresh.with_suffix(".mo").read_bytes(), HOW


def test_the_site_reads_the_compiled_file() -> None:
    with override("es"):
        assert gettext("Check and send") == "Revisar y enviar"


PAIRS = [(english_of(entry)[-1], spanish) for entry in ENTRIES for spanish in spanish_of(entry)]


def pairs_that_differ(in_what: Callable[[str], Any]) -> list[tuple[str, str]]:
    """The English and the Spanish of every entry of which the two do not give the same."""
    assert len(PAIRS) > 500
    return [(english, spanish) for english, spanish in PAIRS if in_what(english) != in_what(spanish)]


def test_the_spanish_has_the_placeholders_of_the_english() -> None:
    assert pairs_that_differ(lambda words: Counter(PLACEHOLDER.findall(words))) == []


def test_the_spanish_has_the_tags_of_the_english() -> None:
    assert pairs_that_differ(tags_in) == []


def test_the_spanish_ends_as_the_english_does() -> None:
    assert pairs_that_differ(lambda words: re.findall(r"[:…]$", words)) == []
    assert [spanish for _english, spanish in PAIRS if spanish != spanish.strip()] == []


def test_a_question_is_a_question_with_both_its_marks() -> None:
    assert pairs_that_differ(lambda words: "?" in TAG.sub("", words)) == []
    assert [spanish for _english, spanish in PAIRS if ("¿" in spanish) != ("?" in TAG.sub("", spanish))] == []


def test_a_number_to_call_is_never_lost() -> None:
    assert pairs_that_differ(lambda words: set(re.findall(r"\b(?:988|911|838255)\b", words))) == []


def test_the_options_of_a_question_differ_in_spanish_too() -> None:
    with override("es"):
        labels = {key: [str(label) for _code, label in question.options] for key, question in EVERY.items()}

    assert [key for key, shown in labels.items() if len(set(shown)) != len(shown)] == []


def test_what_to_do_about_a_blank_quotes_the_spanish_options() -> None:
    quoted_wrongly = {}
    for key, question in EVERY.items():
        with override("es"):
            offered = {str(text) for _code, text in question.options} | {str(question.label), "ninguna"}
            quoted_wrongly[key] = set(re.findall(r"“([^”]+)”", str(question.missing))) - offered

    assert {key: quoted for key, quoted in quoted_wrongly.items() if quoted} == {}


@pytest.mark.skipif(not can_extract(), reason="xgettext is not on this machine")
def test_new_words_are_taken_in_old_ones_dropped_and_the_spanish_kept(tmp_path: Path) -> None:
    for app in translations.APPS:
        (tmp_path / app).mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "intake" / "words.py").write_text('_("Old"); _("Kept"); ngettext("%(n)s day", "%(n)s days", n)')
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% translate "New" %}{{ day|date:_("l") }}')
    known = [polib.POEntry(msgid=word, msgstr=f"{word} en español") for word in ("Gone", "Kept", "Old")]

    after = renewed(known, extract(tmp_path))  # type: ignore[arg-type]

    assert [(entry.msgid, spanish_of(entry)) for entry in after] == [
        ("%(n)s day", ["", ""]),
        ("Kept", ["Kept en español"]),
        ("l", [""]),
        ("New", [""]),
        ("Old", ["Old en español"]),
    ]

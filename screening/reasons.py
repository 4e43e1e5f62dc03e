"""How a reason is put together: fixed words, with fragments that appear only when their own part of a trigger held.

Placeholders in a text: ``{phq9.total}`` a measure; ``{ride_home}`` the whole answer as shown; ``{labels}`` the chosen
options (or rows) of the fragment's own evidence; ``{questions}`` the wording of the questions in it; ``{names}`` the
medicine names in its rows; ``{count}`` how many questions it rests on; ``{labels.breathing}`` keeps to that key of it.
A full stop after a placeholder is left out where the patient's own words bring one. No rule stands here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.conditions import Condition, Evidence
from intake.document import Document
from intake.measures import MEASURES

PLACEHOLDER = re.compile(r"\{([\w.]+)\}(\.?)")
NAMELESS = "(no name given)"


@dataclass(frozen=True)
class Part:
    """Words that appear only when ``when`` holds; ``one`` in their place when it rests on a single question."""

    text: str
    when: Condition
    one: str = ""


@dataclass(frozen=True)
class Each:
    """Parts of one sentence: those that hold, joined by commas with ``last`` before the last one."""

    parts: tuple[Part, ...]
    last: str


Text = str | Sequence[str | Part | Each]


def part(when: Condition, text: str, *, one: str = "") -> Part:
    """Words for when a part of the trigger held; ``one`` where the plural would read wrong."""
    return Part(text, when, one)


def each(*parts: Part, last: str = " and ") -> Each:
    """Several parts of one sentence, joined."""
    return Each(parts, last)


@dataclass(frozen=True)
class Said:
    """A finished text, and the keys of the answers that it quotes or lists."""

    text: str
    quotes: tuple[str, ...]


def say(text: Text, *, document: Document, evidence: Sequence[Evidence]) -> Said:
    """Put a text together for one document.

    ``evidence`` is the rule's own; a fragment uses that of its own condition. Raises KeyError for a placeholder that
    is no question.
    """
    pieces: list[str] = []
    quotes: list[str] = []
    for piece in [text] if isinstance(text, str) else text:
        if isinstance(piece, str):
            pieces.append(_filled(piece, document, evidence, quotes))
        elif isinstance(piece, Part):
            pieces += _held(piece, document, quotes)
        else:
            pieces.append(_joined([said for one in piece.parts for said in _held(one, document, quotes)], piece.last))
    return Said(re.sub(r"\s+", " ", _run_on(pieces)).strip(), tuple(dict.fromkeys(quotes)))


def texts(text: Text) -> list[str]:
    """Every fixed string in a text, for tests and translators of the rulebook."""
    found: list[str] = []
    for piece in [text] if isinstance(text, str) else text:
        if isinstance(piece, str):
            found.append(piece)
        else:
            parts = piece.parts if isinstance(piece, Each) else [piece]
            found += [words for part in parts for words in (part.text, part.one) if words]
    return found


def conditions(text: Text) -> list[Condition]:
    """The condition of every fragment in a text."""
    found: list[Condition] = []
    for piece in [] if isinstance(text, str) else text:
        if isinstance(piece, Each):
            found += [one.when for one in piece.parts]
        elif isinstance(piece, Part):
            found.append(piece.when)
    return found


def _held(one: Part, document: Document, quotes: list[str]) -> list[str]:
    result = one.when.evaluate(document)
    text = one.one if one.one and len(result.evidence) == 1 else one.text
    return [_filled(text, document, result.evidence, quotes)] if result.holds else []


def _run_on(pieces: Sequence[str]) -> str:
    said = ""
    for piece in pieces:
        said += piece[1:] if piece.startswith(".") and said.endswith((".", "!", "?")) else piece
    return said


def _joined(said: list[str], last: str) -> str:
    return last.join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else ""


def _filled(text: str, document: Document, evidence: Sequence[Evidence], quotes: list[str]) -> str:
    def shown(name: str) -> str:
        if name in MEASURES:
            return f"{MEASURES[name].compute(document.value):g}"
        listing, _dot, only = name.partition(".")
        if listing in _LISTS:
            listed = [item for item in evidence if only in ("", item.key)]
            quotes.extend(item.key for item in listed)
            return _LISTS[listing](document, listed)
        quotes.append(name)
        return document.answer(name)

    def value(match: re.Match[str]) -> str:
        said = shown(match[1])
        return said if said.endswith((".", "!", "?")) else said + match[2]

    return PLACEHOLDER.sub(value, text)


def _labels(document: Document, evidence: Sequence[Evidence]) -> str:
    return "; ".join(document.answer(item.key, item.parts) for item in evidence)


def _questions(document: Document, evidence: Sequence[Evidence]) -> str:
    return "; ".join(f"“{document.question(item.key)}”" for item in evidence)


def _names(document: Document, evidence: Sequence[Evidence]) -> str:
    found = []
    for item in evidence:
        rows = document.value(item.key) if item.key in document.items else None
        if rows and document.items[item.key]["kind"] == "rows":
            numbers = item.parts or [str(n) for n in range(len(rows))]
            found += [str(rows[int(number)].get("name") or NAMELESS) for number in numbers]
    # In a list, the full stop that somebody typed after a name would end the sentence early.
    return ", ".join(name.strip(" .,;") or name for name in found)


_LISTS = {
    "labels": _labels,
    "questions": _questions,
    "names": _names,
    "count": lambda _document, evidence: str(len(evidence)),
}

"""What conditions read and what they give: answers, wording, evidence, results. Pure Python; no condition is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Answers(Protocol):
    """What a condition reads: a key's value, or None where it is blank or was not asked.

    One choice is a code; many choices are a list of codes; rows are a list of mappings; text is a string.
    """

    def value(self, key: str) -> Any: ...


class Words(Protocol):
    """The wording of questions and options, for saying a condition in English."""

    def question(self, key: str) -> str: ...

    def option(self, key: str, code: str) -> str: ...

    def together(self, keys: Sequence[str]) -> str:
        """A name for exactly these questions, or "" where they have none."""
        ...


@dataclass(frozen=True)
class Evidence:
    """One answer that made a condition true.

    ``parts`` names the option codes (or, of a repeating group, the row numbers as strings) that count. It is empty when
    the whole answer, or its absence, is what counts.
    """

    key: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """Whether a condition holds and, if so, the answers that made it hold, each key once."""

    holds: bool
    evidence: tuple[Evidence, ...] = ()


NO = Result(holds=False)


def merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same evidence with each key once, parts united in order of first mention; a whole answer stays whole."""
    parts: dict[str, tuple[str, ...]] = {}
    for item in evidence:
        known = parts.get(item.key)
        if known is None:
            parts[item.key] = item.parts
        elif known and item.parts:
            parts[item.key] = tuple(dict.fromkeys(known + item.parts))
        else:
            parts[item.key] = ()
    return tuple(Evidence(key, codes) for key, codes in parts.items())


def is_blank(value: Any) -> bool:
    """Whether a stored value is no answer at all. False (a box left open) is a blank; the code "0" is an answer."""
    return value is None or value is False or (isinstance(value, (str, list, tuple)) and not value)

"""Reading a file of answers: bytes in, one JSON object out. Whether its keys and codes exist is judged elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NoReturn

LARGEST = 1024 * 1024  # bytes; the longest honest answers are a twentieth of that
LONGEST_SHOWN = 60  # characters of a key that a fault repeats


class NotAnswers(Exception):
    """What was given cannot be read as answers. The message is one sentence that says why."""


def read_answers(data: bytes) -> tuple[dict[str, Any], list[str]]:
    """The answers by key, and a fault for each key that was given twice (the last one is kept).

    Raises NotAnswers for anything but one JSON object in UTF-8.
    """
    if len(data) > LARGEST:
        raise NotAnswers(f"The input is larger than {LARGEST // 1024} kB. A whole questionnaire is far smaller.")
    text = _text(data)
    if not text.strip():
        raise NotAnswers("The input is empty. Give one JSON object, such as {}.")
    answers, repeated = _parsed(text)
    if not isinstance(answers, dict):
        raise NotAnswers("The input is not a JSON object. Give the answers by key, such as {}.")
    return answers, [
        f"“{key[:LONGEST_SHOWN]}” is given more than once in one object." for key in dict.fromkeys(repeated)
    ]


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnswers("The input is not text in UTF-8.") from error


def _parsed(text: str) -> tuple[Any, list[str]]:
    """The value and the keys that were repeated; JSON itself would let the last one win without a word."""
    repeated: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        times = Counter(key for key, _value in pairs)
        repeated.extend(key for key, count in times.items() if count > 1)
        return dict(pairs)

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=_no_number)
        _text(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))  # half of an escaped pair
        return value, repeated
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotAnswers(f"The input is not JSON ({where}): {error.msg.removesuffix(' at')}.") from error
    except RecursionError as error:
        raise NotAnswers("The input is not answers: it is nested too deeply.") from error
    except ValueError as error:  # an integer of thousands of digits
        raise NotAnswers("The input is not answers: a number in it is too long.") from error


def _no_number(name: str) -> NoReturn:
    raise NotAnswers(f"The input is not JSON: {name} is not a JSON number.")

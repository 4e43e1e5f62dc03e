"""Every regular expression in the code, against text made to keep it busy: none takes longer for it than it should."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

APPS = ("clinic", "config", "intake", "operations", "screening")
CALL = re.compile(
    r"(?:(?P<name>\w+)(?:: [\w.\[\]]+)? = )?\bre\.(?P<verb>\w+)\(\s*rf?([\"'])(?P<pattern>.+?)\3[,)\s]", re.DOTALL
)
VERBS = ("fullmatch", "match", "search", "sub", "findall", "finditer", "split")
LENGTH = 100_000  # characters
LONGEST = 1.0  # seconds; an expression that takes quadratic time needs minutes

HOSTILE = {
    "one letter": "a" * LENGTH,
    "one letter, then none": "a" * LENGTH + "!",
    "digits": "1" * LENGTH + "x",
    "digits and hyphens": "1-" * (LENGTH // 2) + "!",
    "spaces": " " * LENGTH + "x",
    "open braces": "{" * LENGTH,
    "names in braces": "{a." * (LENGTH // 3),
    "slashes": "/" * LENGTH,
    "tokens": "/" + "a-_" * (LENGTH // 3) + ".",
    "many tokens": ("/" + "a" * 39) * (LENGTH // 40),
    "phone numbers": "+(1) 2-3." * (LENGTH // 9) + "x",
    "underscores": "a_0" * (LENGTH // 3) + "!",
    "line ends": "\n\r" * (LENGTH // 2),
}


def sources() -> dict[str, str]:
    """Each file of ours with its text."""
    files = [file for app in APPS for file in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))]
    return {str(file.relative_to(settings.BASE_DIR)): file.read_text() for file in files}


def patterns() -> Iterator[tuple[str, str, str]]:
    """Each pattern with its file and a way in which it is used; parts that are put in later stand as a plain word."""
    known = sources()
    everything = "\n".join(known.values())
    for file, text in known.items():
        for found in CALL.finditer(text):
            pattern = re.sub(r"\{re\.escape\(\w+\)\}", "word", found["pattern"])
            pattern = pattern.replace("{{", "{").replace("}}", "}")
            used = {found["verb"]}
            if found["verb"] == "compile":
                used = set(re.findall(rf"\b{found['name']}\.(\w+)\(", everything)) & set(VERBS)
            yield from ((file, pattern, verb) for verb in sorted(used))


def test_every_pattern_is_found_with_its_use() -> None:
    found = {(file, pattern) for file, pattern, _verb in patterns()}
    written = [len(re.findall(r"(?<![\w.])re\.[a-z]+\(", text)) for text in sources().values()]

    assert ("intake/views/rows.py", r"(?P<group>\w+)-(?P<row>\d{1,2})", "fullmatch") in set(patterns())
    # re.escape(…) is no pattern.
    assert len(found) == sum(written) - sum(text.count("re.escape(") for text in sources().values())


@pytest.mark.parametrize(("file", "pattern", "verb"), sorted(set(patterns())))
def test_no_pattern_is_kept_busy(file: str, pattern: str, verb: str) -> None:
    compiled = re.compile(pattern)

    for what, text in HOSTILE.items():
        started = time.perf_counter()
        if verb == "sub":
            compiled.sub("", text)
        else:
            getattr(compiled, verb)(text)
        assert time.perf_counter() - started < LONGEST, f"{file} on {what}"


def test_a_pattern_that_can_be_kept_busy_would_be_noticed() -> None:
    started = time.perf_counter()
    re.compile(r"(\w+)-x").search("a" * 20_000)

    assert time.perf_counter() - started > 0.2

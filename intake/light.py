"""Sends patients' pages as light as they get. What they may weigh: tests/contracts/test_light.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page


def light_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page compressed, and without the indentation that helps only those who read its source."""

    @wraps(view)
    def sent_light(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        page = view(request, *args, **kwargs)
        if not page.streaming and page.headers.get("Content-Type", "").startswith("text/html"):
            page.content = without_indentation(page.content)
        return page

    return gzip_page(sent_light)


def without_indentation(page: bytes) -> bytes:
    """The page without the white space around the end of a line before a tag.

    No line of what somebody typed begins with a tag: it is escaped. Line by line, so that however many empty lines were
    typed, it takes no longer than reading them.
    """
    lines: list[bytes] = []
    for line in page.split(b"\n"):
        tag = line.lstrip()
        if not tag.startswith(b"<"):
            lines.append(line)
            continue
        while lines and not lines[-1].strip():
            lines.pop()
        if lines:
            lines[-1] = lines[-1].rstrip()
        lines.append(tag)
    return b"\n".join(lines)

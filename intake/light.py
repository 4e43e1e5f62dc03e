"""Sends patients' pages as light as they get. What they may weigh: tests/contracts/test_light.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page

# The white space around a line's end, before a tag. No line of what somebody typed begins with one: it is escaped.
INDENT = re.compile(rb"\s*\n\s*(?=<)")


def light_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page compressed, and without the indentation that helps only those who read its source."""

    @wraps(view)
    def without_indent(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        page = view(request, *args, **kwargs)
        if not page.streaming and page.headers.get("Content-Type", "").startswith("text/html"):
            page.content = INDENT.sub(b"\n", page.content)
        return page

    return gzip_page(without_indent)

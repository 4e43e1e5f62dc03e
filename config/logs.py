"""How a line of log is written: without patients' tokens, and on a server as JSON that quotes nobody.

The line for each request is written in requests.py.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

ROOT = Path(__file__).resolve().parent.parent

# A link's token is 43 characters; ids are at most 36, so they stay readable.
TOKEN_IN_PATH = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_.-])")

# The id of the request that is being answered, on every line that is written meanwhile.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

# What such an error says is about machines. Any other's words may quote an answer, so they stay out of the log.
QUOTABLE = (OperationalError, OSError, ImproperlyConfigured)

# What a line may carry beside its words: facts about a request, none of which a person wrote.
FACTS = ("method", "route", "status", "ms")


def lines_of_log(*, is_development: bool) -> dict[str, Any]:
    """What is logged where, for the setting LOGGING.

    Never a request's body: it holds answers. Never SQL or a template's variables either: Django logs both with values.
    Nothing leaves the machine: no mail to ADMINS, no service that collects errors.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": WithoutTokens, "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": JsonLines},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if is_development else "json"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO"},
            # Development's server writes a line for each request itself.
            "config.requests": {"level": "WARNING" if is_development else "INFO"},
            "django.server": {"level": "INFO", "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "INFO"},
        },
    }


class WithoutTokens(logging.Formatter):
    """Writes a record, traceback included, with "[hidden]" for any token in an address: a token opens a response."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN_IN_PATH.sub("[hidden]", super().format(record))


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time (UTC), level, logger, message, request, facts of it, error."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            line["request"] = request_id
        line |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(_told(record.exc_info[1]))
        return TOKEN_IN_PATH.sub("[hidden]", json.dumps(line, ensure_ascii=False, default=str))


def _told(error: BaseException) -> Iterator[dict[str, Any]]:
    """An error and what caused it: kind and places in the code, never its words, a body or a variable's value."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    said = {"said": str(error).partition("\n")[0]} if isinstance(error, QUOTABLE) else {}
    places = traceback.extract_tb(error.__traceback__)
    yield {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}",
        **said,
        "at": [f"{_from_here(place.filename)}:{place.lineno} {place.name}" for place in places],
    }
    if cause:
        yield from _told(cause)


def _from_here(file: str) -> str:
    return str(Path(file).relative_to(ROOT)) if Path(file).is_relative_to(ROOT) else file

"""The site as a scanner can read it, for scan.py: one token in all forms, and a form of its own for each button.

wapiti takes a form with another token for another form, and knows neither a field outside its form (``form``) nor a
button that sends a form elsewhere (``formaction``), which is how the cards of a face sheet are made. Such a form is
shown as it was seen first: what is in it differs with each second and each record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from django.middleware import csrf

csrf._mask_cipher_secret = lambda secret: secret  # type: ignore[attr-defined]

from config.wsgi import application as site  # noqa: E402 - not before the line above
from tests.forms import ways_to_send  # noqa: E402
from tests.markup import Element, read  # noqa: E402

IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
seen_first: dict[str, str] = {}


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    started: list[Any] = []

    def keep_for_later(*given: Any) -> Any:
        started.append(given)

    answer = site(environ, keep_for_later)
    status, headers, *rest = started[0]
    kinds = dict(headers)
    if not kinds.get("Content-Type", "").startswith("text/html") or "Content-Encoding" in kinds:
        start_response(status, headers, *rest)
        return answer
    page = b"".join(answer).decode()
    if environ["REQUEST_METHOD"] == "GET" and "formaction" in page:
        page = page.replace("</body>", "".join(spelled_out(page)) + "</body>")
    body = page.encode()
    rest_of_headers = [(name, value) for name, value in headers if name != "Content-Length"]
    start_response(status, [*rest_of_headers, ("Content-Length", str(len(body)))], *rest)
    return [body]


def spelled_out(page: str) -> Iterable[str]:
    """A form for each button that has an address of its own, with the fields that it sends."""
    for way in ways_to_send(read(page), ""):
        if way.action and any(one.get("form") for one in way.controls):
            fields = "".join(_as_input(control) for control in way.controls if control.get("name"))
            form = f'<form method="{way.method}" action="{escape(way.action)}">{fields}</form>'
            yield seen_first.setdefault(IDS.sub("*", way.action), form)


def _as_input(control: Element) -> str:
    known = {name: control.get(name) for name in ("name", "type", "value") if name in control.attributes}
    return "<input " + " ".join(f'{name}="{escape(value)}"' for name, value in known.items()) + ">"

"""What every answer tells the browser beside Django's own headers, and how much a browser may send. Values: settings.

The content security policy is set by django-csp, the rest of the security headers by Django's SecurityMiddleware.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing here needs a sensor, a camera or a payment; passkeys are for our own pages alone.
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "camera",
                "display-capture",
                "geolocation",
                "gyroscope",
                "magnetometer",
                "microphone",
                "payment",
                "usb",
            )
        ),
        "publickey-credentials-get=(self)",
    ]
)
HEADERS = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def browser_headers(answer: Answer) -> Answer:
    """Add our headers to every answer, and keep every page out of every cache. Only static files may be kept."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not _is_static(request, response):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return with_headers


def _is_static(request: HttpRequest, response: HttpResponse) -> bool:
    return request.path_info.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304)


def bounded_bodies(answer: Answer) -> Answer:
    """Refuse a body that says it is too long before any of it is read. Django bounds only what is not a file."""

    def within_bounds(request: HttpRequest) -> HttpResponse:
        if not (request.META.get("CONTENT_LENGTH") or "0").isdecimal():
            return HttpResponseBadRequest()  # Django would break on it; gunicorn lets no such request through
        if _said_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The body of this request is too long.")
        return answer(request)

    return within_bounds


def _said_length(request: HttpRequest) -> float:
    """The length of the body in bytes, as the browser says it."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if len(said) < 12 else float("inf")

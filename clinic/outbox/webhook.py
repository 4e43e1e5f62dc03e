"""Sending one message of the outbox to an https address, as pagers and messengers take it.

The address is typed in by staff, so it must not lead into the network that this server stands in: the name is looked
up once, every number that it stands for must be public, and the connection goes to that number. Nothing is followed.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from clinic.outbox.models import Message
from clinic.outbox.undeliverable import Undeliverable

SECONDS = 5.0  # for each step of a try
SECONDS_IN_ALL = 10.0
LONGEST_ADDRESS = 500
# Numbers of version 6 that a network translates to version 4 (RFC 6052, RFC 8215).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
TRANSLATED_INSIDE = ipaddress.ip_network("64:ff9b:1::/48")


class AddressRefused(ValueError):
    """This address cannot be a webhook. The text says why, to whoever typed it."""


def checked_address(address: str) -> SplitResult:
    """The parts of an address that begins with https and names a host and nobody's password. Raises AddressRefused."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressRefused("write the whole address, beginning with https://.") from None
    if parts.scheme != "https" or not parts.hostname or len(address) > LONGEST_ADDRESS or not address.isascii():
        raise AddressRefused("write the whole address, beginning with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        raise AddressRefused("write the address without a name, a password or a # in it.")
    if any(letter <= " " or letter == "\x7f" for letter in address):
        raise AddressRefused("write the address without spaces.")
    return parts


def numbers_of(host: str, port: int) -> list[str]:
    """The public numbers that this name stands for. Raises AddressRefused if any of them is not public, or none is."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused("no machine has this name.") from None
    numbers = [str(entry[4][0]) for entry in found]
    # Whoever runs the server may name a machine inside, such as the clinic's own pager; staff cannot.
    if host not in settings.WEBHOOK_HOSTS_INSIDE and not all(_is_public(number) for number in numbers):
        raise AddressRefused("this name leads to a private network, where nothing may be sent.")
    return numbers


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if address in TRANSLATED:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    is_private = not address.is_global or address.is_multicast or address in TRANSLATED_INSIDE
    return not is_private and (inner is None or _is_public(str(inner)))


def send(message: Message) -> None:
    """Post the message, signed. Raises Undeliverable unless the answer is 2xx."""
    given = message.content
    try:
        parts = checked_address(given["address"])
        number = numbers_of(str(parts.hostname), parts.port or 443)[0]
    except AddressRefused:
        raise Undeliverable("address refused") from None
    told = {"id": str(message.pk), "kind": message.kind, "text": given["text"], "link": given["link"]}
    body = json.dumps(told, separators=(",", ":")).encode()
    status = _post(parts, number, body, _headers(message, given["secret"], body))
    if not 200 <= status < 300:
        raise Undeliverable(f"answered {status}")


def _headers(message: Message, secret: str, body: bytes) -> dict[str, str]:
    at = str(int(time.time()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "clinic-intake",
        "Idempotency-Key": str(message.pk),
        "X-Intake-Timestamp": at,
        "X-Intake-Signature": f"sha256={signature(secret, at, body)}",
    }


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 (hex) over the time in seconds, a dot and the body: so that an old message cannot be sent again."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


class _ToNumber(http.client.HTTPSConnection):
    """A connection to a number that was looked up and checked, and to the name as far as TLS is concerned."""

    def __init__(self, host: str, port: int, number: str) -> None:
        self.secured = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.secured)
        self.number = number

    def connect(self) -> None:
        plain = socket.create_connection((self.number, self.port), self.timeout)
        self.sock = self.secured.wrap_socket(plain, server_hostname=self.host)


def _post(parts: SplitResult, number: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; whatever else it says is not read."""
    connection = _ToNumber(str(parts.hostname), parts.port or 443, number)
    # Each step has its time; this bounds one that sends a byte now and then.
    was_cut = threading.Event()
    too_late = threading.Timer(SECONDS_IN_ALL, _cut, (connection, was_cut))
    too_late.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Undeliverable(type(fault).__name__) from None
    finally:
        too_late.cancel()
        connection.close()
    # An answer that was cut off in the middle may begin with 200 all the same.
    if was_cut.is_set():
        raise Undeliverable("too slow")
    return status


def _cut(connection: http.client.HTTPSConnection, was_cut: threading.Event) -> None:
    was_cut.set()
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)

"""Webhooks: signed, by https to a public address only, never on to another one, and soon given up for this time."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clinic.models import Clinic
from clinic.outbox import webhook
from clinic.outbox.delivery import deliver_due
from clinic.outbox.models import Message
from clinic.outbox.queue import post
from clinic.outbox.webhook import AddressRefused, checked_address, numbers_of, signature
from tests.https_server import Receiver, https_server
from tests.people import NOON

SECRET = "shared with the pager"


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """A gateway on this machine whose certificate this machine trusts, and which staff may name."""
    settings.WEBHOOK_HOSTS_INSIDE = ["localhost"]
    with https_server(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


def delivered(clinic: Clinic, address: str) -> Message:
    """A safety notice to this address, after one try."""
    message = post(
        Message.Kind.NOTICE,
        clinic=clinic,
        channel=Message.Channel.WEBHOOK,
        address=address,
        text="A safety item needs review. Sign in.",
        secret=SECRET,
        link="https://intake.example.org/staff/",
        now=NOON,
    )
    deliver_due(now=NOON)
    return Message.objects.get(pk=message.pk)


def test_it_arrives_signed_with_an_id_that_stays_the_same(clinic: Clinic, receiver: Receiver) -> None:
    receiver.status = 503
    message = delivered(clinic, receiver.address)
    receiver.status = 204
    deliver_due(now=message.due_at)

    first, second = receiver.taken
    assert json.loads(second["body"]) == {
        "id": str(message.pk),
        "kind": "notice",
        "text": "A safety item needs review. Sign in.",
        "link": "https://intake.example.org/staff/",
    }
    assert first["headers"]["Idempotency-Key"] == second["headers"]["Idempotency-Key"] == str(message.pk)
    at = second["headers"]["X-Intake-Timestamp"]
    assert second["headers"]["X-Intake-Signature"] == f"sha256={signature(SECRET, at, second['body'])}"
    assert abs(int(at) - time.time()) < 60
    assert Message.objects.get().state == Message.State.DELIVERED


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 410, 500, 503])
def test_any_answer_but_2xx_is_no_delivery(clinic: Clinic, receiver: Receiver, status: int) -> None:
    receiver.status = status

    message = delivered(clinic, receiver.address)
    assert (message.state, message.trouble) == (Message.State.WAITING, f"answered {status}")


def test_it_is_never_sent_on_to_where_an_answer_leads(clinic: Clinic, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 307, {"Location": f"https://localhost:{receiver.port}/elsewhere"}
    delivered(clinic, receiver.address)

    assert [taken["path"] for taken in receiver.taken] == ["/pager?to=nurse"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    clinic: Clinic, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    assert delivered(clinic, receiver.address).trouble == ssl.SSLCertVerificationError.__name__
    assert receiver.taken == []


def test_a_certificate_of_another_name_is_refused(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_HOSTS_INSIDE = ["localhost"]
    with https_server(tmp_path, name="pager.example.org") as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))

        assert delivered(clinic, server.address).trouble == ssl.SSLCertVerificationError.__name__
        assert server.taken == []


def test_a_machine_inside_is_refused_unless_whoever_runs_the_server_names_it(
    clinic: Clinic, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOK_HOSTS_INSIDE = []

    assert delivered(clinic, receiver.address).trouble == "address refused"
    assert receiver.taken == []


def test_a_slow_receiver_is_left_soon(clinic: Clinic, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 0.3)
    receiver.slow = True

    begun = time.monotonic()
    assert delivered(clinic, receiver.address).trouble == "TimeoutError"
    assert time.monotonic() - begun < 3


def test_a_receiver_that_answers_a_byte_at_a_time_is_left_too(
    clinic: Clinic, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SECONDS_IN_ALL", 0.6)
    with dripping(receiver.certificate) as port:
        begun = time.monotonic()
        message = delivered(clinic, f"https://localhost:{port}/")

    assert (message.state, message.trouble) == (Message.State.WAITING, "too slow")
    assert time.monotonic() - begun < 3


class dripping:
    """An https server that answers with a header that never ends."""

    def __init__(self, certificate: Path) -> None:
        secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secured.load_cert_chain(certificate)
        self.server = secured.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        self.thread = threading.Thread(target=self.drip, daemon=True)

    def drip(self) -> None:
        try:
            visitor, _ = self.server.accept()
            with visitor:
                visitor.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                for _ in range(200):
                    visitor.sendall(b"a")
                    time.sleep(0.05)
        except OSError:
            pass

    def __enter__(self) -> int:
        self.thread.start()
        return int(self.server.getsockname()[1])

    def __exit__(self, *fault: object) -> None:
        self.server.close()
        self.thread.join(5)


@pytest.mark.parametrize(
    "address",
    [
        "http://pager.example.org/",
        "ftp://pager.example.org/",
        "//pager.example.org/",
        "https://",
        "https:///path",
        "https://ann:secret@pager.example.org/",
        "https://pager.example.org/#here",
        "https://pager.example.org:99999/",
        "https://pager.example.org:0/",
        "https://pager.example.org/ x",
        "https://pager.example.org/\r\nHost: x",
        "https://[::1",
        "https://pagér.example.org/",
        "https://pager.example.org/" + "a" * 500,
        "",
    ],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        checked_address(address)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.0.0.5",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not listened on
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.5",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b:1::a00:5",
        "64:ff9b::a00:5",
        "ff02::1",
    ],
)
def test_a_name_that_stands_for_a_private_number_is_refused(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    # One public number beside it does not help: which of them a connection takes is chance.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (n, 443)) for n in ("9.9.9.9", number)])

    with pytest.raises(AddressRefused, match="private network"):
        numbers_of("pager.example.org", 443)


def test_a_public_number_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", ("9.9.9.9", 443))])

    assert numbers_of("pager.example.org", 443) == ["9.9.9.9"]

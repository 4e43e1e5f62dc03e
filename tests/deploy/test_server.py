"""The server as it is started in production: it answers, keeps its log clean, and ends without dropping anybody."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.config.production import FROM_THE_MACHINE, ROOT, manage, server_environment

pytestmark = pytest.mark.slow

PATIENCE = 30  # seconds
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
SLOW_BODY = b"username=someone&password=something"
# So far it could be from a page of ours; whether it is, only the body tells, so the whole of it has to be read.
FROM_OUR_PAGE = (
    "Content-Type: application/x-www-form-urlencoded",
    f"Content-Length: {len(SLOW_BODY)}",
    "Expect: 100-continue",
    "Origin: https://intake.example.org",
    f"Cookie: __Host-csrftoken={'k' * 32}",
    "Connection: close",
)


class Server:
    """gunicorn with our configuration, on a port of its own."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {"BIND": f"127.0.0.1:{self.port}", "PROXY_SETS_X_FORWARDED_PROTO": "1", **environment}
        self.log = log
        with log.open("wb") as written:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "config.wsgi"],
                cwd=ROOT,
                env={"ENV_FILE": "", **FROM_THE_MACHINE, **self.environment},
                stderr=written,
            )

    def connects(self) -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        except OSError:
            return None

    def wait(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen of the server."""
        until = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > until:
                pytest.fail(self.log.read_text())
            time.sleep(0.05)

    def takes_connections(self) -> bool:
        connection = self.connects()
        if connection:
            connection.close()
        return connection is not None

    def says(self, words: str) -> bool:
        return words in self.log.read_text()

    def begins(self, request: str, *headers: str) -> socket.socket:
        """A connection on which a request has begun."""
        connection = self.connects()
        assert connection
        lines = [f"{request} HTTP/1.1", "Host: intake.example.org", "X-Forwarded-Proto: https", *headers, "", ""]
        connection.sendall("\r\n".join(lines).encode())
        return connection

    def asks(self, path: str) -> str:
        """The whole answer to one request."""
        with self.begins(f"GET {path}", "Connection: close") as connection:
            return read_all(connection)

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def read_all(connection: socket.socket) -> str:
    received = b""
    while part := connection.recv(65536):
        received += part
    return received.decode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    environment = server_environment(tmp_path / "db.sqlite3")
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        result = manage(*command, environment=environment)
        assert result.returncode == 0, result.stderr
    running = Server(environment, tmp_path / "log")
    running.wait(running.takes_connections)
    yield running
    running.process.kill()
    running.process.wait()


@pytest.mark.skipif(os.name == "nt", reason="gunicorn runs on Unix")
def test_the_server_answers_logs_in_json_and_ends_after_the_request_in_flight(server):
    page = server.asks("/")
    assert page.startswith("HTTP/1.1 200")
    assert "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload" in page
    assert server.asks("/readyz").endswith('"worker": "not ok", "notices": "ok", "outbox": "ok"}')
    assert healthy(server, "healthz") == 0
    assert healthy(server, "readyz") == 1
    assert server.asks(f"/q/{'x' * 43}/").startswith("HTTP/1.1 404")

    slow = server.begins("POST /staff/sign-in/", *FROM_OUR_PAGE)
    assert slow.recv(len(GO_ON)) == GO_ON
    slow.sendall(SLOW_BODY[:9])
    server.process.send_signal(signal.SIGTERM)
    server.wait(lambda: server.says("Worker exiting"))  # the other one, which had nothing to do
    slow.sendall(SLOW_BODY[9:])
    answer = read_all(slow)
    slow.close()

    assert answer.startswith("HTTP/1.1 403")  # after all of it was read: our token is not in it
    assert server.process.wait(PATIENCE) == 0
    routes = [line["route"] for line in server.lines() if line["logger"] == "config.requests"]
    assert routes[-2:] == ["/q/<str:token>/", "/staff/sign-in/"]
    assert "xxxx" not in server.log.read_text()


def healthy(server: Server, what: str) -> int:
    return subprocess.run(
        [sys.executable, "deploy/healthy.py", what], cwd=ROOT, env={**FROM_THE_MACHINE, **server.environment}
    ).returncode

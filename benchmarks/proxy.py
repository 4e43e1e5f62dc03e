"""The site behind the real proxy: does it answer while others send slowly, and where does a message end?

python -m benchmarks.proxy [--slow N] [--caddy PROGRAM]
Caddy is run with deploy/Caddyfile as it stands, but for the site's address, a certificate of its own and its folder.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import django

from benchmarks.faults import folder
from benchmarks.site import HOST, ROOT, Site, environment, free_port
from benchmarks.slow import SECONDS, tell

MARKER = "GET /healthz HTTP/1.1\r\nHost: intake.example.org\r\nX-Smuggled: 1\r\n\r\n"
BEGINS = "POST / HTTP/1.1\r\nHost: {host}\r\n"

# What two readers of one message could cut in different places. Each holds a whole other message inside.
MESSAGES = {
    "a length and chunks": f"Content-Length: {len(MARKER) + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{MARKER}",
    "chunks and a length": f"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{MARKER}",
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(MARKER)}\r\n\r\n{MARKER}",
    "two lengths in one line": f"Content-Length: 0, {len(MARKER)}\r\n\r\n{MARKER}",
    "a length with a sign": f"Content-Length: +{len(MARKER)}\r\n\r\n{MARKER}",
    "a length below nothing": f"Content-Length: -1\r\n\r\n{MARKER}",
    "a length in hex": f"Content-Length: 0x{len(MARKER):x}\r\n\r\n{MARKER}",
    "a length beyond counting": f"Content-Length: {10**40}\r\n\r\n{MARKER}",
    "a blank before the colon": f"Content-Length : {len(MARKER)}\r\n\r\n{MARKER}",
    "an unknown encoding": f"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{MARKER}",
    "two encodings": f"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{MARKER}",
    "an encoding behind a tab": f"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n{MARKER}",
    "a folded header": f"X-Folded: one\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{MARKER}",
    "a bare line feed": f"X-Bare: one\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{MARKER}",
    "a bare carriage return": f"X-Bare: one\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{MARKER}",
    "a chunk of more than there is": f"Transfer-Encoding: chunked\r\n\r\n{'f' * 17}\r\n{MARKER}",
    "a chunk below nothing": f"Transfer-Encoding: chunked\r\n\r\n-1\r\n{MARKER}",
    "underscores": f"Content_Length: {len(MARKER)}\r\n\r\n",
}


class Proxy:
    """Caddy in front of a site."""

    def __init__(self, program: str, site: Site, home: Path) -> None:
        self.program, self.site, self.home, self.port = program, site, home, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start Caddy and wait until a request comes back from the site."""
        text = (ROOT / "deploy" / "Caddyfile").read_text().replace("site:8000", f"127.0.0.1:{self.site.port}")
        ours = "{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\tauto_https disable_redirects\n"
        (self.home / "Caddyfile").write_text(text.replace("{\n", ours, 1))
        known = os.environ | {
            "SITE_NAME": f"https://{HOST}:{self.port}",
            "XDG_DATA_HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
        }
        command = [self.program, "run", "--config", str(self.home / "Caddyfile"), "--adapter", "caddyfile"]
        self.process = subprocess.Popen(command, env=known, stdout=self.site.log, stderr=self.site.log)
        end = time.monotonic() + 30
        while self.asked("/healthz") != 200:
            if time.monotonic() > end or self.process.poll() is not None:
                raise TimeoutError(f"The proxy did not come up. Its log is {self.home / 'server.log'}")
            time.sleep(0.2)

    def asked(self, path: str, *, timeout: float = 10) -> int:
        """The status of an address through the proxy, or 0 when no answer comes."""
        try:
            with self.connected(timeout) as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nConnection: close\r\n\r\n".encode())
                answer = http.client.HTTPResponse(line)
                answer.begin()
                return answer.status
        except (OSError, http.client.HTTPException):
            return 0

    def connected(self, timeout: float) -> ssl.SSLSocket:
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE  # it made its certificate itself a moment ago
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        return trust.wrap_socket(plain, server_hostname=HOST)

    def told(self, message: bytes) -> bytes:
        """Everything that comes back for these bytes within three seconds."""
        back = b""
        try:
            with self.connected(3) as line:
                line.sendall(message)
                while part := line.recv(65536):
                    back += part
        except OSError:
            pass
        return back

    def end(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)


def besieged(proxy: Proxy, slow: int) -> tuple[list[float], int]:
    """How long each answer to somebody else took meanwhile, and how many did not come within ten seconds."""
    over = threading.Event()
    for number in range(slow):
        threading.Thread(target=_dawdle, args=(proxy, number, over), daemon=True).start()
    time.sleep(2)
    waits, missed, end = [], 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        started = time.monotonic()
        if proxy.asked("/") == 200:
            waits.append(time.monotonic() - started)
        else:
            missed += 1
        time.sleep(0.2)
    over.set()
    return waits, missed


def _dawdle(proxy: Proxy, number: int, over: threading.Event) -> None:
    head = f"POST /form/s/mood/ HTTP/1.1\r\nHost: {HOST}:{proxy.port}\r\nContent-Length: 100000\r\n"
    body_begins = "\r\n" if number % 2 else ""  # every second one never ends its headers
    while not over.is_set():
        try:
            with proxy.connected(5) as line:
                line.sendall((head + body_begins).encode())
                while not over.wait(1):
                    line.sendall(b"x")
        except OSError:
            over.wait(0.5)


def cut_in_two(proxy: Proxy) -> list[str]:
    """The messages out of which the proxy or the site read a second one."""
    found = []
    for name, message in MESSAGES.items():
        before = _served(proxy.site)
        back = proxy.told((BEGINS.format(host=f"{HOST}:{proxy.port}") + message).encode("latin-1"))
        time.sleep(0.3)
        reached = _served(proxy.site)[len(before) :]
        inner = [line for line in reached if "/healthz" in line]
        # A proxy may read what follows a message as the next one: then it asks the site for it in the open.
        answers = back.count(b"HTTP/1.1 ")
        status = back.split(b" ", 2)[1].decode() if answers else "closed"
        print(f"{name}: {status}; {answers} answer(s), {len(reached)} request(s) reached the site")
        if len(reached) > answers or (inner and answers < 2):
            found.append(name)
    return found


def _served(site: Site) -> list[str]:
    site.log.flush()
    lines = (site.home / "server.log").read_text(errors="replace").splitlines()
    return [line for line in lines if '"config.requests"' in line]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slow", type=int, default=100, choices=range(1, 201), metavar="N", help="1 to 200 (100)")
    parser.add_argument("--caddy", default="caddy", help="the program")
    asked = parser.parse_args()
    with folder(on_small_disk=False) as home:
        os.environ.update(environment(home, None), DJANGO_SETTINGS_MODULE="config.settings")
        django.setup()
        site = Site(home, workers=2)
        proxy = Proxy(asked.caddy, site, home)
        try:
            site.prepare()
            site.start()
            proxy.start()
            found = cut_in_two(proxy)
            print(f"{len(found)} of {len(MESSAGES)} messages were cut in two places", *found)
            return tell(*besieged(proxy, asked.slow)) or bool(found)
        finally:
            proxy.end()
            site.end()


if __name__ == "__main__":
    sys.exit(main())

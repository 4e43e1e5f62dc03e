"""Visitors who send very slowly: does the site still answer others? python -m benchmarks.slow [--slow N]

Each slow visitor opens a connection and sends a byte a second, of a header or of a body. No proxy stands in front.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time

import django

from benchmarks.faults import folder
from benchmarks.site import HOST, Site, environment

SECONDS = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slow", type=int, default=6, choices=range(1, 201), metavar="N", help="1 to 200 (6)")
    parser.add_argument("--processes", type=int, default=2, help="of gunicorn, with 4 threads each (2)")
    asked = parser.parse_args()
    with folder(on_small_disk=False) as home:
        os.environ.update(environment(home, None), DJANGO_SETTINGS_MODULE="config.settings")
        django.setup()
        site = Site(home, workers=asked.processes)
        try:
            site.prepare()
            site.start()
            return tell(*besieged(site, asked.slow))
        finally:
            site.end()


def besieged(site: Site, slow: int) -> tuple[list[float], int]:
    """How long each answer to somebody else took meanwhile, and how many did not come within ten seconds."""
    over = threading.Event()
    visitors = [threading.Thread(target=_dawdle, args=(site.port, number, over), daemon=True) for number in range(slow)]
    for visitor in visitors:
        visitor.start()
    time.sleep(2)
    waits, missed, end = [], 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        started = time.monotonic()
        if site.status("/", timeout=10) == 200:
            waits.append(time.monotonic() - started)
        else:
            missed += 1
        time.sleep(0.2)
    over.set()
    return waits, missed


def _dawdle(port: int, number: int, over: threading.Event) -> None:
    head = f"POST /form/s/mood/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nContent-Length: 100000\r\n"
    body_begins = "\r\n" if number % 2 else ""  # every second one never ends its headers
    while not over.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall((head + body_begins).encode())
                while not over.wait(1):
                    connection.sendall(b"x")
        except OSError:
            over.wait(0.5)


def tell(waits: list[float], missed: int) -> int:
    longest = max(waits, default=0)
    print(f"{len(waits)} answers to others, the slowest after {longest:.1f} s; {missed} did not come within 10 s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

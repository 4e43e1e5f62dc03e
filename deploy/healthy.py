"""Asks the site on this machine how it is, by the name that it answers to. Exit status 0 when all is well.

python deploy/healthy.py [healthz or readyz]
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit


def main(what: str = "healthz") -> int:
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    name = urlsplit(os.environ["SITE_URL"]).netloc
    question = urllib.request.Request(f"http://127.0.0.1:{port}/{what}", headers={"Host": name})
    try:
        with urllib.request.urlopen(question, timeout=4) as answer:  # noqa: S310 - an address of our own
            return int(answer.status != 200)
    except (urllib.error.URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

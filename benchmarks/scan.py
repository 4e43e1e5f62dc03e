"""wapiti's scan of the running demo, as a patient or as staff, against settings as on a server.

python -m benchmarks.scan /path/to/wapiti WHO [--postgres] [--crawl N] [--seconds N] [--modules LIST]
wapiti is not a dependency: install it into an environment of its own. Its report is printed.

A clinic's records are the same few pages at thousands of addresses: ``--patients`` says how many of the demo's are
there, ``--answers`` how many answers of each response are scanned, out of about a hundred with a page of their own.
A page with a hundred fields takes as long as all the others: ``--without`` leaves it out, ``--page`` scans it alone.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.utils.crypto import get_random_string

from benchmarks.faults import database, folder
from benchmarks.site import Site, environment

CSRF = get_random_string(32)  # known, so that wapiti can send the forms that it finds
# Not those that guess passwords or names of files by the thousand, ask other machines, or look for other products.
MODULES = "cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,sql,ssrf,"
MODULES += "timesql,upload,xss,xxe"
ENDS_THE_SESSION = (
    "/form/later/",
    "/staff/sign-out/",
    "/staff/account/sessions/end/",
    "/desk/*/start-here/",
    "/form/here/",
)
MOST_ANSWERS = 150  # that one response can hold
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[0-9]+(?=/)")
NUMBER = re.compile(r"(?<=card-)[0-9]+")
LIMIT = re.compile(r"Max attack time was reached for module (\w+)")
BEGINS = {"patient": "/form/", "clinician": "/reviews/", "lead": "/staff/clinic/", "admin": "/staff/clinic/"}


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything started here is ended
    with folder(on_small_disk=False) as home, database(home, postgres=asked.postgres) as cluster:
        site = Site(home, workers=2, application="benchmarks.scanned")
        address = f"127.0.0.1:{site.port}"
        os.environ.update(environment(home, cluster), DJANGO_SETTINGS_MODULE="config.settings")
        os.environ["SITE_URL"] = f"https://{address}"
        site.host = address
        django.setup()
        try:
            site.prepare()
            cookie = session_of(asked.who, address, patients=asked.patients)
            site.start()
            check_session(address, cookie, BEGINS[asked.who])
            found = scan(asked, address, cookie, home)
            check_session(address, cookie, BEGINS[asked.who])  # that it was still open at the end
            return found
        finally:
            site.end()


def session_of(who: str, address: str, *, patients: int) -> str:
    """Load the demo, and give the session of its first patient or of a member of staff."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from clinic.models import Staff
    from screening.demo.load import load
    from screening.demo.people import PATIENTS
    from tests.people import signed_in

    token = load(now=timezone.now(), patients=PATIENTS[:patients])
    if who != "patient":
        client = signed_in(Staff.objects.get(email=f"{who}@example.org"))
    else:
        client = Client(headers={"host": address})
        year, month, day = PATIENTS[0].born.split("-")
        client.post(f"/q/{token}/", {"year": year, "month": month, "day": day}, secure=True)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def check_session(address: str, session: str, path: str) -> None:
    """A scan of the page that says "sign in" would prove nothing."""
    headers = {"X-Forwarded-Proto": "https", "Cookie": f"__Host-sessionid={session}"}
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.request("GET", path, headers=headers)
    if (status := connection.getresponse().status) != 200:
        raise SystemExit(f"{path} answers {status}: the session does not open it.")


def scan(asked: argparse.Namespace, address: str, session: str, home: Path) -> int:
    """Crawl once, then let each list of modules attack what was found, all lists at the same time."""
    command = how(asked, address, session)
    crawl = [*command, "--store-session", str(home / "session"), "--module", "", "--output", str(home / "crawl.json")]
    subprocess.run(crawl, check=False, timeout=asked.crawl * 2, stdout=sys.stderr)
    print(f"{each_form_once(home / 'session')} forms and addresses that differ", flush=True)
    one_question_of_each_kind(home / "session")
    with ThreadPoolExecutor(len(asked.modules)) as at_once:
        attacks = [
            at_once.submit(attack, command, modules, home, number) for number, modules in enumerate(asked.modules)
        ]
    return max([attacked.result() for attacked in attacks])


def how(asked: argparse.Namespace, address: str, session: str) -> list[str]:
    """The command, all but what is different for crawling and attacking."""
    headers = {
        "X-Forwarded-Proto": "https",
        "Origin": f"https://{address}",
    }
    cookies = f"__Host-sessionid={session}; __Host-csrftoken={CSRF}"
    command = [asked.wapiti, "--url", f"http://{address}{asked.page or BEGINS[asked.who]}"]
    command += ["--scope", "page" if asked.page else "domain", "--skip", "csrfmiddlewaretoken"]
    command += ["--cookie-value", cookies, "--no-bugreport", "--format", "json", "--verbose", "1", "--tasks", "4"]
    command += ["--max-scan-time", str(asked.crawl), "--max-attack-time", str(asked.seconds)]
    command += ["--max-links-per-page", str(asked.links)]
    for path in (*ENDS_THE_SESSION, *asked.without):
        command += ["--exclude", f"http://{address}{path}"]
    for place in range(asked.answers, MOST_ANSWERS):
        command += ["--exclude", f"http://{address}/reviews/*/answers/{place}/*"]
    return command + [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]


def attack(command: list[str], modules: str, home: Path, number: int) -> int:
    """Attack what was crawled with these modules; say which of them ran into their limit."""
    session, report = home / f"session{number}", home / f"report{number}.json"
    shutil.copytree(home / "session", session)
    command = [*command, "--store-session", str(session), "--module", modules, "--skip-crawl", "--output", str(report)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as attacking:
        try:
            for line in attacking.stdout or ():
                print(line.decode(errors="replace"), end="", file=sys.stderr)
                if bounded := LIMIT.search(line.decode(errors="replace")):
                    print(f"not to its end: {bounded[1]}", flush=True)
        finally:
            attacking.terminate()
    return tell(modules, json.loads(report.read_text()))


def each_form_once(session: Path) -> int:
    """Leave each form once that was sent: it is found again with each page and each record, as their ids differ."""
    (file,) = session.glob("*.db")
    with closing(sqlite3.connect(file)) as found, found:
        known: set[tuple[Any, ...]] = set()
        for path_id, path, method, was_sent in found.execute(
            "SELECT path_id, path, method, headers IS NOT NULL FROM paths ORDER BY path_id"
        ).fetchall():
            names = found.execute("SELECT type, name FROM params WHERE path_id = ? ORDER BY position", [path_id])
            fields = [(kind, NUMBER.sub("*", name)) for kind, name in names]
            form = (method, IDS.sub("*", path.partition("?")[0]), *fields)
            if form in known or not was_sent:
                found.execute("DELETE FROM params WHERE path_id = ?", [path_id])
                found.execute("DELETE FROM paths WHERE path_id = ?", [path_id])
            else:
                known.add(form)
    return len(known)


def one_question_of_each_kind(session: Path) -> None:
    """Leave the page of all questions one of each kind, and one button. The patient's pages have each question, too."""
    from intake.questionnaire import QUESTIONS

    kept = {question.kind: key for key, question in QUESTIONS.items()}.values()
    (file,) = session.glob("*.db")
    with closing(sqlite3.connect(file)) as found, found:
        for number, name, value in found.execute(
            "SELECT param_id, name, value1 FROM params JOIN paths USING (path_id) WHERE path LIKE '%/rules/try/'"
        ).fetchall():
            key = name.partition("-")[0]
            if (key in QUESTIONS and key not in kept) or (name, value) == ("use", "json"):
                found.execute("DELETE FROM params WHERE param_id = ?", [number])


def tell(modules: str, report: dict[str, Any]) -> int:
    """Print what was found, the first few of each sort; status 1 for anything but a note."""
    found = 0
    print(modules)
    for kind in ("vulnerabilities", "anomalies", "additionals"):
        for name, entries in report[kind].items():
            found += len(entries) if kind != "additionals" else 0
            if entries:
                print(f"{kind}: {name}: {len(entries)}")
            for entry in entries[:5]:
                print(f"    {entry['method']} {entry['path']} {entry['parameter']}: {entry['info']}")
    print(f"{report['infos']['crawled_pages_nbr']} pages, {found} findings beside notes")
    return 1 if found else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wapiti", help="the program")
    parser.add_argument("who", choices=list(BEGINS))
    parser.add_argument("--crawl", type=int, default=600, metavar="SECONDS", help="for crawling (600)")
    parser.add_argument("--seconds", type=int, default=3600, help="for each module (3600)")
    parser.add_argument("--postgres", action="store_true", help="timesql knows how to wait in it, not in SQLite")
    parser.add_argument("--links", type=int, default=100, help="followed from one page (100)")
    parser.add_argument("--patients", type=int, default=100, help="of the demo (all)")
    parser.add_argument("--answers", type=int, default=3, help="whose page to confirm is scanned, of each response (3)")
    parser.add_argument("--modules", action="append", metavar="LIST", help="as often as needed: lists run at once")
    parser.add_argument("--page", metavar="PATH", help="the only one that is scanned")
    parser.add_argument(
        "--without", metavar="PATH", action="append", default=[], help="not scanned; as often as needed"
    )
    asked = parser.parse_args()
    asked.modules = asked.modules or [MODULES]
    return asked


if __name__ == "__main__":
    sys.exit(main())

"""A patient who walks the real pages over HTTP and writes down what the site acknowledged. No database here.

Whatever goes wrong, the patient does what a person does: waits a little and tries again.
"""

from __future__ import annotations

import http.client
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from benchmarks.site import HOST
from intake.answers import SAFETY_KEYS
from intake.questionnaire import SECTIONS
from screening.plain_answers import complete

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATIENCE = 180  # seconds without an answer before a patient gives up
FORM = "application/x-www-form-urlencoded"

# Different answers, so that different rules fire. All raise something about safety at some time, and some take it back.
KINDS: tuple[dict[str, Any], ...] = (
    {"phq9_9": "1", "asq_1": "yes", "asq_5": "no", "ride_home": "self_drive"},
    {"phq9_9": "0", "asq_3": "yes", "asq_5": "yes", "reasons": ["depression", "crps"]},
    {"phq9_9": "2", "asq_4": "yes", "attempt_when": "over_1_year", "asq_5": "prefer_not"},
    {"phq9_9": "0", "asq_2": "no", "anything_else": "I am afraid of needles.", "ride_home": "no_plan"},
)
FIRST_THOUGHT = {"phq9_9": "3", "asq_2": "yes"}  # chosen first, then changed


class GivesUp(RuntimeError):
    """The site did not answer for longer than a person waits."""


@dataclass
class Ledger:
    """What the site said it has.

    answers     the last acknowledged value of each key
    safety      after each acknowledged page with safety questions: the answers to them, then
    saves       how many saves were acknowledged
    sent        whether sending was
    """

    answers: dict[str, Any] = field(default_factory=dict)
    safety: list[dict[str, Any]] = field(default_factory=list)
    saves: int = 0
    sent: bool = False

    def acknowledged(self, answers: dict[str, Any]) -> None:
        self.saves += 1
        self.answers |= answers
        if SAFETY_KEYS & answers.keys():
            self.safety.append({key: self.answers[key] for key in SAFETY_KEYS if key in self.answers})


@dataclass
class Tally:
    """How the requests of one patient went."""

    requests: int = 0
    broken: int = 0  # no answer, or half of one
    errors: int = 0  # 5xx
    waits: list[float] = field(default_factory=list)  # seconds for each answer


class Walker:
    """One patient with a link. ``walk`` goes from the link to "sent"."""

    def __init__(self, number: int, token: str, born: str, port: int, *, pace: float) -> None:
        self.number, self.token, self.born, self.port, self.pace = number, token, born, port, pace
        self.answers = complete(**KINDS[number % len(KINDS)])
        self.ledger, self.tally = Ledger(), Tally()
        self.chance = random.Random(number)
        self._cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None
        self.trouble = ""

    def walk(self) -> None:
        """The whole way. A patient who has to give up says where in ``trouble``."""
        try:
            self._enter()
            for section in SECTIONS:
                if asked := section.asked_keys(self.answers):
                    self._fill(section.slug, {key: self.answers[key] for key in asked if key in self.answers})
            self._send()
        except GivesUp as where:
            self.trouble = str(where)

    def _enter(self) -> None:
        year, month, day = self.born.split("-")
        path = f"/q/{self.token}/"
        self._post(path, path, {"year": year, "month": int(month), "day": int(day)}, accept=(302,))

    def _fill(self, slug: str, answers: dict[str, Any]) -> None:
        path = f"/form/s/{slug}/"
        for typed in self._typed(answers):
            self._post(path, f"{path}keep/", posted(typed), accept=(200,))
            self.ledger.acknowledged(typed)
        self._post(path, path, posted(answers) | {"go": "next"}, accept=(302,))
        self.ledger.acknowledged(answers)

    def _typed(self, answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """What the quiet autosave sends: the page half filled, sometimes with an answer that is changed later."""
        first = {key: value for key, value in FIRST_THOUGHT.items() if key in answers}
        half = dict(list(answers.items())[: max(1, len(answers) // 2)]) | first
        yield half

    def _send(self) -> None:
        self._post("/form/check/", "/form/check/", {"confirm": "on", "signed_as": "Made Up"}, accept=(302,))
        self._until(lambda: self._ask("GET", "/form/sent/")[0] == 200, what="/form/sent/")
        self.ledger.sent = True

    def _post(self, page: str, path: str, data: dict[str, Any], *, accept: tuple[int, ...]) -> None:
        def once() -> bool:
            # A page that was already sent once leads on; so does a form whose first sending got through.
            status, html = self._ask("GET", page)
            if status == 302:
                return page == "/form/check/"
            token = TOKEN.search(html)
            if status != 200 or not token:
                return False
            body = urlencode(data | {"csrfmiddlewaretoken": token[1]}, doseq=True)
            return self._ask("POST", path, body)[0] in accept

        self._until(once, what=path if "/q/" not in path else "the link")
        time.sleep(self.chance.uniform(0, 2 * self.pace))

    def _until(self, once: Callable[[], bool], *, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not once():
            if time.monotonic() > end:
                raise GivesUp(what)
            time.sleep(self.chance.uniform(0.2, 1))

    def _ask(self, verb: str, path: str, body: str = "") -> tuple[int, str]:
        """Status and page; (0, "") when no whole answer came."""
        started = time.monotonic()
        self.tally.requests += 1
        try:
            status, page = self._exchange(verb, path, body)
        except (OSError, http.client.HTTPException):
            self.tally.broken += 1
            self._connection = None
            return 0, ""
        self.tally.waits.append(time.monotonic() - started)
        self.tally.errors += status >= 500
        return status, page

    def _exchange(self, verb: str, path: str, body: str) -> tuple[int, str]:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if verb == "POST":
            headers |= {"Content-Type": FORM, "X-Requested-With": "XMLHttpRequest"}
        self._connection.request(verb, path, body or None, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self._connection.close()
        return answer.status, page


def posted(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as the fields of a form; no patient of this run fills in rows."""
    return {key: "on" if value is True else value for key, value in answers.items()}

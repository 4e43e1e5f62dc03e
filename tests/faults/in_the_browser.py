"""A patient types in a real browser while the real server is killed, the connection cut, the sitting ended, the phone
dead. Over HTTP, without a browser: benchmarks/faults.py.

python -m tests.faults.in_the_browser [--faults N] [--seed S]
After each fault the patient comes back as a person would. Ends with status 1 if anything that the page said was saved
is not there, or if more than the last five seconds of typing are lost. Uses only loopback and one folder in /tmp.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from benchmarks.site import Site, environment
from tests.browser import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request
    from playwright.sync_api import Response as Answer

ALLOWED = 5.0  # seconds of typing
FAULTS_EACH = 5  # faults before the next patient: the field has room for so many words
PATIENCE = 60_000  # milliseconds
QUIET = 1.5  # seconds
WORD = 300  # milliseconds from one word to the next: who is quick on a phone
BORN = {"Month": "3", "Day": "9", "Year": "1974"}
SECTION = "/form/s/why-you-are-here/"
TYPED = re.compile(rb'name="main_goal"\r\n\r\n(.*?)\r\n--', re.DOTALL)


@dataclass
class Run:
    """What the run counts, and what it holds against the site."""

    site: Site
    browser: Browser
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    saves: int = 0
    worst: float = 0.0  # seconds of typing lost
    found: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.site.port}"


class Typist:
    """One patient. ``words``: each word with when it was typed; ``acknowledged``: the longest text said to be saved."""

    def __init__(self, run: Run, response_id: Any, token: str) -> None:
        self.run, self.response_id, self.token = run, response_id, token
        self.words: list[tuple[float, str]] = []
        self.acknowledged = ""
        self.on_save: Callable[[], None] | None = None
        self.page = self.picks_up_a_phone()

    @property
    def text(self) -> str:
        return "".join(word for _moment, word in self.words)

    @property
    def stored(self) -> str:
        from intake.models import Response

        return str(Response.objects.get(pk=self.response_id).answers().get("main_goal", ""))

    def picks_up_a_phone(self) -> Page:
        """Opens the link in a browser that knows nothing, and the page with the field."""
        page = self.run.browser.new_context(base_url=self.run.address).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", self._sent)
        page.on("response", self._answered)
        page.goto(f"/q/{self.token}/")
        self.gives_date(page, "Open my form")
        page.goto(SECTION)
        return page

    def gives_date(self, page: Page, button: str) -> None:
        for part, number in BORN.items():
            page.get_by_label(part, exact=True).fill(number)
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.get_by_role("button", name=button, exact=True).click()

    def types(self, seconds: float) -> None:
        """Types words without a pause."""
        line = self.page.locator("#main_goal")
        line.press("Control+End")
        if self.text and not line.input_value().endswith(" "):
            line.press("Space")  # what comes back has no space at its end
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            word = f"w{len(self.words)} "
            self.page.keyboard.insert_text(word)  # whole, as the keyboard of a phone offers it
            self.words.append((time.monotonic(), word))
            self.page.wait_for_timeout(WORD)

    def until_saved(self) -> None:
        """Waits until the page says that it is saved, as a person does who looks at it."""
        end = time.monotonic() + PATIENCE / 1000
        while self.acknowledged != self.text.strip() and time.monotonic() < end:
            self.page.wait_for_timeout(100)

    def _sent(self, request: Request) -> None:
        if self.on_save and request.url.endswith("/keep/"):
            act, self.on_save = self.on_save, None
            act()

    def _answered(self, answer: Answer) -> None:
        asked = answer.request
        if not (asked.url.endswith("/keep/") and answer.status == 200):
            return
        typed = TYPED.search(asked.post_data_buffer or b"")
        self.run.saves += 1
        if typed and len(typed[1]) > len(self.acknowledged):
            self.acknowledged = typed[1].decode().strip()


# What goes wrong ------------------------------------------------------------------------------------------------------


def server_killed(typist: Typist) -> None:
    """SIGKILL for all of the server while a save is on its way; it starts again while the typing goes on."""
    restart = threading.Thread(target=typist.run.site.kill_all)
    typist.on_save = restart.start
    typist.types(4)
    if restart.ident is None:
        typist.on_save = None
        restart.start()
    typist.types(1)
    restart.join()
    typist.until_saved()


def process_killed(typist: Typist) -> None:
    """SIGKILL for the processes that serve, one after the other, while saves are on their way."""
    for _ in range(2):
        typist.on_save = lambda: typist.run.site.kill_one(typist.run.chance) and None
        typist.types(1.5)
    typist.on_save = None
    typist.until_saved()


def connection_cut(typist: Typist) -> None:
    """No network for some seconds; the typing goes on, and so does the page."""
    typist.types(typist.run.chance.uniform(0.2, 2))
    typist.page.context.set_offline(True)
    typist.types(typist.run.chance.uniform(1, 4))
    typist.page.context.set_offline(False)
    typist.until_saved()


def sitting_ended(typist: Typist) -> None:
    """The sitting ends in the middle of the page; the page is sent, and comes back after the date of birth."""
    from django.contrib.sessions.models import Session

    typist.types(typist.run.chance.uniform(0.2, 1))
    Session.objects.all().delete()
    typist.types(typist.run.chance.uniform(0.5, 2))
    with typist.page.expect_navigation(wait_until="domcontentloaded"):
        typist.page.get_by_role("button", name="Save and continue").last.click()
    typist.gives_date(typist.page, "Go on")
    if typist.page.locator("#main_goal").input_value().strip() != typist.text.strip():
        typist.run.found.append("what was typed did not come back after the date of birth")


def phone_dead(typist: Typist) -> None:
    """The browser is gone in the middle of a word, and nothing is sent any more. Another phone takes over."""
    typist.types(typist.run.chance.uniform(3, 8))
    _dies(typist)
    typist.page = typist.picks_up_a_phone()


def phone_dead_and_server_killed(typist: Typist) -> None:
    """Both at once: what was said to be saved is all that there is."""
    typist.types(typist.run.chance.uniform(3, 8))
    _dies(typist, meanwhile=typist.run.site.kill_all)
    typist.page = typist.picks_up_a_phone()


def _dies(typist: Typist, *, meanwhile: Callable[[], None] = lambda: None) -> None:
    context = typist.page.context
    died = time.monotonic()
    context.set_offline(True)  # nothing leaves any more, not even what a page sends as it goes
    meanwhile()
    context.close()
    _until_quiet(typist)
    typist.run.worst = max(typist.run.worst, _lost(typist, died))


# In this order, again and again. Starting all of the server takes long, so it is killed a little less often.
FAULTS = (
    *(server_killed, process_killed, connection_cut, sitting_ended, phone_dead, phone_dead_and_server_killed),
    *(process_killed, connection_cut, sitting_ended, process_killed, connection_cut, phone_dead, sitting_ended),
    *(process_killed, connection_cut, sitting_ended, process_killed, connection_cut, phone_dead, process_killed),
)


def _until_quiet(typist: Typist) -> None:
    """Waits for what had left the phone before it died: the server may be at it still."""
    before, end = None, time.monotonic() + QUIET
    while time.monotonic() < end:
        if (now := typist.stored) != before:
            before, end = now, time.monotonic() + QUIET
        time.sleep(0.1)


def _lost(typist: Typist, moment: float) -> float:
    """How many seconds before ``moment`` the first word was typed that is not stored whole. The rest is gone."""
    stored, kept = typist.stored, 0
    while kept < len(typist.words) and stored.startswith("".join(w for _m, w in typist.words[: kept + 1]).strip()):
        kept += 1
    gone = typist.words[kept:]
    del typist.words[kept:]
    if half := stored[len(typist.text) :]:
        typist.words.append((moment, f"{half} "))  # saved in the middle of a word: the other phone shows it, too
    return moment - gone[0][0] if gone else 0.0


# The run --------------------------------------------------------------------------------------------------------------


def hold_against(typist: Typist, fault: str) -> None:
    """Write down whatever was acknowledged or typed and is not stored."""
    stored, found = typist.stored, typist.run.found
    if not stored.startswith(typist.acknowledged):
        found.append(f"{fault}: said to be saved, and not there: …{typist.acknowledged[-60:]!r}, but …{stored[-60:]!r}")
    if not stored.startswith(typist.text.strip()):
        found.append(f"{fault}: typed before, and not there: …{typist.text[-60:]!r}, but …{stored[-60:]!r}")


def play(run: Run, invited: Iterator[tuple[Any, str]], many: int) -> None:
    """So many faults, each kind in turn, a few for each patient."""
    typist: Typist | None = None
    for number in range(many):
        if typist is None or number % FAULTS_EACH == 0:
            if typist:
                typist.page.context.close()
            response, token = next(invited)
            typist = Typist(run, response.pk, token)
        fault = FAULTS[number % len(FAULTS)]
        fault(typist)
        run.done[fault.__name__] += 1
        hold_against(typist, fault.__name__)


@contextmanager
def real_site(home: Path) -> Iterator[Site]:
    """gunicorn and a database of its own; development's settings, since a browser here has no https."""
    os.environ.update(environment(home, None) | {"DEBUG": "1", "SITE_URL": "http://127.0.0.1:8000"})
    os.environ.pop("PROXY_SETS_X_FORWARDED_PROTO")
    os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DJANGO_ALLOW_ASYNC_UNSAFE="1")
    django.setup()
    site = Site(home, workers=2)
    site.host = "127.0.0.1"
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True, timeout=120)
    try:
        site.start()
        yield site
    finally:
        site.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=12, metavar="N", help="how many in all (12)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which moments are chosen (1)")
    options = parser.parse_args()
    many = options.faults
    # So that everything started here is ended, and what was seen until then is told.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults.", dir="/tmp") as home, real_site(Path(home)) as site:
        from benchmarks.scenarios import invite_patients

        with launched() as browser:
            run = Run(site, browser, random.Random(options.seed))  # noqa: S311
            with suppress(KeyboardInterrupt):
                play(run, iter(invite_patients(many // FAULTS_EACH + 1)), many)
    for name, number in run.done.items():
        print(f"{name:<30} {number}")
    print(f"{'faults in all':<30} {sum(run.done.values())}")
    print(f"{'saves acknowledged':<30} {run.saves}")
    print(f"{'most typing lost':<30} {run.worst:.1f} s")
    print(f"{'run':<30} {time.monotonic() - started:.0f} s")
    for line in run.found:
        print(f"FAULT {line}")
    return 1 if run.found or run.worst > ALLOWED else 0


if __name__ == "__main__":
    sys.exit(main())

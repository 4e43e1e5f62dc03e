"""A real browser for tests marked `browser`: finding it, opening pages, asking axe. The journeys are in journeys/."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
ACCESSIBILITY_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}  # CSS pixels
# The first one there is. Without its windows it draws the same pages in two thirds of the time.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # Nothing but this machine has a name, so a page that asks for anything else fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def without_browser(reason: str) -> NoReturn:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def launched() -> "Iterator[Browser]":
    """Chromium, until the end of the block."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without_browser("playwright is not installed: pip install -r requirements-dev.txt")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        without_browser("there is no Chromium here: apt install chromium-headless-shell, or set CHROMIUM to its path")
    # Playwright runs an event loop in this thread, in which Django would refuse to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*CHROMIUM_FLAGS, "--no-sandbox"] if is_root else CHROMIUM_FLAGS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, started once for all tests of a run."""
    with launched() as chromium:
        yield chromium


@pytest.fixture
def open_browser(browser: "Browser", live_server: Any) -> "Iterator[Callable[..., Page]]":
    """A function that opens one more person's browser at our pages; its keywords are those of `Browser.new_context`.

    When the test ends, any script error on any of its pages fails it.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: Any) -> None:
        # Chromium also logs every 4xx answer, which is how a form says that something is missing.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def open_one(**options: Any) -> "Page":
        context = browser.new_context(**{"base_url": live_server.url, "viewport": PHONE, **options})
        context.on("console", complain)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_browser: "Callable[..., Page]") -> "Page":
    """A phone-sized page at our address."""
    return open_browser()


def accessibility_faults(page: "Page", rules: list[str] | None = None) -> list[str]:
    """What axe holds against the page as it stands, one line for each fault; by all of its rules, or by ``rules``.

    Where the page has a content security policy, open it with `open_browser(bypass_csp=True)`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Handing over everything that axe found in order takes longer than looking.
    ask = "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then((found) => found.violations)"
    faults = page.evaluate(ask, rules or ACCESSIBILITY_RULES)
    return [f"{fault['id']}: {node['html']}" for fault in faults for node in fault["nodes"]]

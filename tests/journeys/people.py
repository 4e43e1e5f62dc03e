"""What people do at our pages, in words that let a journey read as prose. What they then see, the journeys claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, override

from intake.questionnaire import BY_SLUG, QUESTIONS
from tests.people import BORN

TRIES, BETWEEN_TRIES = 100, 50  # milliseconds between them

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from intake.questions import Question


class AtPages:
    """Anyone in front of a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def presses(self, name: str) -> None:
        """Presses a button that leads to another page, and waits for that."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name: str) -> None:
        """Follows the first link of this name to another page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("link", name=name, exact=True).first.click()


class AtForm(AtPages):
    """A patient in front of a browser; ``path`` is that of their own link.

    What they press and read is named in English here, whatever ``language`` their pages are in.
    """

    def __init__(self, page: Page, path: str, language: str = "en") -> None:
        super().__init__(page)
        self.path, self.language = path, language

    def says(self, words: str) -> str:
        """Our words in the language of this patient's pages."""
        with override(self.language):
            return gettext(words)

    def presses(self, name: str) -> None:
        super().presses(self.says(name))

    def follows(self, name: str) -> None:
        super().follows(self.says(name))

    def opens_link(self, born: str = BORN) -> None:
        """Opens the link and gives a date of birth (ISO)."""
        self.page.goto(self.path)
        self.gives(born)

    def gives(self, born: str, *, button: str = "Open my form") -> None:
        """Gives a date of birth (ISO) where it is asked for."""
        for part, number in zip(("Year", "Month", "Day"), born.split("-"), strict=True):
            self.page.get_by_label(self.says(part), exact=True).fill(number)
        self.presses(button)

    def goes_to(self, slug: str) -> None:
        self.page.goto(f"/form/s/{slug}/")

    def goes_home(self) -> None:
        """Opens the list of sections."""
        self.page.goto("/form/")

    def goes_to_check(self) -> None:
        self.page.goto("/form/check/")

    def chooses(self, **answers: Any) -> None:
        """Answers questions of the page that is open, in the order in which they are asked."""
        for key in sorted(answers, key=list(QUESTIONS).index):
            answer_question(self.page, key, QUESTIONS[key], answers[key])

    def answers(self, slug: str, **answers: Any) -> None:
        """Answers the section that is open and goes on; a journey that has come to another section fails."""
        assert self.section == slug
        self.chooses(**answers)
        self.presses("Save and continue")

    def answers_everything(self, answers: dict[str, Any]) -> None:
        """Goes through the sections in the order in which the pages lead, until Check and send."""
        while self.section:
            keys = BY_SLUG[self.section].questions().keys() & answers.keys()
            self.answers(self.section, **{key: answers[key] for key in keys})

    def changes(self, key: str) -> None:
        """Follows "Change" beside an answer on Check and send."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator(f'.change a[href$="#{key}"]').click()

    def signs(self, name: str = "Jordan Rivera") -> None:
        """Ticks and writes what Check and send asks for."""
        self.page.locator("[name=confirm]").check()
        self.page.get_by_label(self.says("Your name")).fill(name)

    def sends(self) -> None:
        self.signs()
        self.presses("Send to the clinic")

    @property
    def section(self) -> str:
        """The slug of the section that is open, or ""."""
        found = re.search(r"/form/s/([\w-]+)/", self.page.url)
        return found[1] if found else ""

    def question(self, key: str) -> Locator:
        """A question with everything that belongs to it."""
        return self.page.locator(".question").filter(has=self.page.locator(f'[name="{key}"]')).last

    def option(self, key: str, code: str) -> Locator:
        return self.page.locator(f'[name="{key}"][value="{code}"]')


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits for what no event of the page tells; fails when it does not come."""
    for _ in range(TRIES):
        if holds():
            return
        page.wait_for_timeout(BETWEEN_TRIES)
    assert holds()


def answer_question(page: Page, name: str, question: Question, value: Any) -> None:
    """Clicks or types one answer; ``name`` is that of its inputs."""
    if question.kind == "text":
        page.locator(f'[name="{name}"]').fill(value)
    elif question.kind == "rows":
        _fill_rows(page, name, question, value)
    elif question.kind == "box":
        page.locator(f'[name="{name}"]').check()
    else:
        for code in value if question.kind == "many" else [value]:
            page.locator(f'[name="{name}"][value="{code}"]').check()


def _fill_rows(page: Page, name: str, question: Any, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        if not page.locator(f'[name^="{name}-{number}-"]').count():
            page.locator("[name=add_row]").click()
        for cell, value in row.items():
            answer_question(page, f"{name}-{number}-{cell}", question.row.base_fields[cell], value)

"""What staff do at our pages, in words that let a journey read as prose. Patients are in people.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from tests.journeys.people import AtPages
from tests.people import PASSWORD, code_for, with_app

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from clinic.models import Staff


class AtDesk(AtPages):
    """A member of staff in front of a browser."""

    def __init__(self, page: Page, person: Staff) -> None:
        super().__init__(page)
        self.person = person

    def signs_in(self) -> None:
        self.page.goto("/staff/sign-in/")
        self.page.get_by_label("Mail address").fill(self.person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        with_app(self.person)
        self.presses("Sign in")
        self.gives_code()

    def gives_code(self) -> None:
        """Writes the code that the person's app shows. Each code works once, so tests forget which were used."""
        cache.clear()
        self.page.get_by_label("Code", exact=True).fill(code_for(self.person))
        self.presses("Go on")

    def invites(self, name: str, *, born: str, consult_at: str = "", clinician: str = "", language: str = "") -> str:
        """Invites a patient on screen; returns the link that is then shown. Dates are ISO."""
        self.follows("Invite a patient")
        self.page.get_by_label("Patient’s name").fill(name)
        self.page.get_by_label("Date of birth").fill(born)
        self.page.get_by_label("Consult").fill(consult_at)
        if clinician:
            self.page.get_by_label("With").select_option(label=clinician)
        if language:
            self.page.get_by_label(language).check()
        self.presses("Make the link")
        return self.page.get_by_label("Link", exact=True).input_value()

    def uploads(self, lines: str) -> None:
        """Uploads a list of consults, and looks at what would be done."""
        self.page.goto("/desk/list/")
        self.page.get_by_label("CSV file").set_input_files(
            {"name": "consults.csv", "mimeType": "text/csv", "buffer": lines.encode()}
        )
        self.presses("Look at the list")


class Reviewing(AtDesk):
    """A clinician in front of a browser."""

    def opens(self, patient: str) -> None:
        """Opens a patient from the tab of the worklist that is open."""
        self.page.locator("table").get_by_role("link", name=patient).click()
        self.page.get_by_role("heading", name=patient, level=1).wait_for()

    def finds(self, words: str) -> None:
        """Looks for a patient from the page that is open."""
        self.page.get_by_label("Name, date of birth or record number").fill(words)
        self.presses("Find")

    @property
    def cards(self) -> list[OnCard]:
        """The cards of the face sheet in order, the notes last."""
        return [OnCard(self, card) for card in self.page.locator("article.card, .note-card").all()]

    def card(self, topic: str) -> OnCard:
        return OnCard(self, self.page.get_by_role("article", name=topic, exact=True))

    def unfolds_notes(self) -> None:
        self.page.locator("#notes > summary").click()

    def unfolds_everything(self) -> None:
        self.page.locator("details").evaluate_all("all => all.forEach((part) => { part.open = true })")

    def marks_notes_seen(self) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name="Seen: all").click()

    def signs_off(self) -> None:
        self.presses("Sign off")


class OnCard:
    """One topic card on the face sheet."""

    def __init__(self, reviewing: Reviewing, card: Locator) -> None:
        self.reviewing, self.card = reviewing, card

    @property
    def topic(self) -> str:
        return self.card.locator("h2").inner_text()

    @property
    def priority(self) -> str:
        """The words of its chip; the notes share one."""
        chip = self.card.locator("header .chip")
        return chip.inner_text() if chip.count() else "Note"

    @property
    def reasons(self) -> list[str]:
        return [text.strip() for text in self.card.locator("p.said, .said li").all_text_contents()]

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """Each question with the patient's answer."""
        questions = self.card.locator(".qa dt").all_text_contents()
        return list(zip(questions, self.card.locator(".qa dd:not(.beside-answer)").all_text_contents(), strict=True))

    @property
    def is_recorded(self) -> bool:
        return self.card.get_by_text("Recorded", exact=True).is_visible()

    def records(self, kind: str, **record: str) -> None:
        """Chooses what was done, writes the fields of these names, and records it."""
        self.card.get_by_label(kind, exact=True).check()
        for name, text in record.items():
            self.card.locator(f'[name$="-{name}"]').fill(text)
        with self.reviewing.page.expect_navigation(wait_until="domcontentloaded"):
            self.card.get_by_role("button", name="Record").click()

    def talked_about(self, note: str) -> None:
        self.records("Talked about", note=note)

    def reached_the_patient(self, note: str, *, agreed: str) -> None:
        self.records("Reached the patient", note=note, agreed=agreed)

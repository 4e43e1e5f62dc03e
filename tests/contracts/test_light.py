"""What a phone really downloads for a page with nothing kept from before, added up: page, style sheet, script, icon.

Static files come from the storage and the server that production uses; pages are compressed by the application itself.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from clinic.models import Clinic
from intake.learning import LEAFLETS
from intake.models import Response
from intake.questionnaire import BY_SLUG
from tests.journeys.answers import everything
from tests.markup import read
from tests.people import Patient, signed_in

FIRST_PAGE, SECTION_PAGE, SCRIPT = 12_000, 16_000, 4_000  # bytes
ASKED_EVERYTHING = {"reasons": ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]}
COMPRESSED = {"headers": {"Accept-Encoding": "gzip"}}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def as_in_production(settings: Any, collected: Path) -> None:
    settings.STATIC_ROOT = collected
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    if not any(collected.iterdir()):
        call_command("collectstatic", interactive=False, verbosity=0)


class Phone:
    """A browser that has kept nothing: fetches a page with all that it names, and knows what each part weighs."""

    def __init__(self, client: Client) -> None:
        # The handler reads the settings once; this one has to see those of production.
        self.client = Client()
        self.client.cookies = client.cookies
        self.files = Path(settings.STATIC_ROOT)

    def fetches(self, path: str, **post: str) -> dict[str, int]:
        """Address to bytes on the way, for the page and everything that it makes a browser load."""
        answer = self.client.post(path, post, **COMPRESSED) if post else self.client.get(path, **COMPRESSED)
        assert answer.status_code in (200, 422), path
        assert answer.headers["Content-Encoding"] == "gzip", path
        page = read(gzip.decompress(answer.content).decode())
        named = [part.get("src") for part in page.all("script", "img", "source", "iframe", "video")]
        named += [link.get("href") for link in page.all("link")]
        return {path: len(answer.content)} | {address: self._weight(address) for address in named}

    def _weight(self, address: str) -> int:
        assert address.startswith("/static/"), f"{address} is not ours"
        file = self.files / address.removeprefix("/static/")
        compressed = file.with_name(f"{file.name}.gz")
        return (compressed if compressed.exists() else file).stat().st_size


@pytest.fixture
def phone(patient: Patient) -> Phone:
    """A patient's phone in an open sitting."""
    patient.enters()
    return Phone(patient.client)


def too_heavy(pages: dict[str, dict[str, int]], limit: int) -> dict[str, dict[str, int]]:
    return {name: parts for name, parts in pages.items() if sum(parts.values()) >= limit}


@pytest.mark.parametrize("path", ["/", "link", "/learn/", "/form/help/"])
def test_a_first_page_is_under_12_kilobytes(path: str, patient: Patient) -> None:
    path = f"/q/{patient.token}/" if path == "link" else path

    assert too_heavy({path: Phone(Client()).fetches(path)}, FIRST_PAGE) == {}


def test_the_first_page_of_a_sitting_is_under_12_kilobytes(phone: Phone) -> None:
    assert too_heavy({path: phone.fetches(path) for path in ("/form/start/", "/form/")}, FIRST_PAGE) == {}


@pytest.mark.slow
@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_section_page_is_under_16_kilobytes_empty_with_errors_and_answered(
    slug: str, phone: Phone, patient: Patient
) -> None:
    path = f"/form/s/{slug}/"
    patient.saves(**ASKED_EVERYTHING)

    pages = {"empty": phone.fetches(path), "with errors": phone.fetches(path, go="next")}
    patient.saves(**everything())
    pages["answered"] = phone.fetches(path)

    assert too_heavy(pages, SECTION_PAGE) == {}


@pytest.mark.slow
@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_spanish_section_page_is_under_16_kilobytes_too(slug: str, phone: Phone, patient: Patient) -> None:
    Clinic.objects.update(offers_spanish=True)
    Response.objects.update(language="es")
    patient.saves(**everything())

    pages = {slug: phone.fetches(f"/form/s/{slug}/"), "with errors": phone.fetches(f"/form/s/{slug}/", go="next")}

    assert too_heavy(pages, SECTION_PAGE) == {}


def test_what_comes_after_the_sections_is_under_16_kilobytes(phone: Phone, patient: Patient) -> None:
    patient.saves(**everything())
    pages = {"check": phone.fetches("/form/check/")}
    patient.sends(**everything())

    pages |= {path: phone.fetches(path) for path in ("/form/sent/", "/form/copy/")}

    assert too_heavy(pages, SECTION_PAGE) == {}


@pytest.mark.parametrize("path", ["/learn/all/", *(f"/learn/{leaflet.slug}/" for leaflet in LEAFLETS)])
def test_what_there_is_to_read_is_under_12_kilobytes(path: str, db: None) -> None:
    assert too_heavy({path: Phone(Client()).fetches(path)}, FIRST_PAGE) == {}


def test_a_section_loads_one_style_sheet_one_small_script_and_no_picture_but_its_icon(phone: Phone) -> None:
    page, *loaded = phone.fetches("/form/s/mood/").items()

    kinds = sorted(address.rsplit(".", 1)[1] for address, _weight in loaded)
    assert page[0] == "/form/s/mood/"
    assert kinds == ["css", "js", "svg"]
    assert next(weight for address, weight in loaded if address.endswith(".js")) < SCRIPT


def test_a_style_sheet_loads_nothing_further(phone: Phone) -> None:
    sheets = [address for address in phone.fetches("/form/s/mood/") if address.endswith(".css")]

    (sheet,) = sheets
    words = (phone.files / sheet.removeprefix("/static/")).read_text()
    assert "url(" not in words
    assert "@import" not in words


def test_a_style_sheet_arrives_compressed_and_is_kept_for_good(phone: Phone) -> None:
    sheet, weight = next(entry for entry in phone.fetches("/form/start/").items() if entry[0].endswith(".css"))

    with contextlib.closing(phone.client.get(sheet, **COMPRESSED)) as answer:
        assert len(answer.getvalue()) == weight
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_indentation_of_templates_stays_here_and_what_was_typed_keeps_its_lines(
    phone: Phone, patient: Patient
) -> None:
    typed = "One\n   two\n\n< three"
    patient.saves(main_goal=typed)

    page = phone.client.get("/form/s/why-you-are-here/").content.decode()
    assert not re.search(r"\n\s+<", page)
    assert read(page).with_id("main_goal").raw_text.strip() == typed


def test_a_page_of_empty_lines_is_sent_as_soon_as_any(phone: Phone, patient: Patient) -> None:
    patient.saves(main_goal="One" + "\n" * 3990 + "two")

    started = time.process_time()
    page = phone.client.get("/form/s/why-you-are-here/").content.decode()
    assert time.process_time() - started < 2  # seconds; what looks at each empty line again from each takes minutes
    assert page.count("\n") > 3990


# Compressed, a page that repeats what an address holds beside a secret gives the secret away by its length.
def test_no_page_of_staff_is_compressed(clinician: Any, patient: Patient) -> None:
    browser = signed_in(clinician)

    for path in ("/reviews/?q=Jordan", f"/reviews/{patient.response.pk}/", "/desk/", "/staff/sign-in/"):
        assert "Content-Encoding" not in browser.get(path, **COMPRESSED).headers


def test_no_page_of_patients_repeats_what_an_address_holds(phone: Phone, patient: Patient) -> None:
    patient.saves(**ASKED_EVERYTHING)
    said = "said-by-the-address"
    paths = [
        "/",
        "/form/help/",
        "/form/start/",
        "/form/",
        "/form/check/",
        "/learn/",
        "/learn/all/",
        "/learn/side-effects/",
    ]

    for path in [*paths, f"/q/{patient.token}/", *(f"/form/s/{slug}/" for slug in BY_SLUG)]:
        page = phone.client.get(path, {"from": said, "back": said, "next": said, "q": said}).content.decode()
        assert said not in page, path
        assert patient.token not in page, path


def test_no_two_lengths_of_the_same_page_need_be_equal(phone: Phone) -> None:
    assert len({len(phone.client.get("/form/start/", **COMPRESSED).content) for _ in range(20)}) > 1

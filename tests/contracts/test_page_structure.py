"""Every patient page, empty and with errors, is sound: labels, groups and links lead where they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from intake.learning import LEAFLETS
from intake.questionnaire import BY_SLUG
from tests.answers import complete_answers
from tests.markup import CONTROLS, Element, read
from tests.people import Patient

EVERY_REASON = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
REFERS = ("aria-describedby", "aria-labelledby", "for")
NO_ONE_WATCHES = "No one watches this form all the time. If you need help right now, call or text 988, or call 911."
NOT_SENT = "Not sent yet. Until then your care team sees only your contact details and safety answers."

Visit = Callable[[Patient], Any]


def opened(path: str) -> Visit:
    """A page as it opens for a patient who was asked everything and answered nothing else."""

    def visit(patient: Patient) -> Any:
        patient.enters()
        patient.saves(reasons=EVERY_REASON, phq9_9="1")
        return patient.client.get(path)

    return visit


def wrongly_sent(path: str) -> Visit:
    """The same page after it was sent with nothing in it."""

    def visit(patient: Patient) -> Any:
        opened(path)(patient)
        return patient.client.post(path, {"go": "next"})

    return visit


def sent_unsigned(patient: Patient, **answers: Any) -> Any:
    """Check and send, sent without the box and the name."""
    patient.enters()
    patient.saves(**answers)
    return patient.client.post("/form/check/", {})


def filled_in(path: str) -> Visit:
    """A page of a patient who has answered everything."""

    def visit(patient: Patient) -> Any:
        patient.enters()
        patient.saves(**complete_answers(reasons=EVERY_REASON, phq9_9="1", asq_1="yes", mood_meds=[{"name": "A <b>"}]))
        return patient.client.get(path)

    return visit


def after_sending(path: str) -> Visit:
    def visit(patient: Patient) -> Any:
        patient.enters()
        patient.sends(reasons=EVERY_REASON)
        return patient.client.get(path)

    return visit


def born_wrong(patient: Patient, *, times: int = 1) -> Any:
    return [patient.enters("1960-01-01") for _ in range(times)][-1]


LEARNING = ["/learn/", "/learn/all/", *(f"/learn/{leaflet.slug}/" for leaflet in LEAFLETS)]
SECTION_PATHS = [f"/form/s/{slug}/" for slug in BY_SLUG]
WITH_ERRORS: dict[str, Visit] = {
    **{f"{path} sent empty": wrongly_sent(path) for path in SECTION_PATHS},
    "/form/check/ sent empty": lambda patient: sent_unsigned(patient, **complete_answers()),
    "wrong date of birth": born_wrong,
    "no date of birth": lambda patient: patient.client.post(f"/q/{patient.token}/", {}),
}
NOT_SENT_YET: dict[str, Visit] = {
    **{f"{path} empty": opened(path) for path in SECTION_PATHS},
    **{f"{path} filled in": filled_in(path) for path in SECTION_PATHS},
    **{path: opened(path) for path in ("/form/start/", "/form/", "/form/check/")},
    "/form/later/": lambda patient: (patient.enters(), patient.client.post("/form/later/"))[1],
    "/form/check/ filled in": filled_in("/form/check/"),
    "/form/check/ sent incomplete": lambda patient: sent_unsigned(patient, phq9_9="0"),
}
OTHERS: dict[str, Visit] = {
    "/form/sent/": after_sending("/form/sent/"),
    "/form/copy/": after_sending("/form/copy/"),
    "date of birth": lambda patient: patient.client.get(f"/q/{patient.token}/"),
    "paused link": lambda patient: born_wrong(patient, times=3),
    "unknown link": lambda patient: patient.client.get(f"/q/{'x' * 43}/"),
    "help, signed out": lambda patient: patient.client.get("/form/help/"),
    "help": opened("/form/help/"),
    "sitting ended": lambda patient: patient.client.get("/form/ended/"),
    **{path: lambda patient, path=path: patient.client.get(path) for path in LEARNING},
    "to read, in a sitting": after_sending("/learn/getting-home/?back=mood"),
    "front": lambda patient: patient.client.get("/"),
    "no such page": lambda patient: patient.client.get("/form/nothing-here/"),
}
ALL = {**WITH_ERRORS, **NOT_SENT_YET, **OTHERS}
# All sections are drawn by one template, so one of them stands for the rest.
ONE_SECTION = {path: visit for path, visit in NOT_SENT_YET.items() if "/s/" not in path or SECTION_PATHS[0] in path}
ONE_OF_EACH = {**ONE_SECTION, **OTHERS}


def page_of(visit: Visit, patient: Patient) -> Element:
    answer = visit(patient)
    assert answer.status_code in (200, 403, 404, 410, 422), answer
    return read(answer.content.decode())


def faults(page: Element) -> Iterator[str]:
    """What is wrong with the structure of a page, one line for each fault."""
    ids = Counter(element.get("id") for element in page if element.get("id"))
    yield from (f"the id {name} stands {count} times" for name, count in ids.items() if count > 1)
    labels: dict[str, list[Element]] = {}
    for label in page.all("label"):
        labels.setdefault(label.get("for"), []).append(label)
    for element in page:
        for name in [name for attribute in REFERS for name in element.get(attribute).split()]:
            if name not in ids:
                yield f"<{element.tag}> refers to {name}, which is not there"
        link = element.get("href") if element.tag == "a" else ""
        if link.startswith("#") and link[1:] not in ids:
            yield f"a link leads to {link}, which is not there"
        yield from (f"<{element.tag} {name}>" for name in element.attributes if name == "style" or name[:2] == "on")
        if element.tag in ("script", "style") and element.raw_text.strip():
            yield f"<{element.tag}> in the page"
        if element.tag in CONTROLS and element.get("type") != "hidden":
            yield from _faults_of_control(element, labels.get(element.get("id"), []) if element.get("id") else [])
    if len(page.all("h1")) != 1 or len(page.all("main")) != 1:
        yield "not exactly one <h1> and one <main>"
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    if any(below > above + 1 for above, below in pairwise(levels)):
        yield f"headings leave out a level: {levels}"
    if not page.all("html")[0].get("lang") or not page.all("title")[0].text:
        yield "no language or no title"


def _faults_of_control(control: Element, labels: list[Element]) -> Iterator[str]:
    name = control.get("name") or control.text
    labels = labels + [around for around in control.around if around.tag == "label"]
    if not (control.text or control.get("aria-label") if control.tag == "button" else any(x.text for x in labels)):
        yield f"{name} has no label"
    if control.get("type") == "radio" or (control.get("type") == "checkbox" and control.get("value")):
        group = next((around for around in control.around if around.tag == "fieldset"), None)
        first = next((part for part in group.parts if isinstance(part, Element)), None) if group else None
        if first is None or first.tag != "legend" or not first.text:
            yield f"{name} is in no group with a legend"


@pytest.mark.slow
@pytest.mark.parametrize("visit", ALL.values(), ids=ALL.keys())
def test_a_page_is_sound(visit: Visit, patient: Patient) -> None:
    assert list(faults(page_of(visit, patient))) == []


@pytest.mark.slow
@pytest.mark.parametrize("visit", WITH_ERRORS.values(), ids=WITH_ERRORS.keys())
def test_errors_stand_in_a_focused_summary_that_leads_to_each_control(visit: Visit, patient: Patient) -> None:
    page = page_of(visit, patient)
    (summary,) = page.with_class("summary")
    targets = [page.with_id(link.get("href")[1:]) for link in summary.all("a")]

    assert page.all("title")[0].text.startswith("Error: ")
    assert summary.get("tabindex") == "-1"
    assert "autofocus" in summary.attributes
    assert summary.get("aria-labelledby")
    assert len(targets) == len(summary.all("li")) > 0
    assert next(part for part in page if part is summary or part.tag == "h1") is summary
    assert all(target.tag in CONTROLS and target.get("aria-invalid") == "true" for target in targets)


@pytest.mark.slow
@pytest.mark.parametrize("visit", ONE_OF_EACH.values(), ids=ONE_OF_EACH.keys())
def test_help_is_one_tap_away_and_every_page_says_that_no_one_watches(visit: Visit, patient: Patient) -> None:
    page = page_of(visit, patient)

    assert [link.get("href") for link in page.with_class("help")] == ["/form/help/"]
    assert page.all("footer")[0].text == NO_ONE_WATCHES


@pytest.mark.parametrize("visit", ONE_SECTION.values(), ids=ONE_SECTION.keys())
def test_until_it_is_sent_every_page_says_so(visit: Visit, patient: Patient) -> None:
    assert page_of(visit, patient).with_class("strip")[0].text == NOT_SENT


@pytest.mark.parametrize("path", ["/form/sent/", "/form/copy/"])
def test_after_sending_no_page_says_that_it_is_not_sent(path: str, patient: Patient) -> None:
    assert page_of(after_sending(path), patient).with_class("strip") == []


@pytest.mark.parametrize("path", ["/form/s/treatments/", "/form/s/safety/"])
def test_enter_saves_and_goes_on_whatever_other_buttons_there_are(path: str, patient: Patient) -> None:
    first = page_of(opened(path), patient).all("form")[0].all("button")[0]

    assert (first.get("name"), first.get("value")) == ("go", "next")


@pytest.mark.parametrize(
    ("path", "name", "known"),
    [("/form/s/before-you-start/", "callback_phone", "tel"), ("/form/check/", "signed_as", "name")],
)
def test_a_browser_may_fill_in_what_it_knows_of_its_owner(path: str, name: str, known: str, patient: Patient) -> None:
    fields = {field.get("name"): field for field in page_of(filled_in(path), patient).all("input")}

    assert fields[name].get("autocomplete") == known


def test_what_is_said_later_appears_in_a_region_that_is_there_from_the_start(patient: Patient) -> None:
    page = page_of(opened("/form/s/mood/"), patient)
    appears = [
        part for part in page if part.get("id") == "sitting" or {"data-other", "data-saved"} & part.attributes.keys()
    ]
    regions = [part for part in page if part.get("role") == "status"]

    assert len(regions) == len(appears) == 3
    assert [part for part in regions if "hidden" in part.attributes] == []

"""What there is to read about ketamine: the exact words, their sources, and the ways there and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from intake.learning import LEAFLETS, passage_for
from tests.markup import Element, read
from tests.people import Patient

PASSAGES = [passage for leaflet in LEAFLETS for passage in leaflet.passages]
ADDRESSES = ["/learn/", "/learn/all/", *(f"/learn/{leaflet.slug}/" for leaflet in LEAFLETS)]
# Word for word as they were signed off.
TEXTS = {
    "What is ketamine?": (
        "Ketamine is a medicine. Doctors have used it since 1970 to help people sleep through surgery. In smaller "
        "doses, some clinics use it to treat depression and long-lasting pain."
    ),
    "Is it approved for this?": (
        "The FDA has approved ketamine for anesthesia only. Giving it by IV for depression, anxiety, PTSD or pain is "
        "called “off-label” use. That is legal and common, but the FDA has not reviewed it for these uses. A nose "
        "spray called Spravato (esketamine) is close to ketamine but is not the same. The FDA approved it in 2019 for "
        "depression that other medicines did not help enough. In 2020 it was approved for depression with thoughts of "
        "suicide. In 2025 it was approved for use alone, for the first kind of depression."
    ),
    "How is it given?": (
        "You sit in a chair. Medicine goes into a vein in your arm. For depression, studies most often used a dose "
        "based on your weight, given over about 40 minutes. Many clinics plan about six visits over two to three "
        "weeks. For pain, visits may be longer. Your care team will make a plan with you."
    ),
    "How well does it work?": (
        "We do not know who it will help. It can help some people with depression within hours or days. For many "
        "people the effect fades in days or weeks. It has not been shown to prevent suicide. For CRPS, a 2018 expert "
        "guide found fair proof of relief for up to 12 weeks after long infusions over 4 to 10 days. For "
        "fibromyalgia, the proof is weak and relief may be short. For anxiety, studies are small. For PTSD, study "
        "results are mixed. A 2023 VA guide suggests not using it for PTSD. Ask your care team what this means for "
        "you."
    ),
    "Other choices": (
        "Ketamine is not the only choice. Other choices may include other medicines, talk therapy, TMS, ECT, "
        "Spravato, or pain programs. Do not stop any medicine unless your prescriber tells you to."
    ),
    "What does it feel like?": (
        "People feel it in different ways. You may feel light, sleepy, dizzy, or far away from your body. Time, "
        "sounds and colors may seem strange. Some people like this. Some find it scary. These feelings most often "
        "fade within two hours. You do not need to have them for the medicine to work. Staff will stay close and can "
        "slow or stop it."
    ),
    "If you have felt cut off from your body before": (
        "Tell us if this has upset you in the past. We can plan with you. Things like a calm room, music, or a hand "
        "signal to pause may help."
    ),
    "Side effects": (
        "Common ones are upset stomach, throwing up, feeling dizzy, sleepy or anxious, headache, blurred vision, and "
        "a rise in blood pressure. Rare but serious ones include slow breathing, very high blood pressure, and "
        "allergic reactions. Using a lot of ketamine for a long time can harm the bladder and liver. Ketamine can be "
        "misused. Tell us if you have had trouble with alcohol or drugs. We ask so we can keep you safe, not to judge "
        "you."
    ),
    "If medicines upset your stomach": (
        "Tell your care team if you get car sick or if medicines upset your stomach. They may give you a medicine to "
        "help before you start. Ask when to stop eating and drinking. Follow the times your clinic gives you."
    ),
    "Getting home": (
        "Plan for an adult to take you home after every visit. Do not drive, use machines, drink alcohol or sign "
        "important papers until the next day, after a good night’s sleep. Your clinic may ask you to wait longer. You "
        "may need to stay up to two hours or more after the medicine stops."
    ),
}
ABOUT_THIS_FORM = (
    "This form helps you and your care team get ready to talk. It does not tell you what condition you have. It does "
    "not decide if you can have treatment. Only you and your care team can do that."
)


def main_of(client: Client, path: str) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return read(answer.content.decode()).all("main")[0]


def links(part: Element) -> list[str]:
    return [link.get("href") for link in part.all("a")]


def within_a_sitting(patient: Patient, **answers: Any) -> Client:
    patient.enters()
    patient.saves(**answers)
    return patient.client


def test_every_passage_says_exactly_what_was_signed_off() -> None:
    said = {
        str(passage.title): " ".join(str(part) for part in (*passage.text, *passage.points, passage.last) if part)
        for passage in PASSAGES
    }

    assert said == TEXTS


def test_the_one_page_to_print_holds_every_passage_once(client: Client, db: None) -> None:
    page = main_of(client, "/learn/all/")

    sections = {section.all("h2")[0].text: section.text for section in page.all("section")}
    shown = {title: text.removeprefix(title).strip() for title, text in sections.items() if title in TEXTS}
    assert shown == TEXTS


def test_every_passage_is_on_the_page_to_which_the_overview_leads(client: Client, db: None) -> None:
    overview = main_of(client, "/learn/")
    found = " ".join(main_of(client, path).text for path in links(overview) if path.startswith("/learn/"))

    assert [title for title, text in TEXTS.items() if text not in found] == []
    assert [title for title in TEXTS if title not in overview.text] == []
    assert ABOUT_THIS_FORM in overview.text


def test_every_passage_names_its_sources(client: Client, db: None) -> None:
    for leaflet in LEAFLETS:
        page = main_of(client, f"/learn/{leaflet.slug}/")
        for passage in leaflet.passages:
            assert passage.sources
            assert all(source.citation in page.text and source.link in ["", *links(page)] for source in passage.sources)


def test_a_source_is_linked_only_where_it_has_a_doi_or_an_official_address() -> None:
    addresses = {source.link for passage in PASSAGES for source in passage.sources if source.link}

    places = ("https://doi.org/10.", "https://pmc.ncbi.nlm.nih.gov/", "https://nctr-crs.fda.gov/")
    assert addresses
    assert [address for address in addresses if not address.startswith(places)] == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_everybody_reads_the_same(path: str, client: Client, patient: Patient) -> None:
    within = main_of(within_a_sitting(patient, reasons=["fibromyalgia"]), path)
    without = main_of(client, path)

    paragraphs = [part.text for part in without.all("p", "li", "h1", "h2", "dd")]
    said = [part.text for part in within.all("p", "li", "h1", "h2", "dd")]
    assert [text for text in paragraphs if text not in said] == [
        "Do you have a question? Write it down for your visit, or call your clinic."
    ]


@pytest.mark.parametrize("path", ["/", "link"])
def test_it_can_be_read_before_the_date_of_birth(path: str, patient: Patient) -> None:
    page = main_of(patient.client, f"/q/{patient.token}/" if path == "link" else path)

    assert "/learn/" in links(page)
    assert "Cedar Clinic" not in main_of(patient.client, "/learn/").text


@pytest.mark.parametrize("path", ["/form/start/", "/form/"])
def test_it_can_be_read_while_answering(path: str, patient: Patient) -> None:
    assert "/learn/" in links(main_of(within_a_sitting(patient), path))


def test_it_can_be_read_after_sending(patient: Patient) -> None:
    patient.enters()
    patient.sends()

    assert "/learn/" in links(main_of(patient.client, "/form/sent/"))
    assert "/form/" in links(main_of(patient.client, "/learn/?back=mood"))


def test_leaving_a_section_to_read_keeps_what_was_typed_and_comes_back_to_it(patient: Patient) -> None:
    browser = within_a_sitting(patient)

    leaves = browser.post("/form/s/why-you-are-here/", {"go": "learn", "main_goal": "To sing again"})
    page = main_of(browser, leaves.headers["Location"])

    assert leaves.headers["Location"] == "/learn/?back=why-you-are-here"
    assert "/form/s/why-you-are-here/" in links(page)
    assert "To sing again" in browser.get("/form/s/why-you-are-here/").content.decode()


def test_the_way_back_stays_known_from_page_to_page(patient: Patient) -> None:
    browser = within_a_sitting(patient)
    overview = main_of(browser, "/learn/?back=mood&from=check&waiting=safety.pain")

    for path in [path for path in links(overview) if path.startswith("/learn/")]:
        assert "/form/s/mood/?from=check&waiting=safety.pain" in links(main_of(browser, path))


def test_reading_in_the_middle_of_a_change_leads_back_to_what_the_change_brought_up(patient: Patient) -> None:
    browser = within_a_sitting(patient)

    leaves = browser.post("/form/s/mood/?from=check&waiting=pain.nowhere", {"go": "learn"}).headers["Location"]

    assert leaves == "/learn/?back=mood&from=check&waiting=pain"
    assert "/form/s/mood/?from=check&waiting=pain" in links(main_of(browser, leaves))


@pytest.mark.parametrize("section", ["upset-stomach", "feeling-cut-off", "getting-home"])
def test_a_section_leads_to_what_is_about_it(section: str, patient: Patient) -> None:
    found = passage_for(section)
    leaves = within_a_sitting(patient).post(f"/form/s/{section}/", {"go": "learn"}).headers["Location"]

    path, _hash, place = leaves.partition("#")
    assert found is not None
    assert main_of(patient.client, path).with_id(place).text.startswith(str(found[1].title))


@pytest.mark.parametrize("back", ["no-such-section", "https://elsewhere.example/", "//elsewhere.example", "desk"])
def test_the_way_back_leads_nowhere_else(back: str, patient: Patient) -> None:
    page = main_of(within_a_sitting(patient), f"/learn/side-effects/?back={back}")

    assert [path for path in links(page) if "elsewhere" in path or "no-such" in path or "desk" in path] == []
    assert "/form/" in links(page)


def test_the_clinics_own_rules_stand_beside_the_text_once_it_is_known_whose_they_are(patient: Patient) -> None:
    clinic = patient.response.clinic
    clinic.fasting_text, clinic.driving_text = "Eat nothing for 8 hours.", "Do not drive for 24 hours."
    clinic.save()
    before = [main_of(patient.client, path).text for path in ADDRESSES]
    patient.enters()
    after = {path: main_of(patient.client, path).text for path in ADDRESSES}

    assert "At Cedar Clinic Eat nothing for 8 hours." in after["/learn/side-effects/"]
    assert "At Cedar Clinic Do not drive for 24 hours." in after["/learn/getting-home/"]
    assert clinic.phone in after["/learn/what-it-is/"]
    assert not any(clinic.name in text for text in before)


def test_a_clinic_without_rules_of_its_own_has_no_empty_box(patient: Patient) -> None:
    page = main_of(within_a_sitting(patient), "/learn/getting-home/")

    assert page.with_class("panel") == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_help_is_on_every_page(path: str, client: Client, db: None) -> None:
    page = read(client.get(path).content.decode())

    assert [link.get("href") for link in page.with_class("help")] == ["/form/help/"]


def test_until_it_is_sent_the_pages_to_read_say_so_too(patient: Patient) -> None:
    def strip(where: Callable[[], Any]) -> int:
        return len(read(where().content.decode()).with_class("strip"))

    before = strip(lambda: patient.client.get("/learn/"))
    within = strip(lambda: within_a_sitting(patient).get("/learn/"))
    patient.sends()

    assert (before, within, strip(lambda: patient.client.get("/learn/"))) == (0, 1, 0)


def test_there_is_no_leaflet_but_those_that_are_listed(client: Client, db: None) -> None:
    assert client.get("/learn/miracle/").status_code == 404

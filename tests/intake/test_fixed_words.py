"""Words that patients must read exactly: the crisis card, the last page, what this form is not."""

from __future__ import annotations

from django.template.loader import render_to_string

from clinic.models import Clinic
from tests.markup import read
from tests.people import Patient

CRISIS_CARD = (
    "If you might hurt yourself, or you do not feel safe, please get help now. Call or text 988. It is free and open "
    "day and night. Veterans: call 988 and press 1, or text 838255. In Spanish: call 988 and press 2, or text AYUDA "
    "to 988. You can also chat at 988lifeline.org. If you are in danger right now, call 911 or go to the nearest "
    "emergency room. No one watches this form all the time. Please do not wait for the clinic to get help."
)
LAST_PAGE = (
    "Thank you. Your answers are on their way to your care team. They will go over them with you at your visit, and "
    "may call you sooner. This form does not give a result. If you start to feel unsafe before your visit, call or "
    "text 988, or call 911."
)
ABOUT_THIS_FORM = (
    "This form helps you and your care team get ready to talk. It does not tell you what condition you have. It does "
    "not decide if you can have treatment. Only you and your care team can do that."
)


def test_the_crisis_card_says_exactly_this() -> None:
    assert read(render_to_string("intake/_crisis_card.html")).text == CRISIS_CARD


def test_the_crisis_card_can_be_called_and_texted_from() -> None:
    links = [link.get("href") for link in read(render_to_string("intake/_crisis_card.html")).all("a")]

    assert {"tel:988", "sms:988", "sms:838255", "tel:911", "https://988lifeline.org"} <= set(links)


def test_each_link_of_the_card_says_by_itself_whom_it_calls() -> None:
    first, *_others = read(render_to_string("intake/_crisis_card.html")).all("a")

    assert first.get("aria-label") == "Call 988"


def test_the_card_speaks_of_a_notice_only_when_one_was_sent() -> None:
    clinic = Clinic(response_text="Staff check notices Monday to Friday, 9 to 5.")
    card = read(render_to_string("intake/_crisis_card.html", {"notice_sent": True, "clinic": clinic}))

    notice = "We have sent a notice to the clinic. Staff check notices Monday to Friday, 9 to 5."
    assert card.text == f"{CRISIS_CARD} {notice}"


def test_the_last_page_says_exactly_this(patient: Patient) -> None:
    patient.enters()
    patient.sends()

    assert LAST_PAGE in read(patient.client.get("/form/sent/").content.decode()).text


def test_the_start_page_says_what_this_form_is_not(patient: Patient) -> None:
    patient.enters()

    assert ABOUT_THIS_FORM in read(patient.client.get("/form/start/").content.decode()).text

"""What goes wrong on one response's page: errors, two clinicians at once, and sign-off before or after its time."""

import pytest
from django.utils import timezone

from screening.models import Disposition
from screening.reviews import take
from screening.rule import Topic
from tests.contracts.test_page_structure import faults
from tests.markup import CONTROLS
from tests.people import signed_in
from tests.reviewing import (
    card_of,
    card_on,
    flags_of,
    on_card,
    page_for,
    posts,
    posts_sign_off,
    presses,
    read_answer,
    records,
    records_all,
    signs_off,
    text_of,
)

HOME = Topic.GETTING_HOME
SAFETY = Topic.SAFETY


def signs(person, response):
    return posts_sign_off(signed_in(person), response)


# What goes wrong


def test_an_error_keeps_what_was_typed_and_leads_to_the_field(response, clinician):
    answer = posts(signed_in(clinician), response, HOME, kind="follow_up", note="Ask the <sister>", who="Nurse Ito")
    page = read_answer(answer, 422)
    (summary,) = page.with_class("summary")
    (link,) = summary.all("a")
    target = page.with_id(link.get("href")[1:])

    assert list(faults(page)) == []
    assert page.all("title")[0].text.startswith("Error:")
    assert "autofocus" in summary.attributes
    assert (target.tag in CONTROLS, target.get("name"), target.get("aria-invalid")) == (
        True,
        f"card-{HOME.place}-when",
        "true",
    )
    assert "Ask the <sister>" in card_on(page, HOME).all("textarea")[0].text
    assert [box.get("value") for box in card_on(page, HOME).all("input") if "checked" in box.attributes] == [
        "follow_up"
    ]


@pytest.mark.parametrize("kind", ["", "reached", "nonsense"])
def test_a_kind_that_does_not_fit_is_an_error_at_the_choice(kind, response, clinician):
    page = read_answer(posts(signed_in(clinician), response, HOME, kind=kind), 422)

    link = page.with_class("summary")[0].all("a")[0]
    assert page.with_id(link.get("href")[1:]).get("name") == f"card-{HOME.place}-kind"
    assert not Disposition.objects.exists()


def test_safety_refuses_the_plain_kinds_on_the_page_too(worried, clinician):
    read_answer(posts(signed_in(clinician), worried, SAFETY, kind="talked_about", note="Talked."), 422)

    assert card_of(worried, SAFETY).is_open


@pytest.mark.parametrize("hidden", [{"seen_flags": "nonsense"}, {"seen_flags": ""}, {"seen_last": "nonsense"}])
def test_a_form_that_was_tampered_with_records_nothing(hidden, response, clinician):
    answer = posts(signed_in(clinician), response, HOME, kind="talked_about", **hidden)

    assert list(faults(read_answer(answer, 422))) == []
    assert not Disposition.objects.exists()


def test_the_second_of_two_clinicians_sees_the_first_ones_record_and_keeps_the_own_words(response, clinician, lead):
    seen = card_of(response, HOME)
    records(response, HOME, "talked_about", by=lead, note="Sister drives.")

    page = read_answer(posts(signed_in(clinician), response, HOME, seen=seen, kind="talked_about", note="Bus."), 409)
    card = card_on(page, HOME)
    assert list(faults(page)) == []
    assert page.with_class("summary")[0].all("a")[0].get("href") == f"#card-{HOME.place}"
    assert "Sister drives." in card.with_class("done")[0].text
    assert card.all("textarea")[0].text == "Bus."


def test_after_reading_again_the_second_record_goes_through(response, clinician, lead):
    seen = card_of(response, HOME)
    records(response, HOME, "talked_about", by=lead, note="Sister drives.")
    page = read_answer(posts(signed_in(clinician), response, HOME, seen=seen, kind="talked_about", note="Bus."), 409)
    (button,) = [button for button in card_on(page, HOME).all("button") if button.get("formaction")]
    fields = [field for field in card_on(page, HOME).all("input") if field.get("type") == "hidden"]
    hidden = {field.get("name"): field.get("value") for field in fields}

    written = hidden | on_card(HOME, kind="talked_about", note="Bus.")
    answer = signed_in(clinician).post(button.get("formaction"), written)
    assert answer.status_code == 302
    assert [done.record["note"] for done in card_of(response, HOME).dispositions] == ["Sister drives.", "Bus."]


def test_a_card_that_does_not_exist_is_not_found(response, clinician):
    assert signed_in(clinician).post(f"/reviews/{response.pk}/cards/{len(Topic)}/").status_code == 404


def test_where_a_person_lands_after_signing_in_again_is_the_page_with_the_button(response, clinician):
    for path in (f"cards/{HOME.place}/", "take/", "notes/", "sign/"):
        answer = signed_in(clinician).get(f"/reviews/{response.pk}/{path}")
        assert answer["Location"] == f"/reviews/{response.pk}/"


def test_the_second_of_two_who_take_at_once_sees_who_has_it_and_can_take_over(response, clinician, lead):
    take(response, by=lead, now=timezone.now())
    client = signed_in(clinician)

    page = read_answer(client.post(f"/reviews/{response.pk}/take/"), 409)
    assert lead.name in page.with_class("summary")[0].text
    assert response.takings.get().by == lead

    assert presses(client, page.with_class("in-hand")[0]).status_code == 302
    assert response.takings.last().by == clinician


# Sign-off


def test_sign_off_waits_for_every_card_and_says_for_which(response, clinician):
    box = page_for(clinician, response).with_id("sign-off")

    assert "disabled" in box.all("button")[0].attributes
    assert "3 cards still open" in box.text
    assert [link.text for link in box.all("a")] == ["Getting home", "Bladder", "Nausea"]


def test_a_sign_off_sent_all_the_same_is_refused_with_links_to_the_cards(response, clinician):
    page = read_answer(signs(clinician, response), 409)

    links = [link.get("href") for link in page.with_class("summary")[0].all("a")]
    assert links[0] == f"#card-{HOME.place}"
    assert list(faults(page)) == []
    assert not response.sign_offs.exists()


def test_a_signed_page_can_only_be_read_and_its_cards_called_useful(signed, clinician):
    page = page_for(clinician, signed)

    assert f"Signed off by {clinician.name}" in text_of(page)
    assert {form.get("class") for form in page.all("main")[0].all("form")} == {"useful"}


def test_signing_twice_is_no_error_for_the_same_person(response, clinician):
    records_all(response, by=clinician)

    assert [signs(clinician, response).status_code for _ in range(2)] == [302, 302]
    assert response.sign_offs.count() == 1


def test_somebody_else_who_signs_later_is_told(signed, lead):
    assert "signed off" in read_answer(signs(lead, signed), 409).with_class("summary")[0].text


def test_what_was_typed_while_somebody_else_signed_can_still_be_copied(response, clinician, lead):
    seen = card_of(response, HOME)
    records_all(response, by=lead)
    signs_off(response, by=lead, now=timezone.now())

    answer = posts(signed_in(clinician), response, HOME, seen=seen, kind="follow_up", who="Nurse Ito", note="Bus.")
    page = read_answer(answer, 409)
    assert [kept.text for kept in page.with_class("kept-text")] == ["Nurse Ito", "Bus."]


def test_notes_and_taking_are_refused_after_sign_off(signed, lead):
    client = signed_in(lead)

    read_answer(client.post(f"/reviews/{signed.pk}/notes/", {"seen_flags": "x"}), 422)
    read_answer(client.post(f"/reviews/{signed.pk}/notes/", {"seen_flags": str(flags_of(signed)[0])}), 409)
    read_answer(client.post(f"/reviews/{signed.pk}/take/"), 409)


def test_an_unsent_form_cannot_be_signed(worried, clinician):
    take(worried, by=clinician, now=timezone.now())

    assert "not sent this form yet" in read_answer(signs(clinician, worried), 409).with_class("summary")[0].text

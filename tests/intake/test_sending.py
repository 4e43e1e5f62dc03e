"""Check and send through the pages: once however often it is pressed, in two tabs at once, and never incomplete."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intake.document import draw_up
from intake.models import FrozenDocument, Page, Response, SafetyAnswer
from intake.questionnaire import SECTION_OF
from intake.responses import ResponseIncomplete, ResponseSent, submit
from screening.flags import check_quiet_forms
from screening.models import Flag
from tests.answers import complete_answers
from tests.at_once import at_once
from tests.markup import read
from tests.people import Patient

SIGNED = {"confirm": "on", "signed_as": "Jordan Rivera"}


@pytest.fixture
def ready(patient: Patient) -> Patient:
    """A patient who has come in and answered everything, with one answer that raises flags."""
    patient.enters()
    patient.saves(**complete_answers(phq9_9="1", asq_5="no", ride_home="self_drive"))
    return patient


def words(page: Any) -> str:
    return page.content.decode()


def send(patient: Patient, **typed: str) -> Any:
    return patient.client.post("/form/check/", {**SIGNED, **typed})


def test_sending_leads_to_the_page_that_says_what_comes_next(ready):
    page = ready.client.post("/form/check/", SIGNED, follow=True)

    assert page.redirect_chain == [("/form/sent/", 302)]
    assert ready.response.reference in words(page)
    assert Response.objects.get().is_sent


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"confirm": ""}, "Tick the box if these are your answers."),
        ({"signed_as": "   "}, "Write your name."),
        ({"signed_as": "x" * 121}, "Write at most 120 characters."),
        ({"signed_as": "Jordan\x00"}, "Take out the characters that cannot be shown."),
    ],
)
def test_without_the_box_or_a_name_nothing_is_sent(ready, typed, said):
    page = send(ready, **typed)

    assert page.status_code == 422
    assert said in words(page)
    assert not FrozenDocument.objects.exists()


def test_what_was_typed_as_a_name_is_still_there(ready):
    assert 'value="Jordan R."' in words(ready.client.post("/form/check/", {"signed_as": "Jordan R."}))


def test_an_incomplete_form_is_not_sent_and_the_page_lists_what_submit_refuses(ready):
    ready.saves(reasons=["crps"], told_by_professional=["none"])
    with pytest.raises(ResponseIncomplete) as refusal:
        submit(ready.response, signed_as="Jordan", statement="Mine.", now=timezone.now())

    page = send(ready)

    assert page.status_code == 422
    refused = [SECTION_OF[key].slug for key in refusal.value.keys]
    lines = read(page.content.decode()).with_class("due")[0].all("li")
    listed = [(line.all("a")[0].get("href").split("/")[3], line.all("span")[0].text.split()[0]) for line in lines]
    assert listed == [(slug, str(refused.count(slug))) for slug in dict.fromkeys(refused)]
    assert not FrozenDocument.objects.exists()


def test_an_answer_that_will_not_be_sent_is_listed(ready):
    ready.saves(reasons=["crps"], told_by_professional=["none"])
    ready.saves(pain_duration="over_5y")
    ready.saves(reasons=["other"], told_by_professional=["none"])

    said = words(ready.client.get("/form/check/"))
    assert "More than 5 years" in said.split("These answers are no longer part of what you send")[1]


def test_pressing_twice_makes_one_document(ready):
    assert [send(ready).url, send(ready).url] == ["/form/sent/", "/form/sent/"]

    assert FrozenDocument.objects.count() == 1


def test_a_replay_with_another_name_changes_nothing(ready):
    send(ready)
    before = FrozenDocument.objects.get().digest, Flag.objects.count()

    send(ready, signed_as="Somebody Else")

    assert (FrozenDocument.objects.get().digest, Flag.objects.count()) == before


def test_the_document_holds_the_name_and_the_sentence_above_it(ready):
    send(ready)

    sent = FrozenDocument.objects.get().content["sent"]
    assert sent["signed_as"] == "Jordan Rivera"
    assert sent["statement"] == "These are my answers. I know that no one watches this form all the time."


def test_the_copy_reads_what_was_frozen_and_not_what_is_stored_since(ready):
    send(ready)
    page = Page.objects.get(section="getting-home")
    page.answers = {"ride_home": "person"}
    page.save()

    assert "I would drive myself" in words(ready.client.get("/form/copy/"))


def test_the_check_page_and_the_document_say_the_same(ready):
    page = read(ready.client.get("/form/check/").content.decode())
    shown = [said.raw_text for said in page.all("dd") if not said.attributes]
    send(ready)

    items = FrozenDocument.objects.get().document.items.values()
    answered = [item["answer"] for item in items if item["status"] == "answered" and item["key"] != "adult"]
    assert [word.strip() for word in shown] == answered
    assert len(answered) > 50


# Two at once, on a database with real transactions


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_at_once_make_one_document_and_one_set_of_flags(ready):
    other_tab = Client()
    other_tab.cookies = ready.client.cookies

    pages = at_once(
        lambda: ready.client.post("/form/check/", SIGNED), lambda: other_tab.post("/form/check/", SIGNED | {"x": "y"})
    )

    assert [page.url for page in pages] == ["/form/sent/", "/form/sent/"]
    document = FrozenDocument.objects.get()
    rules = [(flag.rule, str(flag.words["evidence"])) for flag in Flag.objects.all()]
    assert len(rules) == len(set(rules)) > 1
    assert document.digest == document.document.digest


@pytest.mark.django_db(transaction=True)
def test_five_that_send_at_once_all_get_the_same_document(ready):
    def act() -> Any:
        return submit(ready.response, signed_as="Jordan", statement="Mine.", now=timezone.now()).pk

    assert set(at_once(*[act] * 5)) == {FrozenDocument.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_an_answer_saved_while_the_form_is_sent_is_in_the_document_or_refused(ready):
    results = at_once(
        lambda: submit(ready.response, signed_as="Jordan", statement="Mine.", now=timezone.now()),
        lambda: ready.saves(phq9_9="3", **{f"phq9_{n}": "0" for n in range(1, 9)}, phq9_difficulty="somewhat"),
    )

    refused = results[1] is ResponseSent
    said = FrozenDocument.objects.get().document.value("phq9_9")
    assert said == ("1" if refused else "3")
    assert said == draw_up(Response.objects.get().answers(), language="en").value("phq9_9")


@pytest.mark.django_db(transaction=True)
def test_two_saves_of_one_page_at_once_leave_one_page_and_remember_both_answers(patient):
    at_once(
        lambda: patient.saves(on_purpose=False, phq9_9="1"),
        lambda: patient.saves(on_purpose=False, phq9_9="2"),
    )

    last = Page.objects.get().answers["phq9_9"]
    given = sorted(one.entry["value"] for one in SafetyAnswer.objects.all())
    assert given == ["1", "2"]
    assert last in given
    assert sorted(flag.rule for flag in Flag.objects.all()) == ["SAFE-01", "SAFE-01"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_raise_what_is_missing_once(patient):
    long_ago = timezone.now() - timedelta(hours=1)
    patient.saves(on_purpose=False, phq9_9="1", now=long_ago)

    at_once(lambda: check_quiet_forms(now=timezone.now()), lambda: check_quiet_forms(now=timezone.now()))

    assert sorted(flag.rule for flag in Flag.objects.all()) == ["SAFE-01", "SAFE-05", "SAFE-08"]


@pytest.mark.django_db(transaction=True)
def test_many_wrong_dates_at_once_are_all_counted(patient):
    pages = at_once(
        *[lambda: Client().post(f"/q/{patient.token}/", {"year": 1974, "month": 9, "day": 3}) for _ in range(6)]
    )

    assert sorted(page.status_code for page in pages) == [410, 410, 410, 410, 422, 422]

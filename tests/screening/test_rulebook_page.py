"""The rulebook on screen: the words of the file, search, and who approved which rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from clinic.models import AuditEvent, Clinic, Role, Staff
from screening.models import RulesApproval
from screening.rulebook import written
from screening.rulebook_preface import SAFETY_RUNS
from screening.rules import RULEBOOK_VERSION, RULES
from screening.upkeep.approvals import AnotherBook, approve_rules, digest_of_book, standing_approval
from tests.clinic.test_settings import main_of
from tests.markup import Element
from tests.people import a_clinic, a_member, signed_in


def book(person: Staff, q: str = "") -> Element:
    return main_of(signed_in(person).get("/rules/", {"q": q} if q else {}))


def ids(page: Element) -> list[str]:
    return [rule.get("id") for rule in page.with_class("rule")]


def approves(person: Staff, **given: str) -> Any:
    known = {"digest": digest_of_book(), "has_read": "on"} | given
    return signed_in(person).post("/rules/approve/", {name: value for name, value in known.items() if value})


def test_a_rule_is_told_in_a_line_that_reads_as_a_sentence(clinician):
    gists = [rule.with_class("gist")[0].text for rule in book(clinician).with_class("rule")]

    assert [line for line in gists if " ," in line or " :" in line or " ." in line or line[-1] not in ".?"] == []


def test_every_rule_is_there_in_the_order_of_the_file(clinician):
    in_file = [line.removeprefix("### ") for line in written().splitlines() if line.startswith("### ")]

    assert ids(book(clinician)) == in_file


def test_a_rule_says_on_screen_what_the_file_says_of_it(clinician):
    page = book(clinician)
    file = " ".join(written().split())

    for rule in RULES:
        on_screen = page.with_id(rule.id)
        for line in [*on_screen.all("b"), *[one for one in on_screen.all("li") if not one.all("b", "a")]]:
            assert line.text in file, (rule.id, line.text)
        assert f"version {rule.version}" in on_screen.text
        assert all(source.key in on_screen.text for source in rule.sources)


def test_the_page_says_when_the_safety_rules_run_in_the_words_of_the_file(clinician):
    file = " ".join(written().split())

    for one in SAFETY_RUNS:
        assert one in book(clinician).text
        assert one in file


def test_sources_with_a_doi_are_links(clinician):
    links = {link.get("href") for link in book(clinician).with_id("DEP-01").all("a")}

    assert links == {"https://doi.org/10.1046/j.1525-1497.2001.016009606.x"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("safe-05", ["SAFE-05"]),
        ("DISSOCIATION note", ["DIS-03"]),
        ("kroenke", ["DEP-01", "DEP-02", "DEP-03"]),
        ("  long   QT  nausea ", ["NAU-01"]),
        ("ride", ["TRN-01", "TRN-02"]),  # and not each rule with a source on a hydrochloride
        ("zebra", []),
        ("<b>", []),
    ],
)
def test_a_search_finds_the_rules_that_hold_every_word(clinician, words, found):
    assert ids(book(clinician, words)) == found


def test_what_is_looked_for_is_shown_as_text(clinician):
    page = book(clinician, "<b>x</b>")

    assert page.with_id("q").get("value") == "<b>x</b>"
    assert "No rule holds all of these words." in page.text


def test_an_approval_keeps_who_when_which_book_and_the_clinics_numbers(lead):
    approves(lead)

    kept = RulesApproval.objects.get()
    assert (kept.by, kept.version, kept.digest) == (lead, RULEBOOK_VERSION, digest_of_book())
    assert kept.policy == {"numbers": {"peg_discuss_from": 7, "auditc_discuss_from": 3}, "urgent": []}
    assert "Dr. M. Lin" in book(lead).with_id("approvals").text
    assert AuditEvent.objects.get(action="rules_approved").details == {"version": RULEBOOK_VERSION}


def test_clinicians_see_who_approved_and_cannot_approve(lead, clinician):
    assert "Not approved for this clinic yet" in book(clinician).text
    approves(lead)

    page = book(clinician)
    assert "Approved for this clinic by Dr. M. Lin" in page.text
    assert [form for form in page.all("form") if "approve" in form.get("action")] == []
    assert approves(clinician).status_code == 403


def test_the_same_approval_sent_twice_is_kept_once(lead):
    assert [approves(lead).status_code for _ in range(2)] == [302, 302]
    assert RulesApproval.objects.count() == 1


def test_the_box_has_to_be_ticked(lead):
    answer = approves(lead, has_read="")

    assert answer.status_code == 422
    assert "Tick the box once you have read the rules." in main_of(answer).with_id("summary").text
    assert not RulesApproval.objects.exists()


def test_rules_that_changed_while_somebody_read_are_not_approved(lead):
    with pytest.raises(AnotherBook):
        approve_rules(lead.clinic, digest="of another book", by=lead, now=timezone.now())

    answer = approves(lead, digest="of another book")
    assert answer.status_code == 409
    assert "The rules were renewed while you read." in main_of(answer).text


def test_an_approval_does_not_stand_for_numbers_that_changed_later(lead):
    approves(lead)
    Clinic.objects.update(rule_numbers={"peg_discuss_from": 5})
    lead.clinic.refresh_from_db()

    assert standing_approval(lead.clinic) is None
    assert "rules or numbers have changed since somebody did" in book(lead).text

    approves(lead)
    assert standing_approval(lead.clinic) is not None


def test_setting_the_published_number_is_no_change_of_the_rules(lead):
    approves(lead)
    Clinic.objects.update(rule_numbers={"peg_discuss_from": 7})
    lead.clinic.refresh_from_db()

    assert standing_approval(lead.clinic) is not None


def test_an_approval_of_another_clinic_does_not_count(lead):
    approves(a_member(a_clinic("Harbor Clinic"), Role.LEAD, "Dr. Away"))

    assert "Dr. Away" not in book(lead).text
    assert standing_approval(lead.clinic) is None


def test_the_page_shows_the_rules_under_the_clinics_own_numbers(lead):
    Clinic.objects.update(rule_numbers={"peg_discuss_from": 5}, urgent_rules=["SAFE-01"])

    page = book(lead)

    assert "the PEG score is 5 or more" in page.with_id("PAIN-01").text
    assert "Urgent – contact now" in page.with_id("SAFE-01").text
    assert "PEG score from which pain is a topic to discuss: 5, published as 7" in page.text

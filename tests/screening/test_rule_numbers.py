"""The numbers that a clinic sets for its rules: within bounds, logged, and for Safety in one direction only."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from clinic.models import SettingChange, Staff
from clinic.settings.change import NotYours
from screening.flags import policy_of
from screening.models import Flag
from screening.rules import BY_ID, RULES
from screening.upkeep.numbers import ADJUSTED, MAY_BE_RAISED, raise_to_urgent
from tests.clinic.test_settings import main_of, on_page
from tests.people import Patient, signed_in

PAGE = "/rules/numbers/"


def sets(person: Staff, **given: str) -> Any:
    client = signed_in(person)
    return client.post(PAGE, on_page(client, PAGE) | given)


def rules_on(patient: Patient) -> dict[str, str]:
    """Each rule that fired, with its priority."""
    return {flag.rule: flag.priority for flag in patient.response.flags.all()}


def makes_urgent(person: Staff, rule: str = "SAFE-01", **given: str) -> Any:
    return signed_in(person).post("/rules/urgent/", {"rule": rule, "is_sure": "on"} | given)


def test_the_form_begins_with_the_published_numbers(lead):
    fields = on_page(signed_in(lead), PAGE)

    assert (fields["peg_discuss_from"], fields["auditc_discuss_from"], fields["idle_minutes"]) == ("7", "3", "10")


def test_a_number_counts_for_the_next_answers_and_the_flag_keeps_it(lead, patient):
    sets(lead, peg_discuss_from="5")

    patient.sends(reasons=["other_pain"], peg_1="5", peg_2="5", peg_3="5")

    assert "PAIN-01" in rules_on(patient)
    flag = next(flag for flag in Flag.objects.all() if flag.rule == "PAIN-01")
    assert flag.words["policy"]["numbers"]["peg_discuss_from"] == 5
    change = SettingChange.objects.get()
    assert (change.before, change.after, change.by) == (7, 5, lead)


def test_under_the_published_number_the_same_answers_are_a_note(patient):
    patient.sends(reasons=["other_pain"], peg_1="5", peg_2="5", peg_3="5")

    assert rules_on(patient)["PAIN-02"] == "note"


@pytest.mark.parametrize(
    ("field", "typed", "to_do"),
    [
        ("peg_discuss_from", "0", "Write a whole number of points from 1 to 10."),
        ("peg_discuss_from", "11", "Write a whole number of points from 1 to 10."),
        ("peg_discuss_from", "6.5", "Write a whole number of points from 1 to 10."),
        ("auditc_discuss_from", "8", "Write a whole number of points from 1 to 7."),
        ("auditc_discuss_from", "", "Write a whole number of points from 1 to 7."),
        ("idle_minutes", "11", "Write a whole number of minutes from 3 to 10."),
        ("idle_minutes", "1", "Write a whole number of minutes from 3 to 10."),
    ],
)
def test_a_number_out_of_bounds_gets_a_clear_sentence(lead, field, typed, to_do):
    answer = sets(lead, **{field: typed})

    assert answer.status_code == 422
    assert main_of(answer).with_id("summary").all("a")[0].text == to_do
    assert not SettingChange.objects.exists()


def test_a_quiet_form_is_never_looked_at_later_than_published(lead):
    assert sets(lead, idle_minutes="60").status_code == 422
    assert sets(lead, idle_minutes="5").status_code == 302


def test_every_number_that_a_rule_names_can_be_set_and_no_other(lead):
    named = {name for rule in RULES if rule.when is not None for name in rule.when.settings()}

    assert {one.setting.name.partition(".")[2] for one in ADJUSTED} == named


def test_the_published_numbers_are_those_of_the_rules():
    for one in ADJUSTED:
        name = one.setting.name.partition(".")[2]
        for rule in RULES:
            if rule.when is not None and name in rule.when.settings():
                assert rule.when.under({name: one.setting.published}) == rule.when


def test_a_raised_rule_is_urgent_from_then_on(lead, patient):
    assert makes_urgent(lead).status_code == 302

    patient.saves(phq9_9="1")

    assert rules_on(patient)["SAFE-01"] == "urgent"
    change = SettingChange.objects.get()
    assert (change.label, change.before, change.after) == (
        "Priority of SAFE-01",
        "Discuss first",
        "Urgent – contact now",
    )


def test_a_flag_that_was_raised_before_keeps_its_priority(lead, patient):
    patient.saves(phq9_9="1")
    makes_urgent(lead)

    assert rules_on(patient)["SAFE-01"] == "discuss_first"


def test_there_is_no_way_back_on_screen(lead):
    makes_urgent(lead)
    makes_urgent(lead)
    sets(lead, peg_discuss_from="5", urgent_rules="", rule="")

    lead.clinic.refresh_from_db()
    assert lead.clinic.urgent_rules == ["SAFE-01"]
    assert SettingChange.objects.filter(name="urgent_rules.SAFE-01").count() == 1
    forms = [form.get("action") for form in main_of(signed_in(lead).get(PAGE)).all("form")]
    assert "/rules/urgent/" not in forms


@pytest.mark.parametrize("rule", ["SAFE-06", "DEP-01", "NO-SUCH-RULE", ""])
def test_no_other_rule_can_be_raised(lead, rule):
    assert makes_urgent(lead, rule).status_code == 422
    lead.clinic.refresh_from_db()
    assert lead.clinic.urgent_rules == []


def test_raising_wants_a_tick(lead):
    answer = makes_urgent(lead, is_sure="")

    assert answer.status_code == 422
    assert "Tick the box if this rule is to be urgent from now on." in main_of(answer).with_id("summary").text


def test_only_the_lead_raises_a_rule(clinician, lead):
    with pytest.raises(NotYours):
        raise_to_urgent(clinician.clinic, MAY_BE_RAISED[0], by=clinician, now=timezone.now())
    with pytest.raises(ValueError, match="DEP-01"):
        raise_to_urgent(lead.clinic, BY_ID["DEP-01"], by=lead, now=timezone.now())

    assert not policy_of(lead.clinic).urgent

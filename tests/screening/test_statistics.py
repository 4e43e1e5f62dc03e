"""What the lead reads of the rules: how often they fire, what is done about them, and what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from intake.models import Response
from screening.models import Disposition, Flag
from screening.rule import Topic
from screening.rules import RULES
from screening.upkeep import statistics
from screening.upkeep.statistics import RuleFigures, figures, waiting
from screening.upkeep.usefulness import tap
from screening.views.rule_statistics import Chart, spoken
from tests.clinic.test_settings import main_of
from tests.people import a_clinic, a_member, a_patient, signed_in
from tests.reviewing import records, records_all, signs_off

NOW = timezone.now()


def of(clinic: Clinic, rule: str, **given: Any) -> RuleFigures:
    return next(one for one in figures(clinic, **given).rules if one.rule.id == rule)


def sends(by: Staff, number: int = 1, **answers: Any) -> list[Response]:
    """So many patients send their forms."""
    return [a_patient(by.clinic, by, name=f"Patient {n}").sends(**answers) for n in range(number)]


def few(monkeypatch: pytest.MonkeyPatch, *, responses: int = 1, records: int = 1) -> None:
    """Warn about rules on fewer responses than really."""
    monkeypatch.setattr(statistics, "ENOUGH_RESPONSES", responses)
    monkeypatch.setattr(statistics, "ENOUGH_RECORDS", records)


def test_a_rule_is_counted_once_for_each_response_that_it_fired_on(lead):
    sends(lead, 2, motion_sick="often")
    sends(lead, 1)

    found = figures(lead.clinic)
    one = of(lead.clinic, "NAU-01")
    assert (found.responses, one.fired, found.share(one)) == (3, 2, pytest.approx(2 / 3))
    assert of(lead.clinic, "DIS-01").fired == 0


def test_every_rule_is_among_the_figures_even_where_nothing_was_sent(lead):
    assert [one.rule for one in figures(lead.clinic).rules] == list(RULES)
    assert figures(lead.clinic).too_often == []


def test_what_was_recorded_is_counted_by_kind_and_the_newest_counts(lead):
    first, second, _third = sends(lead, 3, motion_sick="often")
    records(first, Topic.NAUSEA, "talked_about", by=lead)
    records(second, Topic.NAUSEA, "talked_about", by=lead, now=NOW)
    records(second, Topic.NAUSEA, "not_relevant", by=lead, now=NOW + timedelta(hours=1))

    one = of(lead.clinic, "NAU-01")
    assert (one.done["talked_about"], one.done["not_relevant"], one.still_open) == (1, 1, 1)


def test_a_try_that_reached_nobody_leaves_the_item_open(lead):
    (response,) = sends(lead, asq_1="yes", asq_5="no")
    records(response, Topic.SAFETY, "not_reached", by=lead)

    one = of(lead.clinic, "SAFE-06")
    assert (one.recorded, one.still_open) == (0, 1)


def test_taps_are_counted_for_the_rules_of_their_card(lead):
    first, second = sends(lead, 2, motion_sick="often")
    tap(records(first, Topic.NAUSEA, "talked_about", by=lead), is_useful=True, by=lead, now=NOW)
    changed = records(second, Topic.NAUSEA, "talked_about", by=lead)
    tap(changed, is_useful=True, by=lead, now=NOW)
    tap(changed, is_useful=False, by=lead, now=NOW)

    one = of(lead.clinic, "NAU-01")
    assert (one.useful, one.not_useful) == (1, 1)


def test_another_clinics_responses_are_not_counted(lead):
    elsewhere = a_member(a_clinic("Harbor Clinic"), Role.LEAD, "Dr. Away")
    (theirs,) = sends(elsewhere, motion_sick="often", asq_1="yes", asq_5="no")
    records(theirs, Topic.NAUSEA, "talked_about", by=elsewhere)

    assert figures(lead.clinic).responses == 0
    assert of(lead.clinic, "NAU-01").recorded == 0
    assert sum(count for _label, count in waiting(lead.clinic, now=NOW).safety) == 0


def test_only_the_newest_responses_are_looked_at(lead):
    old = a_patient(lead.clinic, lead, name="Old")
    old.sends(now=NOW - timedelta(days=30), motion_sick="often")
    sends(lead, 2)

    assert of(lead.clinic, "NAU-01", last=2).fired == 0
    assert of(lead.clinic, "NAU-01", last=3).fired == 1


def test_never_more_than_the_largest_number_is_looked_at(lead, monkeypatch):
    sends(lead, 3)
    monkeypatch.setattr(statistics, "LARGEST", 2)

    assert figures(lead.clinic, last=50).responses == 2


@pytest.mark.parametrize(("fired", "of_all", "warned"), [(7, 20, True), (6, 20, False), (7, 19, False)])
def test_a_rule_that_fires_on_more_than_30_per_cent_is_named_once_there_are_enough(lead, fired, of_all, warned):
    rule = RuleFigures(rule=RULES[10], fired=fired)

    found = statistics.Figures(responses=of_all, rules=(rule,))

    assert (rule in found.too_often) is warned


@pytest.mark.parametrize(
    ("kinds", "warned"),
    [
        ({"not_relevant": 3, "talked_about": 2}, True),
        ({"not_relevant": 3, "talked_about": 3}, False),
        ({"not_relevant": 4}, False),
        ({"not_relevant": 5}, True),
    ],
)
def test_a_rule_that_is_mostly_marked_not_relevant_is_named(kinds, warned):
    rule = RuleFigures(rule=RULES[10])
    rule.done.update(kinds)

    assert rule.is_mostly_not_relevant is warned


def test_the_page_warns_and_says_that_a_safety_rule_is_not_lowered(lead, monkeypatch):
    few(monkeypatch)
    responses = sends(lead, 2, motion_sick="often", asq_1="yes", asq_5="no")
    records(responses[0], Topic.NAUSEA, "not_relevant", by=lead)

    told = main_of(signed_in(lead).get("/rules/figures/")).with_class("notice")[0].text

    often, not_relevant = told.split("Mostly marked “not relevant”")
    assert "Fired on more than 30 % of the forms" in often
    assert "NAU-01 Nausea: 2 of 2" in often
    assert "SAFE-06 Safety: 2 of 2. A Safety rule is not lowered, whatever the number" in often
    assert "NAU-01 Nausea: 1 of 1 times" in not_relevant


def test_the_median_runs_from_sending_to_sign_off(lead):
    for hours in (1, 2, 30):
        (response,) = sends(lead)
        records_all(response, by=lead)
        sent = response.documents.get().frozen_at
        signs_off(response, by=lead, now=sent + timedelta(hours=hours))

    assert waiting(lead.clinic, now=NOW).to_sign_off == timedelta(hours=2)
    assert waiting(lead.clinic, now=NOW).signed == 3


def test_forms_that_were_not_sent_are_counted_by_how_far_they_are(lead, patient):
    a_patient(lead.clinic, lead, name="Somebody")
    patient.enters()
    later = patient.response.consult_at + timedelta(hours=1)

    found = waiting(lead.clinic, now=later)

    assert (found.not_opened, found.begun, found.overdue) == (1, 1, 2)
    assert waiting(lead.clinic, now=NOW).overdue == 0


@pytest.mark.parametrize(
    ("age", "label"),
    [
        (timedelta(minutes=59), "Less than 1 hour"),
        (timedelta(minutes=61), "1 to 24 hours"),
        (timedelta(hours=25), "1 to 3 days"),
        (timedelta(days=6), "3 to 7 days"),
        (timedelta(days=70), "More than 7 days"),
    ],
)
def test_an_open_safety_item_is_counted_by_how_long_its_oldest_flag_waits(patient, clinic, age, label):
    patient.saves(now=NOW, asq_1="yes")
    first = Flag.objects.earliest("raised_at").raised_at

    counts = dict(waiting(clinic, now=first + age).safety)

    assert {name: count for name, count in counts.items() if count} == {label: 1}


def test_a_closed_safety_item_is_not_counted(lead):
    (response,) = sends(lead, asq_1="yes", asq_5="no")
    records(response, Topic.SAFETY, "reached", by=lead)

    assert sum(count for _label, count in waiting(lead.clinic, now=NOW).safety) == 0


def test_the_charts_have_their_numbers_in_a_table(lead):
    sends(lead, 2, motion_sick="often", asq_1="yes", asq_5="no")

    page = main_of(signed_in(lead).get("/rules/figures/"))

    charts = [one for one in page.all("svg") if one.get("role") == "img"]
    assert len(charts) == 2
    for chart in charts:
        assert all(page.with_id(name).text for name in chart.get("aria-labelledby").split())
    assert not [one for one in page if "style" in one.attributes]
    rows = {row.all("th")[0].text: row.text for row in page.with_class("figures")[0].all("tr")[1:]}
    assert "100" in rows["NAU-01"]


@pytest.mark.parametrize("asked", ["", "100", "300", "1000", "7", "x", "-1", "99999999999"])
def test_any_number_that_is_asked_for_is_answered(lead, asked):
    assert signed_in(lead).get("/rules/figures/", {"last": asked}).status_code == 200


def test_with_nothing_sent_the_page_says_so(lead):
    told = main_of(signed_in(lead).get("/rules/figures/")).text

    assert "No rule has fired: no form has been sent yet." in told
    assert "Nothing is signed yet" in told


def test_no_name_and_no_answer_is_on_the_page(lead):
    patient = a_patient(lead.clinic, lead, name="Jordan Rivera")
    patient.sends(motion_sick="often", main_goal="To sing again")

    told = main_of(signed_in(lead).get("/rules/figures/")).text

    assert "Jordan" not in told
    assert "sing" not in told


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (200, "3 h 20 min"), (60 * 24, "1 day"), (60 * 52, "2 days 4 h")],
)
def test_times_are_said_shortly(minutes, said):
    assert spoken(timedelta(minutes=minutes)) == said


def test_bars_are_as_long_as_their_counts_say():
    assert [bar["length"] for bar in Chart([("a", 1), ("b", 2), ("c", 0)]).bars] == [92, 185, 0]
    assert [bar["length"] for bar in Chart([("a", 30)], whole=100, left=200).bars] == [30]
    assert [bar["length"] for bar in Chart([("a", 0)]).bars] == [0]
    assert Chart([]).bars == []


def test_a_marked_count_stands_where_a_bar_of_it_ends():
    chart = Chart([("a", 30)], whole=100, left=200, line=30)

    assert chart.limit == chart.left + chart.bars[0]["length"]
    assert Chart([("a", 30)]).limit == 0


def test_the_number_of_queries_does_not_grow_with_the_responses(lead, django_assert_max_num_queries):
    sends(lead, 1, motion_sick="often")
    for response in sends(lead, 3, motion_sick="often"):
        records(response, Topic.NAUSEA, "talked_about", by=lead)
    assert Disposition.objects.count() == 3

    with django_assert_max_num_queries(6):
        figures(lead.clinic)
    with django_assert_max_num_queries(5):
        waiting(lead.clinic, now=NOW)

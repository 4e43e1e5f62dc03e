"""What must stay true of the rules as a whole. Their tables and reasons: test_truth_tables.py."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intake.comparisons import Compared, NotChosen
from intake.conditions import answer, score
from intake.document import draw_up
from intake.logic import Condition, Joined, Not
from intake.measures import MEASURES
from intake.questionnaire import QUESTIONS
from screening import rules
from screening.evaluate import evaluate
from screening.reasons import PLACEHOLDER, conditions, texts
from screening.rule import Rule, Topic
from screening.rules import BY_ID, RETIRED, RULES
from tests.contracts.fulfilling import fulfilling

# Every rule ever published, with its priority and topic. A rule that is retired keeps its line, under RETIRED.
PUBLISHED = """
SAFE-01  discuss_first  Safety
SAFE-02  urgent         Safety
SAFE-03  urgent         Safety
SAFE-04  urgent         Safety
SAFE-05  urgent         Safety
SAFE-06  discuss_first  Safety
SAFE-07  discuss_first  Safety
SAFE-08  discuss_first  Safety
DEP-01   discuss        Depression
DEP-02   note           Depression
DEP-03   note           Depression
ANX-01   discuss        Anxiety
ANX-02   note           Anxiety
ANX-03   note           Anxiety
PTSD-01  discuss        PTSD and trauma
PTSD-02  note           PTSD and trauma
PTSD-03  discuss        PTSD and trauma
PTSD-04  discuss        PTSD and trauma
FIB-01   discuss        Fibromyalgia
CRPS-01  discuss        CRPS
PAIN-01  discuss        Pain
PAIN-02  note           Pain
PAIN-03  discuss        Pain
TRT-01   discuss        Treatments tried
TRT-02   discuss        Treatments tried
TRT-03   discuss        Treatments tried
TRT-04   discuss        Treatments tried
TRT-05   discuss        Treatments tried
TRT-06   discuss        Treatments tried
TRT-07   note           Treatments tried
TRT-08   note           Treatments tried
TRT-09   discuss        Treatments tried
KET-01   discuss        Past ketamine
KET-02   discuss        Past ketamine
KET-03   note           Past ketamine
KET-04   discuss        Past ketamine
KET-05   discuss        Past ketamine
PSY-01   discuss_first  Psychosis history
PSY-02   discuss        Psychosis history
PSY-03   note           Psychosis history
BIP-01   discuss_first  Mania history
BIP-02   discuss        Mania history
BIP-03   discuss        Mania history
COG-01   discuss        Thinking and memory
CV-01    discuss_first  Heart and blood vessels
CV-02    discuss_first  Heart and blood vessels
CV-03    discuss_first  Heart and blood vessels
CV-04    discuss        Heart and blood vessels
CV-05    note           Heart and blood vessels
NEU-01   discuss_first  Brain and head
NEU-02   discuss        Brain and head
EYE-01   discuss        Eyes
RES-01   discuss_first  Breathing
RES-02   discuss        Breathing
ORG-01   discuss        Liver, kidney and thyroid
ORG-02   note           Liver, kidney and thyroid
BLA-01   discuss        Bladder
BLA-02   note           Bladder
PRG-01   discuss_first  Pregnancy and breastfeeding
PRG-02   discuss        Pregnancy and breastfeeding
ALL-01   discuss_first  Allergy and anesthesia
ALL-02   discuss        Allergy and anesthesia
MED-01   discuss_first  Medicines
MED-02   discuss        Medicines
MED-03   discuss        Medicines
MED-04   note           Medicines
MED-05   note           Medicines
MED-06   discuss        Medicines
MED-07   discuss        Medicines
MED-08   discuss        Medicines
SUB-01   discuss_first  Alcohol and other drugs
SUB-02   discuss        Alcohol and other drugs
SUB-03   discuss        Alcohol and other drugs
SUB-04   discuss        Alcohol and other drugs
SUB-05   discuss        Alcohol and other drugs
SUB-06   note           Alcohol and other drugs
SUB-07   discuss_first  Alcohol and other drugs
ASP-01   discuss        Stomach and fasting
GLU-01   discuss        Stomach and fasting
NAU-01   discuss        Nausea
NAU-02   note           Nausea
DIS-01   discuss_first  Dissociation
DIS-02   discuss        Dissociation
DIS-03   note           Dissociation
TRN-01   discuss_first  Getting home
TRN-02   discuss        Getting home
TRN-03   discuss        Getting home
FRM-01   discuss_first  About this form
FRM-02   discuss        About this form
FRM-03   note           About this form
FRM-04   discuss        About this form
FRM-05   discuss        About this form
"""

LISTS = {"labels", "questions", "names", "count"}
MODULES = [path for path in Path(rules.__file__).parent.glob("*.py") if path.name != "__init__.py"]
TRIGGERED = [rule for rule in RULES if rule.when is not None]


def every(found: list[Rule]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", found, ids=[rule.id for rule in found])


def all_conditions(rule: Rule) -> list[Condition]:
    """The trigger and the condition of every fragment."""
    trigger = [] if rule.when is None else [rule.when]
    return trigger + conditions(rule.reason) + conditions(rule.prompt)


def walk(condition: Condition) -> Iterator[Condition]:
    yield condition
    inner = (
        condition.parts if isinstance(condition, Joined) else (condition.part,) if isinstance(condition, Not) else ()
    )
    for part in inner:
        yield from walk(part)


def holds_for_silence(condition: Condition) -> bool:
    """Whether a negative condition could make this hold with no positive part beside it."""
    if isinstance(condition, Joined):
        parts = [holds_for_silence(part) for part in condition.parts]
        return any(parts) if condition.how == "any" else all(parts)
    if isinstance(condition, Compared):
        return condition.below and condition.measure.is_count
    return isinstance(condition, (Not, NotChosen))


def test_the_rules_are_those_published_with_their_priorities_and_topics() -> None:
    published = [tuple(line.split(maxsplit=2)) for line in PUBLISHED.strip().splitlines()]

    assert [(rule.id, rule.priority.code, rule.topic.value) for rule in RULES] == published


def test_there_are_92_rules_in_27_topics() -> None:
    assert len(RULES) == 92
    assert {rule.topic for rule in RULES} == set(Topic)
    assert len(Topic) == 27
    assert Counter(rule.priority.code for rule in RULES) == {
        "urgent": 4,
        "discuss_first": 19,
        "discuss": 50,
        "note": 19,
    }


def test_an_id_is_used_once_and_never_again() -> None:
    ids = [rule.id for rule in RULES] + list(RETIRED)

    assert len(ids) == len(set(ids))
    assert len(BY_ID) == len(RULES)
    assert all(re.fullmatch(r"[A-Z]{2,4}-\d\d", one) for one in ids)


def test_rules_stand_in_the_order_of_their_topics() -> None:
    places = [rule.topic.place for rule in RULES]

    assert places == sorted(places)


def test_only_safety_is_urgent_and_only_one_rule_may_be_raised() -> None:
    assert {rule.topic for rule in RULES if rule.priority.code == "urgent"} == {Topic.SAFETY}
    assert [rule.id for rule in RULES if rule.may_be_raised_to_urgent] == ["SAFE-01"]


def test_only_two_safety_rules_wait_until_the_page_was_left() -> None:
    assert [rule.id for rule in RULES if rule.about_silence] == ["SAFE-05", "SAFE-08"]


def test_there_is_one_second_pass() -> None:
    assert [rule.id for rule in RULES if rule.is_second_pass] == ["FRM-04"]


@every(list(RULES))
def test_a_rule_reads_only_questions_that_are_asked_and_options_that_they_offer(rule: Rule) -> None:
    for key, code in {read for condition in all_conditions(rule) for read in condition.reads()}:
        group, _dot, cell = key.partition(".")
        question: Any = QUESTIONS[group].row.base_fields[cell] if cell else QUESTIONS[key]  # type: ignore[attr-defined]
        assert code is None or code in dict(question.options), f"{key} offers no {code!r}"


@every(list(RULES))
def test_every_placeholder_in_a_text_resolves(rule: Rule) -> None:
    said = texts(rule.reason) + texts(rule.prompt)
    read = {key for condition in all_conditions(rule) for key, _code in condition.reads()}
    lists = LISTS | {f"{name}.{key}" for name in LISTS for key in read}

    names = {match[1] for text in said for match in PLACEHOLDER.finditer(text)}

    assert names <= set(MEASURES) | set(QUESTIONS) | lists
    assert not re.search(r"[{}]", PLACEHOLDER.sub("", "".join(said)))


@every(list(RULES))
def test_a_rule_names_its_sources(rule: Rule) -> None:
    assert rule.sources
    assert len(set(rule.sources)) == len(rule.sources)


@every(TRIGGERED)
def test_a_negative_condition_has_a_positive_part_beside_it(rule: Rule) -> None:
    assert rule.when is not None
    assert not holds_for_silence(rule.when)


@pytest.mark.parametrize(
    "condition",
    [
        answer("ride_home").is_not("person"),
        ~answer("ride_home").is_("person"),
        score("kinds").fewer_than(2),
        answer("home_support").is_("no") | answer("ride_home").is_not("person"),
        answer("talk_therapy").does_not_include("cbt") & ~answer("ride_home").is_("person"),
    ],
)
def test_a_condition_that_silence_alone_fulfils_is_noticed(condition: Condition) -> None:
    assert holds_for_silence(condition)


@every(TRIGGERED)
def test_a_rule_can_fire_on_answers_that_the_questionnaire_accepts(rule: Rule) -> None:
    assert rule.when is not None

    fired = []
    for answers in fulfilling(rule.when):
        drawn = draw_up(answers, language="en")
        accepted = all(QUESTIONS[key].clean(value) == value == drawn.value(key) for key, value in answers.items())
        fired.append(accepted and bool(evaluate(drawn, rules=[rule])))

    assert any(fired)


def test_a_clinic_can_adjust_two_numbers_and_no_fragment_reads_them() -> None:
    def named(found: list[Condition]) -> set[str]:
        return {one.setting for part in found for one in walk(part) if isinstance(one, Compared) and one.setting}

    assert named([rule.when for rule in TRIGGERED if rule.when is not None]) == {
        "auditc_discuss_from",
        "peg_discuss_from",
    }
    assert not named([part for rule in RULES for part in conditions(rule.reason) + conditions(rule.prompt)])


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_rule_module_imports_neither_django_nor_another_rule(module: Path) -> None:
    nodes = list(ast.walk(ast.parse(module.read_text())))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]

    assert not [name for name in names if name.split(".")[0] not in {"functools", "operator", "intake", "screening"}]
    assert not [name for name in names if name.startswith(("screening.rules", "screening.evaluate"))]

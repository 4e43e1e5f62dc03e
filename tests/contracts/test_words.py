"""Nothing shown names a diagnosis, a grade or a verdict, or blames: the forbidden words stand nowhere."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from intake.questionnaire import QUESTIONS, SECTIONS
from intake.questions import EXCLUSIVE, Question
from screening.reasons import texts
from screening.rule import Priority
from screening.rules import RULES
from tests.contracts.forbidden_words import ALLOWED, PUBLISHED_ITEMS, WORD_IN_SPANISH, Fault, faults

ROOT = Path(__file__).parents[2]
APPS = ("clinic", "config", "intake", "operations", "screening")
SHOWN_FILES = ("*.html", "*.txt", "*.xml", "*.svg")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
VARIANTS = max(len(question.options) for question in QUESTIONS.values())


def spelled_out(found: Iterator[Fault]) -> str:
    return "\n".join(map(str, found))


def without_tags(template: str) -> str:
    """A template without its tags and comments, line for line; what a tag quotes stays."""
    return TAG.sub(_what_is_quoted, template)


def _what_is_quoted(tag: re.Match[str]) -> str:
    lines = "\n" * tag[0].count("\n")
    if tag[0].startswith("{#"):
        return lines
    return " " + " ".join(one or other for one, other in QUOTED.findall(tag[0])) + lines


def translated(catalog: str) -> str:
    """The ``msgstr`` strings of a .po file, each on its own line."""
    kept, inside = [], False
    for line in catalog.splitlines():
        inside = line.startswith("msgstr") or (inside and line.startswith('"'))
        kept.append(line if inside else "")
    return "\n".join(kept)


def words_of(question: Question) -> Iterator[str]:
    """Everything of our own that a question shows; a published item's wording and options are not ours."""
    yield from map(str, (question.help_text, question.missing, question.explain))
    if question.instrument is None:
        yield str(question.label)
        yield from (str(label) for _code, label in question.options)
    for cell in question.row.base_fields.values() if question.kind == "rows" else ():  # type: ignore[attr-defined]
        yield from words_of(cell)


def a_rich_form(variant: int) -> dict[str, Any]:
    """Every question answered, many choices with all that go together; each variant takes other single options."""
    answers: dict[str, Any] = {}
    for key, question in QUESTIONS.items():
        codes = [code for code, _label in question.options]
        if question.kind == "one":
            answers[key] = codes[variant % len(codes)]
        elif question.kind == "many":
            answers[key] = [code for code in codes if code not in EXCLUSIVE]
        elif question.kind == "text":
            answers[key] = "As I said"
        elif question.kind == "rows":
            row = {"name": "Sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "no_help"}
            answers[key] = [row, row]
        else:
            answers[key] = True
    return answers


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_no_rule_uses_a_forbidden_word(rule: Any) -> None:
    said = [*texts(rule.reason), *texts(rule.prompt), *map(str, rule.sources), rule.topic.value, rule.note]

    assert not spelled_out(faults("\n".join(said), where=rule.id))


@pytest.mark.parametrize("key", QUESTIONS)
def test_no_question_uses_a_forbidden_word(key: str) -> None:
    assert not spelled_out(faults("\n".join(words_of(QUESTIONS[key])), where=key))


@pytest.mark.parametrize("section", SECTIONS, ids=[section.slug for section in SECTIONS])
def test_no_section_uses_a_forbidden_word(section: Any) -> None:
    said = "\n".join(map(str, (section.title, section.intro, section.notice)))

    assert not spelled_out(faults(said, where=section.slug))


def test_no_priority_names_a_grade_of_risk() -> None:
    names = [priority.label for priority in Priority]

    assert names == ["Urgent – contact now", "Discuss first", "Discuss", "Note"]


def test_no_template_uses_a_forbidden_word() -> None:
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in ("clinic", "intake", "screening"))]
    files = sorted(path for folder in folders for kind in SHOWN_FILES for path in folder.rglob(kind))

    found = [fault for path in files for fault in faults(without_tags(path.read_text()), where=_name(path))]

    assert ROOT / "templates" / "intake" / "_crisis_card.html" in files
    assert not spelled_out(iter(found))


def test_no_translation_uses_a_forbidden_word() -> None:
    catalogs = sorted(ROOT.glob("locale/**/*.po"))

    found = [
        fault
        for path in catalogs
        for fault in faults(translated(path.read_text()), where=_name(path), word=WORD_IN_SPANISH)
    ]

    assert catalogs
    assert not spelled_out(iter(found))


def test_the_rulebook_uses_no_forbidden_word() -> None:
    rulebook = ROOT / "docs" / "rulebook.md"

    assert not spelled_out(faults(rulebook.read_text(), where=_name(rulebook)))


@pytest.mark.slow
def test_no_message_in_the_code_uses_a_forbidden_word() -> None:
    modules = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))

    # That module is the published wording, with pieces that the pages put together.
    found = [fault for path in modules if path.name != "instruments.py" for fault in _in_strings(path)]

    assert not spelled_out(iter(found))


def test_no_script_uses_a_forbidden_word() -> None:
    scripts = sorted((ROOT / "static").glob("*.js"))

    found = [fault for path in scripts for fault in faults(path.read_text(), where=_name(path))]

    assert scripts
    assert not spelled_out(iter(found))


@pytest.mark.parametrize("variant", range(VARIANTS))
def test_screen_prints_no_forbidden_word(variant: int, tmp_path: Path) -> None:
    file, printed = tmp_path / "answers.json", io.StringIO()
    file.write_text(json.dumps(a_rich_form(variant)))

    call_command("screen", str(file), stdout=printed)

    assert json.loads(printed.getvalue())["cards"]
    assert not spelled_out(faults(printed.getvalue(), where="screen"))


@pytest.mark.parametrize("allowed", [*ALLOWED[len(PUBLISHED_ITEMS) :], PUBLISHED_ITEMS[6]])
def test_a_string_is_allowed_only_as_a_whole(allowed: str) -> None:
    first, *rest = allowed.split()

    assert not list(faults(f"A line.\n{first}\n  {' '.join(rest)}", where="here"))
    assert list(faults(" ".join(rest), where="here")) or list(faults(allowed[:-1], where="here"))


@pytest.mark.parametrize(
    "sentence",
    [
        "It seems that you have depression",
        "You may have an anxiety disorder",
        "a diagnosis of",
        "undergoing diagnostics",
        "meets criteria for PTSD",
        "criteria met",
        "positive for depression",
        "screens positive",
        "screened\n  positive",
        "a positive screen",
        "your test result",
        "eligible",
        "Not eligible",
        "ineligible",
        "qualifies",
        "a good candidate",
        "Contraindications",
        "cleared",
        "approved for treatment",
        "safe to treat",
        "safe for infusion",
        "unsafe patient",
        "should not receive",
        "must be treated",
        "recommended treatment",
        "Low risk",
        "high-risk",
        "risk level",
        "risk score",
        "no concerns",
        "All clear",
        "normal",
        "abnormal",
        "severe depression",
        "moderate anxiety",
        "mild to moderate depression",
        "treatment-resistant",
        "failed treatment",
        "treatment failure",
        "non-compliant",
        "noncompliance",
        "drug seeker",
        "drug-seeking",
        "addiction",
        "abuser",
        "alcohol abuse",
        "suffers from pain",
        "denies",
        "claims",
        "admits",
        "suicidal patient",
        "committed suicide",
        "manic",
        "psychotic",
        "bipolar patient",
        "probable PTSD",
        "likely bipolar",
        "consistent with major depression",
        "suggestive of psychosis",
        "indicates an anxiety disorder",
    ],
)
def test_a_forbidden_word_is_noticed(sentence: str) -> None:
    [fault, *_more] = faults(f"One.\nTwo {sentence} three.", where="here")

    assert fault.line == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Has a doctor ever told you that you have any of these?",
        "Ask for a safe way to reach the patient.",
        "No flag does not mean no concern.",
        "10 is a published cut point for a closer look.",
        "or being told of bipolar disorder",
        "normalize",
        "a medicine that can be misused",
        "If you have chest pain or trouble breathing now, call 911.",
        "“Has a doctor ever told you that you have any of these?” includes “Depression”",
    ],
)
def test_a_plain_sentence_is_left_alone(sentence: str) -> None:
    assert not spelled_out(faults(sentence, where="here"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Usted tiene depresión",
        "Podría tener un trastorno",
        "Parece que tiene mucha ansiedad",
        "un diagnóstico de",
        "fue diagnosticada",
        "cumple los criterios",
        "reúne los requisitos",
        "positivo para",
        "tamizaje positivo",
        "resultado de la prueba",
        "elegible",
        "No es elegible",
        "inelegible",
        "es apto para",
        "no apta",
        "califica",
        "buena candidata",
        "contraindicaciones",
        "aprobado para el tratamiento",
        "Usted está aprobada",
        "Es seguro",
        "segura para la infusión",
        "no debe recibir",
        "debería recibir ketamina",
        "tratamiento recomendado",
        "bajo riesgo",
        "riesgo alto",
        "nivel de riesgo",
        "puntaje de riesgo",
        "sin preocupaciones",
        "todo en orden",
        "normal",
        "anormales",
        "depresión grave",
        "ansiedad moderada",
        "resistente al tratamiento",
        "tratamientos fracasados",
        "el tratamiento falló",
        "tratamiento fallido",
        "incumplimiento",
        "adicto",
        "adicción",
        "abuso de alcohol",
        "sufre de dolor",
        "niega",
        "admite",
        "paciente suicida",
        "cometió suicidio",
        "maníaca",
        "psicótico",
        "probable TEPT",
        "compatible con depresión",
    ],
)
def test_a_forbidden_word_is_noticed_in_spanish(sentence: str) -> None:
    [fault, *_more] = faults(f"Uno.\nDos {sentence} tres.", where="here", word=WORD_IN_SPANISH)

    assert fault.line == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "¿Alguna vez un médico le ha dicho que tiene alguna de estas enfermedades?",
        "La ketamina puede causar malestar de estómago.",
        "La FDA aprobó la ketamina solo para la anestesia.",
        "No ayudó lo suficiente.",
        "se puede hacer mal uso de la ketamina",
        "sus respuestas sobre seguridad",
        "Trastorno bipolar",
        "si no se siente a salvo",
    ],
)
def test_a_plain_spanish_sentence_is_left_alone(sentence: str) -> None:
    assert not spelled_out(faults(sentence, where="here", word=WORD_IN_SPANISH))


def test_words_are_looked_for_in_what_a_tag_quotes_and_not_in_its_names() -> None:
    template = "{% if is_eligible %}\n{% translate 'You failed' %}{# failed #}{{ cleared }}"

    assert [str(fault) for fault in faults(without_tags(template), where="here")] == ["here:2: “failed”"]


def test_only_the_translations_of_a_catalog_are_read() -> None:
    catalog = 'msgid "failed"\nmsgstr ""\n"Did not help, "\n"failed"\n\nmsgid "normal"\nmsgstr "usual"\n'

    assert [str(fault) for fault in faults(translated(catalog), where="here")] == ["here:4: “failed”"]


def _in_strings(module: Path) -> Iterator[Fault]:
    """Forbidden words in a module's strings, docstrings aside."""
    nodes = list(ast.walk(ast.parse(module.read_text())))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from faults("\n" * (node.lineno - 1) + node.value, where=_name(module))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))

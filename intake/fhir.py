"""The questionnaire as a FHIR R4 ``Questionnaire``, derived from the forms. Responses are not written here.

Every kind of thing in it has one counterpart in the forms: a section or an instrument is a group, a question an item
whose linkId is its key, words beside a question are display items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import override

from intake.condition_forms import enable_when
from intake.instrument import Instrument
from intake.instruments import LOINC_NOTICE
from intake.layouts import Items
from intake.questionnaire import QUESTIONS, SECTIONS, STATUS, TITLE, VERSION
from intake.questions import Question
from intake.repeating import Rows
from intake.sections.section import Section

Json = dict[str, Any]

URL = "urn:clinic-intake:questionnaire"
LOINC = "http://loinc.org"
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"


def answers_system(key: str) -> str:
    """The code system of one question's options: the same code may mean something else in another question."""
    return f"urn:clinic-intake:answers:{key}"


def questionnaire() -> Json:
    """The whole questionnaire, in English, as plain JSON."""
    with override("en"):
        return {
            "resourceType": "Questionnaire",
            "url": URL,
            "version": VERSION,
            "name": "ClinicIntake",
            "title": str(TITLE),
            "status": STATUS,
            "subjectType": ["Patient"],
            "language": "en",
            "copyright": "\n".join(_notices()),
            "item": [_section(section) for section in SECTIONS],
        }


def _notices() -> list[str]:
    """The attribution line of each instrument, once, and the notice that LOINC codes carry."""
    lines = [question.instrument.attribution for question in QUESTIONS.values() if question.instrument]
    return [*dict.fromkeys(lines), LOINC_NOTICE]


def _section(section: type[Section]) -> Json:
    words = ((name, getattr(section, name)) for name in ("intro", "notice"))
    return {
        "linkId": section.slug,
        "prefix": section.letter,
        "text": str(section.title),
        "type": "group",
        "item": [*_displays(section.slug, words), *_items(section)],
    }


def _items(section: type[Section]) -> Iterator[Json]:
    """The questions in the order asked, those of an instrument in a group of their own where its first one stands."""
    together = {key: part for part in section.layout.fields if isinstance(part, Items) for key in part.fields}
    for key, question in section.questions().items():
        part = together.get(key)
        if part is None:
            yield _question(key, question)
        elif key == part.fields[0]:
            yield _instrument(part.instrument, {name: section.questions()[name] for name in part.fields})


def _instrument(instrument: Instrument, questions: dict[str, Question]) -> Json:
    conditions = {question.show_if for question in questions.values()}
    shared = conditions.pop() if len(conditions) == 1 else None
    return {
        "linkId": instrument.name,
        **_code(instrument.loinc),
        "text": instrument.stem or instrument.title,
        "type": "group",
        **(enable_when(shared, system_of=answers_system) if shared is not None else {}),
        "item": [_question(key, question) for key, question in questions.items()],
    }


def _question(key: str, question: Question) -> Json:
    children = [*_displays(key, (("why", question.help_text), ("explain", question.explain)))]
    if isinstance(question, Rows):
        children += [_question(f"{key}.{cell}", field) for cell, field in question.row.base_fields.items()]
    return {
        **({"extension": [_extension("questionnaire-hidden")]} if question.worked_out else {}),
        "linkId": key,
        **_code(question.loinc),
        **({"prefix": str(question.number)} if question.number else {}),
        "text": str(question.label),
        "type": question.fhir_type,
        **(enable_when(question.show_if, system_of=answers_system) if question.show_if is not None else {}),
        "required": not question.optional and not question.worked_out,
        "repeats": question.kind in ("many", "rows"),
        **({"readOnly": True} if question.worked_out else {}),
        **({"maxLength": question.max_length} if question.kind == "text" else {}),
        **(
            {"answerOption": [_option(key, question, *option) for option in question.options]}
            if question.options
            else {}
        ),
        **({"item": children} if children else {}),
    }


def _option(key: str, question: Question, code: str, label: Any) -> Json:
    if question.fhir_type == "integer":
        return {"valueInteger": int(code)}
    alone = {"extension": [_extension("questionnaire-optionExclusive")]} if code in question.exclusive else {}
    return {**alone, "valueCoding": {"system": answers_system(key), "code": code, "display": str(label)}}


def _displays(link: str, words: Iterable[tuple[str, Any]]) -> Iterator[Json]:
    for name, text in words:
        if text:
            yield {"linkId": f"{link}.{name}", "text": str(text), "type": "display"}


def _code(loinc: str) -> Json:
    return {"code": [{"system": LOINC, "code": loinc}]} if loinc else {}


def _extension(name: str) -> Json:
    return {"url": EXTENSIONS + name, "valueBoolean": True}

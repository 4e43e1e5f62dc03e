"""What several patient pages say: the visit, the time of saving, the answers by section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext

from intake.document import ANSWERED, NOT_ASKED, Document
from intake.models import Response
from intake.progress import Progress, Status
from intake.questionnaire import BY_SLUG, SECTION_OF
from intake.questions import PREFER_NOT, Question
from intake.safety import opens_card
from intake.templatetags.times import time_of_day
from intake.views.leading import change_url

# What anyone may want to bring up at the visit: the same list for everyone, chosen by no rule.
BRING_UP: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("upset-stomach", ("motion_sick", "nausea_after", "nausea_meds")),
    ("feeling-cut-off", ("dissoc_often", "dissoc_upset", "dissoc_trigger")),
    ("getting-home", ("ride_home", "no_drive_next_day", "home_support", "care_for_others")),
    ("medicines", ("med_list", "med_kinds", "allergy_ketamine", "allergy_other")),
    ("treatments", ("mood_meds", "talk_therapy", "brain_treatments", "pain_treatments", "ketamine_before")),
)


def visit_of(response: Response) -> dict[str, Any]:
    """The clinic, the consult on the clinic's clock, whom it is with, and whether sent answers are being changed."""
    consult = response.consult_at and response.clinic.local(response.consult_at)
    return {
        "clinic": response.clinic,
        "consult_at": consult,
        "clinician": response.clinician,
        "amending": response.is_amending,
        "notice_sent": response.notice_queued_at is not None,
    }


def follows_crisis_answer(response: Response) -> bool:
    """Whether the section that was saved last opens the crisis card: it is then on the page that follows, too."""
    pages = [page for page in response.pages.all() if page.section in BY_SLUG]
    last = max(pages, key=lambda page: page.saved_at, default=None)
    return last is not None and opens_card(response.answers(), BY_SLUG[last.section].questions())


def notice_line(response: Response) -> str:
    """What the crisis card says of a notice that is on its way to the clinic; "" when there is none."""
    if response.notice_queued_at is None:
        return ""
    told = gettext("We have sent a notice to the clinic.")
    return f"{told} {response.clinic.says('response_text')[0]}"


def clock(response: Response, moment: datetime | None) -> str:
    """A time of day on the clinic's clock, as the language in force writes it, such as "2:03 pm"; "" for None."""
    return time_of_day(response.clinic.local(moment)) if moment else ""


def parts(document: Document, *, so_far: Progress | None = None) -> list[dict[str, Any]]:
    """The answers by section as pages list them: what was asked, blanks included; worked-out ones left out.

    With ``so_far`` each has the way to change it, what is still due says so, and sections not begun are left out.
    """
    found = []
    for section in document.sections:
        if so_far and not _is_begun(section["slug"], so_far):
            continue
        items = [
            _line(document, item, so_far)
            for item in section["items"]
            if item["status"] != NOT_ASKED and not SECTION_OF[item["key"]].questions()[item["key"]].worked_out
        ]
        if items:
            found.append({"title": section["title"], "items": items})
    return found


def in_words(question: Question, answer: Any) -> dict[str, str]:
    """A question and an answer in the words of the page, each with its language where that is another one."""
    own_words = answer == PREFER_NOT[0]  # our form's choice, and not the instrument's
    lang = question.lang
    shown = question.as_shown(answer)
    return {"question": str(question.label), "answer": shown, "lang": lang, "answer_lang": "" if own_words else lang}


def _is_begun(slug: str, so_far: Progress) -> bool:
    return any(task.section.slug == slug and task.status is not Status.TODO for task in so_far.tasks)


def _line(document: Document, item: Mapping[str, Any], so_far: Progress | None) -> dict[str, Any]:
    key = item["key"]
    of_question, of_answer = document.languages(key)
    return {
        "question": item["question"],
        "answer": document.answer(key),
        "lang": _if_other(of_question),
        "answer_lang": _if_other(of_answer),
        "rows": item.get("rows", []),
        "status": item["status"],
        "is_due": so_far is not None and key in so_far.missing,
        "change_url": change_url(SECTION_OF[key], so_far, key=key) if so_far else "",
    }


def bring_up(document: Document) -> list[dict[str, Any]]:
    """ "Things to bring up at your visit": the same topics for everyone, with this person's own answers."""
    titles = {section["slug"]: section["title"] for section in document.sections}
    found = []
    for slug, keys in BRING_UP:
        lines = [
            {
                "question": document.question(key),
                "answer": document.answer(key),
                "rows": document.items[key].get("rows", []),
                "is_blank": document.items[key]["status"] != ANSWERED,
            }
            for key in keys
            if key in document.items and document.items[key]["status"] != NOT_ASKED
        ]
        found.append({"topic": titles[slug], "lines": lines, "lang": _if_other(document.language)})
    return found


def _if_other(language: str) -> str:
    """The code where it is not the language in force, for what must then be marked."""
    return "" if language == get_language() else language

"""Our form pack writes inputs itself: browsers must send what Django's own widgets would have made them send."""

from __future__ import annotations

import pytest
from crispy_forms.layout import Layout
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from intake.conditions import answer
from intake.questionnaire import SECTIONS
from intake.questions import NO, NOT_SURE, PREFER_NOT, YES, LongText, ManyChoices, OneChoice, ShortText, YesBox
from intake.sections.safety import Safety
from intake.sections.section import Section
from intake.sections.treatments import TreatmentsTried
from intake.templatetags.form_pack import first_control, rows
from tests.answers import complete_answers
from tests.markup import CONTROLS, Element, read

EVERY_REASON = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
EVERYTHING = complete_answers(
    reasons=EVERY_REASON, phq9_9="1", mood_meds=[{"name": "Sertraline <50>", "helped": "some"}]
)
HOSTILE = '"><b id="x">’\r\n& \\ {{ 7 }}'


def posted(section: type[Section], value: str) -> QueryDict:
    """A post that gives ``value`` to every question and every cell of the first row of each group."""
    data = QueryDict(mutable=True)
    for key, question in section.questions().items():
        cells = [f"{key}-0-{cell}" for cell in question.row.base_fields] if question.kind == "rows" else [key]
        for name in cells:
            data[name] = value
    return data


def pages(section: type[Section]) -> dict[str, Section]:
    return {
        "empty": section(answers={"reasons": EVERY_REASON, "phq9_9": "1"}),
        "answered": section(answers=EVERYTHING),
        "blank post": section(QueryDict("x=1"), answers={"reasons": EVERY_REASON, "phq9_9": "1"}),
        "hostile post": section(posted(section, HOSTILE), answers=EVERYTHING),
    }


PAGES = [
    pytest.param(page, id=f"{section.slug}, {state}") for section in SECTIONS for state, page in pages(section).items()
]


def controls(html: str, *, of: str = "") -> list[tuple[str, dict[str, str | None], str]]:
    """The inputs as a browser sees them: tag, attributes that matter, text; those named ``of`` if it is given."""
    ours = {"class", "data-exclusive"}
    return [
        (element.tag, {k: v for k, v in element.attributes.items() if k not in ours}, element.raw_text.lstrip("\n"))
        for element in read(html).all(*CONTROLS - {"button"})
        if not of or element.get("name") == of
    ]


def by_django(field: forms.BoundField) -> list[tuple[str, dict[str, str | None], str]]:
    return controls(str(field.as_widget()))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_inputs_equal_those_of_djangos_widgets(page: Section) -> None:
    drawn = render_crispy_form(page)

    for field in page:
        if field.field.show_when is False:
            assert controls(drawn, of=field.html_name) == []
            continue
        cells = [cell for row in rows(field) for cell in row] if field.field.kind == "rows" else [field]
        for cell in cells:
            assert controls(drawn, of=cell.html_name) == by_django(cell)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_question_of_a_section_can_be_drawn(section: type[Section]) -> None:
    drawn = {element.get("name") for element in read(render_crispy_form(pages(section)["empty"])).all(*CONTROLS)}

    for key, question in section.questions().items():
        if not question.worked_out:
            assert key in drawn or f"{key}-0-name" in drawn


class EachKind(Section):
    """A question of each kind, each with every word that can stand around it."""

    slug, letter, title = "each-kind", "X", "Each kind"

    one = OneChoice("One?", YES, NO, NOT_SURE, PREFER_NOT, why="Why one", explain="A hard word")
    many = ManyChoices("Many?", ("a", "A"), ("none", "None of these"), NOT_SURE, optional=True)
    short = ShortText("Short?", why="Why <short>")
    long = LongText("Long?", rows=6, max_length=12, optional=True)
    box = YesBox("Box?", why="Why box")
    after = OneChoice("After?", YES, NO, show_if=answer("one").is_("yes"))
    elsewhere = OneChoice("Elsewhere?", YES, NO, show_if=answer("of_another_page").is_("yes"))

    layout = Layout("one", "many", "short", "long", "box", "after", "elsewhere")


def each_kind(data: str | None = None) -> Element:
    return read(render_crispy_form(EachKind(None if data is None else QueryDict(data))))


def test_a_group_is_a_fieldset_whose_legend_is_the_question() -> None:
    groups = [box.all("legend")[0].text for box in each_kind().all("fieldset")]

    assert groups == ["One?", "Many? (optional)", "After?"]


def test_a_text_is_labelled_by_its_question() -> None:
    labels = {label.get("for"): label.text for label in each_kind().all("label") if label.get("for")}

    assert labels == {"short": "Short?", "long": "Long? (optional)"}


def test_a_box_is_labelled_by_its_own_question() -> None:
    box = each_kind().with_id("box")

    assert next(box.around).tag == "label"
    assert next(box.around).text == "Box?"


def test_hint_then_error_are_tied_to_group_text_and_box() -> None:
    page = each_kind("one=&x=1")

    for key, tag in (("one", "fieldset"), ("short", "input"), ("box", "input")):
        described = page.with_id(key)
        assert described.tag == tag
        assert described.get("aria-describedby") == f"{key}_helptext {key}_error"
        assert page.with_id(f"{key}_error").text.startswith("Error: ")


def test_the_words_around_a_question_come_in_one_order() -> None:
    group = each_kind("x=1").with_id("one")

    order = [part.get("class") or part.tag for part in group.parts if isinstance(part, Element)]
    assert order == ["legend", "hint", "explain", "error", "choice", "choice", "or", "choice", "choice"]


def test_or_stands_once_before_the_first_doubtful_option() -> None:
    page = each_kind()

    assert [len(page.with_id(key).with_class("or")) for key in ("one", "many", "after")] == [1, 1, 0]


def test_an_instrument_item_keeps_its_options_together() -> None:
    page = read(render_crispy_form(Safety(answers={"phq9_9": "1"})))

    assert page.with_id("asq_1").with_class("or") == []


def test_options_that_stand_alone_are_marked_for_the_script() -> None:
    alone = [box.get("value") for box in each_kind().all("input") if "data-exclusive" in box.attributes]

    assert alone == ["none"]


def test_a_follow_up_carries_its_condition_and_says_when_to_answer() -> None:
    follow = each_kind().with_class("follow")

    assert [part.get("data-show-when") for part in follow] == ['{"all":[["one","yes"]]}']
    assert follow[0].with_class("when")[0].text == "Answer this only if it fits your answer above."


def test_a_question_that_nothing_here_can_show_is_not_drawn() -> None:
    assert "Elsewhere?" not in each_kind().text


def test_markup_in_a_reason_is_shown_and_not_obeyed() -> None:
    assert each_kind().with_id("short_helptext").text == "Why <short>"


def summary_of_each_kind() -> Element:
    """What a page of questions puts above its heading."""
    form = EachKind(QueryDict("x=1"), answers={})
    return read(render_to_string("plain/errors.html", {"form": form})).with_id("summary")


def test_the_summary_links_to_the_first_control_of_each_question() -> None:
    summary = summary_of_each_kind()

    assert [link.get("href") for link in summary.all("a")] == ["#one_0", "#short", "#box"]


def test_the_summary_names_the_question_where_the_message_does_not() -> None:
    summary = summary_of_each_kind()

    assert summary.all("li")[0].text == "Choose one answer. One?"


def test_safety_questions_are_kept_at_once() -> None:
    page = read(render_crispy_form(Safety(answers={"phq9_9": "1"})))

    at_once = [group.get("id") for group in page.all("fieldset") if "data-at-once" in group.attributes]
    assert at_once == ["asq_1", "asq_2", "asq_3", "asq_4", "attempt_when", "asq_5"]


def tried(data: str) -> Element:
    return read(render_crispy_form(TreatmentsTried(QueryDict(data), answers={"reasons": ["depression"]})))


@pytest.mark.parametrize(
    ("data", "count"),
    [
        ("mood_meds_any=yes", 1),
        ("mood_meds-0-name=Sertraline", 2),
        ("mood_meds-0-name=A&mood_meds-1-name=B", 3),
        ("mood_meds-0-name=A&mood_meds-2-name=C", 4),
        ("&".join(f"mood_meds-{n}-name=A" for n in range(6)), 6),
    ],
)
def test_rows_are_drawn_as_far_as_there_is_content_and_one_more(data: str, count: int) -> None:
    assert len(tried(data).with_class("entry")) == count


def test_each_row_can_be_removed_and_one_added_by_a_plain_post() -> None:
    buttons = [(button.get("name"), button.get("value")) for button in tried("mood_meds-0-name=A").all("button")]

    assert buttons == [("remove_row", "mood_meds-0"), ("remove_row", "mood_meds-1"), ("add_row", "mood_meds")]


def test_a_fault_in_the_rows_links_to_their_first_control() -> None:
    page = TreatmentsTried(QueryDict("mood_meds_any=yes&mood_meds-0-weeks=over6"), answers={"reasons": ["depression"]})

    assert page.errors.keys() >= {"mood_meds"}
    assert first_control(page["mood_meds"]) == "mood_meds-0-name"


def test_items_that_share_a_condition_are_shown_as_one() -> None:
    section = next(section for section in SECTIONS if section.slug == "hard-events")
    page = read(render_crispy_form(section()))

    assert [part.tag for part in page if "data-show-when" in part.attributes] == ["section"]


def test_an_instrument_that_is_not_asked_leaves_nothing_behind() -> None:
    section = next(section for section in SECTIONS if section.slug == "pain")

    assert "PEG" not in render_crispy_form(section(answers={"reasons": ["depression"]}))


class Plain(forms.Form):
    """Staff pages have plain Django fields."""

    name = forms.CharField(label="Name")
    born = forms.DateField(label="Born", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    role = forms.ChoiceField(label="Role", choices=[("a", "A"), ("b", "B")])
    token = forms.UUIDField(widget=forms.HiddenInput)


def test_plain_django_fields_are_drawn_by_their_widgets() -> None:
    form = Plain()
    drawn: SafeString = as_crispy_form(form)

    assert controls(drawn) == [control for field in form for control in by_django(field)]
    assert [label.text for label in read(drawn).all("label")] == ["Name", "Born (optional)", "Role"]

"""How a reason is put together from fragments, with made-up texts on real questions."""

import pytest

from intake.conditions import Evidence, answer
from intake.document import Document, draw_up
from screening.reasons import Said, Text, conditions, each, part, say, texts

RIDE, NEXT_DAY, AT_HOME = answer("ride_home"), answer("no_drive_next_day"), answer("home_support")
DRIVES = part(RIDE.is_("self_drive"), "drives")
CANNOT_WAIT = part(NEXT_DAY.is_("no"), "cannot wait")
ALONE = part(AT_HOME.is_("no"), "is alone")


def of(**answers: object) -> Document:
    return draw_up(answers, language="en")


def said(text: Text, *evidence: Evidence, **answers: object) -> Said:
    return say(text, document=of(**answers), evidence=evidence)


def test_fixed_words_stay_as_they_are() -> None:
    assert said("Ask about supports.").text == "Ask about supports."


def test_a_fragment_appears_only_when_its_own_part_held() -> None:
    text = ("The patient ", DRIVES, ".")
    assert said(text, ride_home="self_drive").text == "The patient drives."
    assert said(text, ride_home="person").text == "The patient ."


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"ride_home": "self_drive"}, "drives"),
        ({"ride_home": "self_drive", "home_support": "no"}, "drives and is alone"),
        (
            {"ride_home": "self_drive", "no_drive_next_day": "no", "home_support": "no"},
            "drives, cannot wait and is alone",
        ),
        ({}, ""),
    ],
)
def test_parts_of_one_sentence_are_joined(answers: dict[str, str], sentence: str) -> None:
    assert said([each(DRIVES, CANNOT_WAIT, ALONE)], **answers).text == sentence


def test_a_quoted_answer_is_named_so_that_it_is_shown() -> None:
    assert said("Home: {ride_home}.", ride_home="self_drive") == Said("Home: I would drive myself.", ("ride_home",))


def test_a_listed_answer_is_named_so_that_it_is_shown() -> None:
    text = [part(answer("eyes").includes("glaucoma"), "Eyes: {labels}.")]
    assert said(text, eyes=["glaucoma"]) == Said("Eyes: Glaucoma or high eye pressure.", ("eyes",))


def test_labels_are_only_those_that_count() -> None:
    held = Evidence("eyes", ("glaucoma",))
    assert said("{labels}", held, eyes=["glaucoma", "not_sure"]).text == "Glaucoma or high eye pressure"


def test_questions_are_listed_in_quotation_marks() -> None:
    wording = said("{questions}", Evidence("filled_by"), Evidence("motion_sick"), filled_by="self").text
    assert wording == "“Who is filling out this form?”; “Do you get sick in cars, boats or planes?”"


def test_a_number_of_questions_is_counted() -> None:
    assert said("{count}", Evidence("filled_by"), Evidence("motion_sick")).text == "2"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"ride_home": "no_plan", "home_support": "no"}, "2 open questions"),
        ({"ride_home": "no_plan"}, "an open question"),
    ],
)
def test_one_question_may_have_words_of_its_own(answers: dict[str, str], sentence: str) -> None:
    unsettled = part(RIDE.is_("no_plan") | AT_HOME.is_("no"), "{count} open questions", one="an open question")
    assert said([unsettled], **answers).text == sentence


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("It hurt", "It hurt."), ("It hurt.", "It hurt."), ("It hurt!", "It hurt!"), ("Did it?", "Did it?")],
)
def test_a_full_stop_is_not_doubled_after_the_patients_own(typed: str, shown: str) -> None:
    assert said("{anything_else}.", anything_else=typed).text == shown


def test_braces_that_a_patient_typed_are_only_braces() -> None:
    assert said("{anything_else}", anything_else="{labels} {nowhere}").text == "{labels} {nowhere}"


def test_a_placeholder_that_is_no_question_is_an_error() -> None:
    with pytest.raises(KeyError):
        said("{nowhere}")


def test_every_word_of_a_text_can_be_listed() -> None:
    text = ("a", part(RIDE.is_("person"), "b", one="c"), each(DRIVES, ALONE))
    assert texts(text) == ["a", "b", "c", "drives", "is alone"]


def test_every_condition_of_a_text_can_be_listed() -> None:
    assert conditions(("a", DRIVES, each(CANNOT_WAIT, ALONE))) == [DRIVES.when, CANNOT_WAIT.when, ALONE.when]

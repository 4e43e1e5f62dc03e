"""Section C, first page: the PHQ-9 with its difficulty item. The ASQ is the next page, safety.py."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.instruments import PHQ9, PHQ9_DIFFICULTY
from intake.layouts import Items
from intake.sections.section import Section

ABOVE_0 = ("1", "2", "3")

ANY_PROBLEM = (
    answer("phq9_1").is_any_of(*ABOVE_0)
    | answer("phq9_2").is_any_of(*ABOVE_0)
    | answer("phq9_3").is_any_of(*ABOVE_0)
    | answer("phq9_4").is_any_of(*ABOVE_0)
    | answer("phq9_5").is_any_of(*ABOVE_0)
    | answer("phq9_6").is_any_of(*ABOVE_0)
    | answer("phq9_7").is_any_of(*ABOVE_0)
    | answer("phq9_8").is_any_of(*ABOVE_0)
    | answer("phq9_9").is_any_of(*ABOVE_0)
)


class Mood(Section):
    slug = "mood"
    letter = "C"
    title = _("Mood")
    intro = _(
        "We ask everyone these questions, because mood and pain often go together. We save your answers as you go. "
        "If you tell us about thoughts of death or of hurting yourself, your care team may see that before you send "
        "the form."
    )

    phq9_1 = PHQ9.item(1)
    phq9_2 = PHQ9.item(2)
    phq9_3 = PHQ9.item(3)
    phq9_4 = PHQ9.item(4)
    phq9_5 = PHQ9.item(5)
    phq9_6 = PHQ9.item(6)
    phq9_7 = PHQ9.item(7)
    phq9_8 = PHQ9.item(8)
    phq9_9 = PHQ9.item(9)
    phq9_difficulty = PHQ9_DIFFICULTY.item(1, show_if=ANY_PROBLEM)

    layout = Layout(
        Items(
            PHQ9,
            "phq9_1",
            "phq9_2",
            "phq9_3",
            "phq9_4",
            "phq9_5",
            "phq9_6",
            "phq9_7",
            "phq9_8",
            "phq9_9",
            "phq9_difficulty",
        )
    )

"""Section C, second page: the ASQ and when the last attempt was. docs/decisions says when answers raise flags."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.instruments import ASQ
from intake.layouts import Items
from intake.questions import PREFER_NOT, OneChoice
from intake.sections.section import Section

RIGHT_NOW_IS_DUE = (
    answer("asq_1").is_any_of("yes", "prefer_not")
    | answer("asq_2").is_any_of("yes", "prefer_not")
    | answer("asq_3").is_any_of("yes", "prefer_not")
    | answer("asq_4").is_any_of("yes", "prefer_not")
    | answer("phq9_9").is_any_of("1", "2", "3", "prefer_not")
)


class Safety(Section):
    slug = "safety"
    letter = "C"
    title = _("Safety")
    intro = _(
        "We ask everyone these questions. We save your answers as you go. Your care team may see them before you send "
        "the form. You can go on with the form whatever you answer."
    )

    asq_1 = ASQ.item(1)
    asq_2 = ASQ.item(2)
    asq_3 = ASQ.item(3)
    asq_4 = ASQ.item(4)
    attempt_when = OneChoice(
        _("When was the last time?"),
        ("past_3_months", _("In the past 3 months")),
        ("m3_12", _("3 to 12 months ago")),
        ("over_1_year", _("More than a year ago")),
        PREFER_NOT,
        show_if=answer("asq_4").is_("yes"),
        missing=_("Choose when the last time was, or “Prefer not to answer”."),
    )
    asq_5 = ASQ.item(5, show_if=RIGHT_NOW_IS_DUE)

    layout = Layout(Items(ASQ, "asq_1", "asq_2", "asq_3", "asq_4", "attempt_when", "asq_5"))

"""Section N: getting home and the rest of the day, and anything else."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.questions import NO, NOT_SURE, NOT_WATCHED, YES, LongText, OneChoice
from intake.sections.section import Section


class GettingHome(Section):
    slug = "getting-home"
    letter = "N"
    title = _("Getting home and the rest of the day")
    intro = _("Ketamine can make you sleepy and slow for hours. We ask so you get home well and are not left alone.")

    ride_home = OneChoice(
        _("How would you get home after each visit?"),
        ("person", _("An adult I know will take me")),
        ("service_alone", _("Taxi, ride app or bus, by myself")),
        ("self_drive", _("I would drive myself")),
        ("no_plan", _("I do not have a plan yet")),
        NOT_SURE,
        missing=_("Choose how you would get home, or “Not sure”."),
    )
    no_drive_next_day = OneChoice(
        _("After each visit, can you avoid driving and using machines until the next day, after a good night's sleep?"),
        YES,
        NO,
        NOT_SURE,
        missing=_("Choose whether you can avoid driving until the next day, or “Not sure”."),
    )
    home_support = OneChoice(
        _("Could an adult stay with you for the rest of that day?"),
        YES,
        NO,
        NOT_SURE,
        missing=_("Choose whether an adult could stay with you, or “Not sure”."),
    )
    care_for_others = OneChoice(
        _("Does a child or adult need your care that day?"),
        NO,
        ("covered", _("Yes, and someone else can help")),
        ("not_covered", _("Yes, and no one else can")),
        NOT_SURE,
        missing=_("Choose whether someone needs your care that day, or “Not sure”."),
    )
    anything_else = LongText(
        _(
            "Is there anything else you want your care team to know? "
            "Please do not use this box if you need help right now."
        ),
        optional=True,
        why=NOT_WATCHED,
    )

    layout = Layout("ride_home", "no_drive_next_day", "home_support", "care_for_others", "anything_else")

"""Section L: upset stomach, from motion, sedation and medicines."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.questions import NO, NOT_SURE, YES, OneChoice
from intake.sections.section import Section

HOW_OFTEN = (
    ("never", _("Never")),
    ("sometimes", _("Sometimes")),
    ("often", _("Often")),
)


class UpsetStomach(Section):
    slug = "upset-stomach"
    letter = "L"
    title = _("Upset stomach")
    intro = _("Ketamine can upset the stomach. We ask because there are medicines that may help before you start.")

    motion_sick = OneChoice(
        _("Do you get sick in cars, boats or planes?"),
        *HOW_OFTEN,
        missing=_("Choose how often you get sick in cars, boats or planes."),
    )
    nausea_after = OneChoice(
        _("After surgery or sedation, have you felt very sick or thrown up?"),
        NO,
        YES,
        ("never_had", _("I have never had it")),
        NOT_SURE,
        missing=_("Choose whether you felt very sick, or “I have never had it”, or “Not sure”."),
    )
    nausea_meds = OneChoice(
        _("Do medicines make you feel sick to your stomach?"),
        *HOW_OFTEN,
        missing=_("Choose how often medicines make you feel sick."),
    )

    layout = Layout("motion_sick", "nausea_after", "nausea_meds")

"""Section M: feeling cut off from body or world."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.questions import NO, NOT_SURE, YES, OneChoice
from intake.sections.section import Section


class FeelingCutOff(Section):
    slug = "feeling-cut-off"
    letter = "M"
    title = _("Feeling cut off")
    intro = _(
        "Ketamine can make you feel far away from your body for a short time. "
        "We ask so your care team can plan with you."
    )

    dissoc_often = OneChoice(
        _("Have you ever felt cut off from your body, or like the world around you was not real?"),
        ("never", _("Never")),
        ("once_twice", _("Once or twice")),
        ("sometimes", _("Sometimes")),
        ("often", _("Often")),
        NOT_SURE,
        missing=_("Choose how often you have felt cut off, or “Not sure”."),
    )
    dissoc_upset = OneChoice(
        _("How upsetting was it?"),
        ("not", _("Not upsetting")),
        ("little", _("A little upsetting")),
        ("very", _("Very upsetting")),
        show_if=answer("dissoc_often").is_any_of("once_twice", "sometimes", "often", "not_sure"),
        missing=_("Choose how upsetting it was."),
    )
    dissoc_trigger = OneChoice(
        _("Has a drug, medicine or alcohol ever made you feel cut off in a way that scared you?"),
        YES,
        NO,
        NOT_SURE,
        missing=_("Choose whether that has happened to you, or “Not sure”."),
    )

    layout = Layout("dissoc_often", "dissoc_upset", "dissoc_trigger")

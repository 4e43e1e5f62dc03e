"""Section F: pain, with the PEG. Only for patients with a pain reason; what was tried for it is in treatments.py."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.instruments import PEG
from intake.layouts import Items
from intake.questions import NONE_OF_THESE, ManyChoices, OneChoice
from intake.sections.section import Section
from intake.sections.why_you_are_here import PAIN_REASON


class Pain(Section):
    slug = "pain"
    letter = "F"
    title = _("Pain")
    intro = _("We ask because where you hurt, and for how long, helps your care team plan with you.")

    pain_duration = OneChoice(
        _("How long have you had this pain?"),
        ("under_3m", _("Less than 3 months")),
        ("m3_12", _("3 to 12 months")),
        ("y1_5", _("1 to 5 years")),
        ("over_5y", _("More than 5 years")),
        show_if=PAIN_REASON,
        missing=_("Choose how long you have had this pain."),
    )
    peg_1 = PEG.item(1, show_if=PAIN_REASON)
    peg_2 = PEG.item(2, show_if=PAIN_REASON)
    peg_3 = PEG.item(3, show_if=PAIN_REASON)
    pain_where = OneChoice(
        _("Where is your pain?"),
        ("one_limb", _("Mostly in one arm or leg")),
        ("few_places", _("In a few places")),
        ("many_places", _("In many parts of my body")),
        show_if=PAIN_REASON,
        missing=_("Choose where your pain is."),
    )
    pain_with = ManyChoices(
        _("Do you also have any of these most days?"),
        ("very_tired", _("Feeling very tired")),
        ("unrefreshed", _("Waking up still tired")),
        ("foggy", _("Trouble thinking clearly")),
        ("headaches", _("Headaches")),
        ("belly", _("Belly pain or cramps")),
        NONE_OF_THESE,
        show_if=answer("reasons").includes("fibromyalgia"),
        optional=True,
    )
    limb_changes = ManyChoices(
        _("Have you seen or felt any of these in the area that hurts?"),
        ("touch", _("Light touch hurts")),
        ("color_temp", _("Skin color changes, or it feels hot or cold")),
        ("swelling_sweat", _("Swelling or sweating")),
        ("move_hair_nail", _("Weak or stiff, or changes in hair, nails or skin")),
        NONE_OF_THESE,
        show_if=answer("reasons").includes("crps"),
        optional=True,
    )

    layout = Layout(
        "pain_duration",
        Items(PEG, "peg_1", "peg_2", "peg_3"),
        "pain_where",
        "pain_with",
        "limb_changes",
    )

"""Section H: unusual experiences, high-energy spells, family, thinking and memory."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.questions import NO, NOT_SURE, PREFER_NOT, YES, OneChoice
from intake.sections.section import Section

PAST = ("past", _("Yes, in the past"))
NOW = ("now", _("Yes, now"))


class MentalHealth(Section):
    slug = "mental-health"
    letter = "H"
    title = _("Mental health history")
    intro = _("We ask everyone. For a short time, ketamine can change what you see, hear and feel.")

    psychosis_ever = OneChoice(
        _(
            "Have you ever seen or heard things that others could not, "
            "or strongly believed things that others said were not real?"
        ),
        NO,
        PAST,
        NOW,
        NOT_SURE,
        PREFER_NOT,
        why=_("Many people have had this. We ask to plan with you, not to judge you."),
        missing=_("Choose whether this has happened to you, or “Not sure”, or “Prefer not to answer”."),
    )
    mania_ever = OneChoice(
        _(
            "Have you ever felt much more energetic or irritable than usual for several days in a row, "
            "and needed much less sleep? Choose Yes if it caused trouble or others noticed."
        ),
        NO,
        PAST,
        NOW,
        NOT_SURE,
        PREFER_NOT,
        why=_("We ask because some treatments for low mood can bring on times like this."),
        missing=_("Choose whether you have felt this way, or “Not sure”, or “Prefer not to answer”."),
    )
    family_psychosis = OneChoice(
        _("Has anyone in your close family (parent, brother, sister or child) had schizophrenia or psychosis?"),
        YES,
        NO,
        NOT_SURE,
        why=_("We ask because health often runs in families."),
        explain=_(
            "Psychosis is when a person loses touch with what is real. They may hear voices, or believe things that "
            "are not so. Schizophrenia is a long-lasting illness that can cause this."
        ),
        missing=_("Choose whether anyone in your close family had this, or “Not sure”."),
    )
    thinking_memory = OneChoice(
        _("Do you have trouble with memory or thinking that makes it hard to follow directions?"),
        YES,
        NO,
        NOT_SURE,
        why=_("We ask so we can explain things in a way that works for you."),
        missing=_("Choose whether you have trouble with memory or thinking, or “Not sure”."),
    )

    layout = Layout("psychosis_ever", "mania_ever", "family_psychosis", "thinking_memory")

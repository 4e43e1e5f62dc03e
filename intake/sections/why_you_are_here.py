"""Section B: what the patient would like help with. Other sections read the reasons to decide what they ask."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.questions import NONE_OF_THESE, NOT_SURE, NOT_WATCHED, LongText, ManyChoices
from intake.sections.section import Section

MOOD_REASON = answer("reasons").includes("depression", "anxiety", "ptsd")
PAIN_REASON = answer("reasons").includes("fibromyalgia", "crps", "other_pain")


class WhyYouAreHere(Section):
    slug = "why-you-are-here"
    letter = "B"
    title = _("Why you are here")
    intro = _("We ask because your answers help us ask only what fits you.")

    reasons = ManyChoices(
        _("What would you like help with? Choose all that fit."),
        ("depression", _("Depression or low mood")),
        ("anxiety", _("Anxiety or worry")),
        ("ptsd", _("PTSD or effects of trauma")),
        ("fibromyalgia", _("Fibromyalgia")),
        ("crps", _("Complex regional pain syndrome (CRPS)")),
        ("other_pain", _("Other long-lasting pain")),
        ("other", _("Something else")),
        missing=_("Choose what you would like help with. If nothing fits, choose “Something else”."),
    )
    told_by_professional = ManyChoices(
        _("Has a doctor or other health worker ever told you that you have any of these?"),
        ("depression", _("Depression")),
        ("anxiety", _("Anxiety")),
        ("ptsd", _("PTSD")),
        ("fibromyalgia", _("Fibromyalgia")),
        ("crps", _("CRPS")),
        ("bipolar", _("Bipolar disorder")),
        ("psychosis_condition", _("Schizophrenia or another condition with psychosis")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each one that you were told, or “None of these”, or “Not sure”."),
    )
    main_goal = LongText(
        _("If treatment helped, what is one thing you would like to do again?"),
        optional=True,
        why=NOT_WATCHED,
    )

    layout = Layout("reasons", "told_by_professional", "main_goal")

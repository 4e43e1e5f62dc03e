"""Section K: alcohol, with the AUDIT-C, and other drugs."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.instruments import AUDITC
from intake.layouts import Items
from intake.questions import NONE_OF_THESE, PREFER_NOT, ManyChoices, OneChoice
from intake.sections.section import Section

# Anything but Never, so that a blank or a declined first item does not silence the other two.
MAY_DRINK = answer("auditc_1").is_any_of("1", "2", "3", "4", "prefer_not") | answer("auditc_1").is_blank()


class AlcoholDrugs(Section):
    slug = "alcohol-drugs"
    letter = "K"
    title = _("Alcohol and other drugs")
    intro = _("We ask everyone. We ask so we can keep you safe, not to judge you.")

    auditc_1 = AUDITC.item(1)
    auditc_2 = AUDITC.item(2, show_if=MAY_DRINK)
    auditc_3 = AUDITC.item(3, show_if=MAY_DRINK)
    substances = ManyChoices(
        _("In the past 12 months, have you used any of these?"),
        ("cannabis", _("Cannabis (marijuana)")),
        ("opioids_np", _("Opioids not as prescribed, or heroin or fentanyl")),
        ("cocaine_meth", _("Cocaine or meth")),
        ("sedatives_np", _("Sedatives not as prescribed")),
        ("ketamine_pcp", _("Ketamine or PCP not from a doctor")),
        ("psychedelics", _("Mushrooms, LSD or MDMA")),
        NONE_OF_THESE,
        PREFER_NOT,
        why=_("We ask because some of these do not mix well with ketamine."),
        missing=_("Choose each one you have used, or “None of these”, or “Prefer not to answer”."),
    )
    substance_trouble = OneChoice(
        _("Have alcohol or drugs caused problems in your life, or have you had treatment for this?"),
        ("never", _("Never")),
        ("past", _("Yes, in the past")),
        ("now", _("Yes, now")),
        PREFER_NOT,
        why=_("We ask because ketamine can be misused. We want to plan support with you."),
        missing=_("Choose whether alcohol or drugs caused problems, or “Prefer not to answer”."),
    )

    layout = Layout(Items(AUDITC, "auditc_1", "auditc_2", "auditc_3"), "substances", "substance_trouble")

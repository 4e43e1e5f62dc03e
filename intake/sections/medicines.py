"""Section J: everything taken now, and allergies. Medicines tried for mood in the past are in treatments.py."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.questions import NO, NONE_OF_THESE, NOT_SURE, NOT_WATCHED, YES, LongText, ManyChoices, OneChoice, ShortText
from intake.sections.section import Section
from intake.sections.treatments import WHAT_KETAMINE_IS


class Medicines(Section):
    slug = "medicines"
    letter = "J"
    title = _("Medicines and allergies")
    intro = _(
        "We ask because some medicines do not mix well with ketamine. "
        "Do not stop any medicine unless your prescriber tells you to."
    )
    since_then = _(
        "Read each line. Did you start, stop or change something since then? "
        "What you buy without a prescription counts too."
    )
    # The kinds of medicine, which rules read, are asked anew, and an allergy that a visit may have shown.
    lasting = ("med_list", "allergy_other")

    med_list = LongText(
        _('List all medicines, vitamins and herbs you take. Write "none" if you take none.'),
        why=NOT_WATCHED,
        missing=_("Write what you take, or “none” if you take none."),
    )
    med_kinds = ManyChoices(
        _("Do you take any of these kinds of medicine?"),
        (
            "benzo",
            _(
                "Benzodiazepines, such as Xanax (alprazolam), Ativan (lorazepam), Klonopin (clonazepam) "
                "or Valium (diazepam)"
            ),
        ),
        ("sleep", _("Sleeping pills")),
        ("opioid", _("Opioid pain medicine, methadone or buprenorphine")),
        ("relax_gaba", _("Muscle relaxers, gabapentin or pregabalin")),
        ("stimulant", _("Stimulants (such as Adderall, Ritalin or modafinil)")),
        ("maoi", _("MAOI medicine (such as Nardil, Parnate or Emsam)")),
        ("lamotrigine", _("Lamotrigine (Lamictal)")),
        ("enzyme", _("Seizure, HIV, TB or fungus medicine, some antibiotics, or St. John's wort")),
        ("glp1", _("Weekly or daily diabetes or weight-loss medicine (such as Ozempic, Wegovy or Mounjaro)")),
        ("insulin", _("Insulin or other diabetes medicine")),
        ("naltrexone", _("Naltrexone (such as Vivitrol or Contrave)")),
        ("theophylline", _("Theophylline or aminophylline")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each kind of medicine you take, or “None of these”, or “Not sure”."),
    )
    allergy_ketamine = OneChoice(
        _("Are you allergic to ketamine or Spravato (esketamine)?"),
        YES,
        NO,
        NOT_SURE,
        explain=WHAT_KETAMINE_IS,
        missing=_("Choose whether you are allergic to ketamine or Spravato, or “Not sure”."),
    )
    allergy_other = ShortText(
        _('List any other allergies. Write "none" if you have none.'),
        missing=_("Write your other allergies, or “none” if you have none."),
    )

    layout = Layout("med_list", "med_kinds", "allergy_ketamine", "allergy_other")

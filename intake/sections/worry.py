"""Section D: the GAD-7."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.instruments import GAD7
from intake.layouts import Items
from intake.sections.section import Section


class Worry(Section):
    slug = "worry"
    letter = "D"
    title = _("Worry")
    intro = _("We ask everyone these questions, because worry can change how you sleep, feel and cope.")

    gad7_1 = GAD7.item(1)
    gad7_2 = GAD7.item(2)
    gad7_3 = GAD7.item(3)
    gad7_4 = GAD7.item(4)
    gad7_5 = GAD7.item(5)
    gad7_6 = GAD7.item(6)
    gad7_7 = GAD7.item(7)

    layout = Layout(Items(GAD7, "gad7_1", "gad7_2", "gad7_3", "gad7_4", "gad7_5", "gad7_6", "gad7_7"))

"""Section E: the PC-PTSD-5, its gate first."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.instruments import PCPTSD5, PCPTSD5_GATE
from intake.layouts import Items
from intake.sections.section import Section

IT_HAPPENED = answer("pcptsd5_gate").is_("yes")


class HardEvents(Section):
    slug = "hard-events"
    letter = "E"
    title = _("Hard or scary events")
    intro = _(
        "We ask because old memories can come up during treatment, and your care team can plan for that with you. "
        "You do not need to say what happened."
    )

    pcptsd5_gate = PCPTSD5_GATE.item(1)
    pcptsd5_1 = PCPTSD5.item(1, show_if=IT_HAPPENED)
    pcptsd5_2 = PCPTSD5.item(2, show_if=IT_HAPPENED)
    pcptsd5_3 = PCPTSD5.item(3, show_if=IT_HAPPENED)
    pcptsd5_4 = PCPTSD5.item(4, show_if=IT_HAPPENED)
    pcptsd5_5 = PCPTSD5.item(5, show_if=IT_HAPPENED)

    layout = Layout(
        Items(PCPTSD5_GATE, "pcptsd5_gate"),
        Items(PCPTSD5, "pcptsd5_1", "pcptsd5_2", "pcptsd5_3", "pcptsd5_4", "pcptsd5_5"),
    )

"""Section A: what this form is not, who fills it in, and how to reach the patient."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.questions import NO, NOT_SURE, YES, Details, OneChoice, ShortText, YesBox
from intake.sections.section import Section


class BeforeYouStart(Section):
    slug = "before-you-start"
    letter = "A"
    title = _("Before you start")
    intro = _(
        "We ask first how to reach you, in case we are worried about you. "
        "Your care team can see the answers on this page before you send the form."
    )

    read_notice = YesBox(
        _(
            "I understand that no one watches this form all the time. "
            "If I need help right now, I will call or text 988, or call 911."
        ),
        missing=_("Tick the box to say that you have read this."),
    )
    adult = OneChoice(_("Is the patient 18 or older?"), YES, NO, worked_out=True)
    filled_by = OneChoice(
        _("Who is filling out this form?"),
        ("self", _("I am")),
        ("helper", _("I am, with some help")),
        ("proxy", _("Someone else, for me")),
        missing=_("Choose who is filling out this form."),
    )
    callback_phone = ShortText(
        _("What phone number can we call to reach you today or tomorrow?"),
        missing=_("Write a phone number that we can call."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    callback_message_ok = OneChoice(
        _("Is it OK to leave a message at this number?"),
        YES,
        NO,
        why=_("We ask because someone else may hear the message."),
        missing=_("Choose “Yes” if we may leave a message, or “No”."),
    )
    support_contact = ShortText(
        _("If we are worried about you and cannot reach you, who may we call? (name and phone)"),
        optional=True,
    )
    current_place = ShortText(
        _("Where will you be today? (address) We use this only to send help in an emergency."),
        optional=True,
        why=_("No one watches this form all the time. If you need help right now, call 911."),
    )
    language_help = OneChoice(
        _("Would you like an interpreter, or help with seeing, hearing or moving?"),
        NO,
        YES,
        NOT_SURE,
        missing=_("Choose whether you would like help, or “Not sure”."),
    )
    language_help_details = Details(
        _("What would help?"),
        details_of="language_help",
        show_if=answer("language_help").is_("yes"),
    )

    layout = Layout(
        "read_notice",
        "filled_by",
        "callback_phone",
        "callback_message_ok",
        "support_contact",
        "current_place",
        "language_help",
        "language_help_details",
    )

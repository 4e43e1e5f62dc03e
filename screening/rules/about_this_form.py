"""Rules on the form itself: who filled it in, how to reach the patient, and every doubt that no other rule took."""

from intake.conditions import answer
from intake.sources import GENERAL_PRACTICE, SPRAVATO
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

FILLED_BY = answer("filled_by")
HELP = answer("language_help")
HELP_DETAILS = answer("language_help_details")

RULES = (
    Rule(
        id="FRM-01",
        topic=Topic.FORM,
        priority=Priority.DISCUSS_FIRST,
        when=answer("adult").is_("no"),
        reason="The patient says they are under 18.",
        prompt="Call before going on. Follow the clinic's rules for minors.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="FRM-02",
        topic=Topic.FORM,
        priority=Priority.DISCUSS,
        when=FILLED_BY.is_any_of("helper", "proxy"),
        reason=(
            part(FILLED_BY.is_("helper"), "Someone helped with this form."),
            part(FILLED_BY.is_("proxy"), "Someone filled out this form for the patient."),
        ),
        prompt=(
            "Go over private topics (safety, drugs, pregnancy) with the patient alone, the safety questions first."
        ),
        sources=(GENERAL_PRACTICE,),
    ),
    Rule(
        id="FRM-03",
        topic=Topic.FORM,
        priority=Priority.NOTE,
        when=answer("callback_message_ok").is_("no"),
        reason="Do not leave a message at the patient's number.",
        prompt="Ask for a safe way to reach the patient.",
        sources=(GENERAL_PRACTICE,),
    ),
    Rule(
        id="FRM-04",
        topic=Topic.FORM,
        priority=Priority.DISCUSS,
        when=None,
        reason="The patient was not sure about, or chose not to answer: {questions}.",
        prompt="Go over these together.",
        sources=(GENERAL_PRACTICE,),
    ),
    Rule(
        id="FRM-05",
        topic=Topic.FORM,
        priority=Priority.DISCUSS,
        when=HELP.is_any_of("yes", "not_sure"),
        reason=(
            part(
                HELP.is_("yes") & HELP_DETAILS.is_given(),
                "The patient asks for an interpreter or other help: {language_help_details}.",
            ),
            part(HELP.is_("yes") & HELP_DETAILS.is_blank(), "The patient asks for an interpreter or other help."),
            part(HELP.is_("not_sure"), "The patient is not sure whether they would like an interpreter or other help."),
        ),
        prompt="Book it before the consult.",
        sources=(GENERAL_PRACTICE,),
    ),
)

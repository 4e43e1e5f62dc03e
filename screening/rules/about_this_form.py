"""Rules on the form itself: who filled it in, how to reach the patient, and every doubt that no other rule took."""

from screening.rule import Priority, Rule, Topic
from screening.sources import GENERAL_PRACTICE

RULES = (
    Rule(
        id="FRM-04",
        topic=Topic.FORM,
        priority=Priority.DISCUSS,
        when=None,
        reason="The patient was not sure about, or chose not to answer: {questions}.",
        prompt="Go over these together.",
        sources=(GENERAL_PRACTICE,),
    ),
)

"""Rules on the ride home and the rest of the day."""

from intake.conditions import answer
from intake.sources import ARTICLE, GENERAL_PRACTICE, KETALAR, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

RIDE = answer("ride_home")
NEXT_DAY = answer("no_drive_next_day")
AT_HOME = answer("home_support")
OTHERS = answer("care_for_others")

RULES = (
    Rule(
        id="TRN-01",
        topic=Topic.GETTING_HOME,
        priority=Priority.DISCUSS_FIRST,
        when=RIDE.is_("self_drive") | NEXT_DAY.is_("no"),
        reason=(
            "The patient ",
            each(
                part(RIDE.is_("self_drive"), "plans to drive home"),
                part(NEXT_DAY.is_("no"), "says they cannot avoid driving or using machines until the next day"),
            ),
            ".",
        ),
        prompt="Agree on a ride and on a plan for the next day.",
        sources=(ARTICLE, SPRAVATO, KETALAR),
    ),
    Rule(
        id="TRN-02",
        topic=Topic.GETTING_HOME,
        priority=Priority.DISCUSS,
        when=RIDE.is_any_of("service_alone", "no_plan", "not_sure")
        | NEXT_DAY.is_("not_sure")
        | AT_HOME.is_any_of("no", "not_sure"),
        reason=(
            part(RIDE.is_any_of("service_alone", "no_plan"), "Ride home: {ride_home}. "),
            part(RIDE.is_("not_sure"), "The patient is not sure how they would get home. "),
            part(
                NEXT_DAY.is_("not_sure"),
                "The patient is not sure whether they can avoid driving and using machines until the next day. ",
            ),
            part(AT_HOME.is_("no"), "Adult at home: {home_support}."),
            part(AT_HOME.is_("not_sure"), "The patient is not sure whether an adult could stay with them that day."),
        ),
        prompt="Agree on a ride with an adult, and on who will be with the patient that day.",
        sources=(ARTICLE, SPRAVATO),
    ),
    Rule(
        id="TRN-03",
        topic=Topic.GETTING_HOME,
        priority=Priority.DISCUSS,
        when=OTHERS.is_any_of("not_covered", "not_sure"),
        reason=(
            part(OTHERS.is_("not_covered"), "Care for others on that day: {care_for_others}."),
            part(OTHERS.is_("not_sure"), "The patient is not sure whether someone needs their care on that day."),
        ),
        prompt="Ask who can step in.",
        sources=(GENERAL_PRACTICE,),
    ),
)

"""What anyone may read about ketamine treatment, and the sources it rests on. How it is shown: views/learning.py.

Nothing here depends on a person or an answer: everybody reads the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.sources import (
    BLADDER,
    CANMAT,
    COHEN_2018,
    FDA_2023,
    GENERAL_PRACTICE,
    KETALAR,
    MURROUGH_2013,
    PASTRAK_2021,
    PTSD_REVIEW,
    SPRAVATO,
    TAYLOR_2018,
    VADOD_2023,
    Source,
)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One heading with its text: paragraphs, then points, then what is said last.

    ``clinic_says`` names the texts of the clinic that belong here.
    """

    place: str
    title: Any
    text: tuple[Any, ...]
    points: tuple[Any, ...] = ()
    last: Any = ""
    clinic_says: tuple[str, ...] = ()
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """One page of passages. The first one names it."""

    slug: str
    passages: tuple[Passage, ...]

    @property
    def title(self) -> Any:
        return self.passages[0].title


LEAFLETS = (
    Leaflet(
        slug="what-it-is",
        passages=(
            Passage(
                place="what-it-is",
                title=_("What is ketamine?"),
                text=(
                    _(
                        "Ketamine is a medicine. Doctors have used it since 1970 to help people sleep through "
                        "surgery. In smaller doses, some clinics use it to treat depression and long-lasting pain."
                    ),
                ),
                sources=(KETALAR, FDA_2023),
            ),
            Passage(
                place="approved",
                title=_("Is it approved for this?"),
                text=(
                    _(
                        "The FDA has approved ketamine for anesthesia only. Giving it by IV for depression, anxiety, "
                        "PTSD or pain is called “off-label” use. That is legal and common, but the FDA has not "
                        "reviewed it for these uses."
                    ),
                    _(
                        "A nose spray called Spravato (esketamine) is close to ketamine but is not the same. The FDA "
                        "approved it in 2019 for depression that other medicines did not help enough. In 2020 it was "
                        "approved for depression with thoughts of suicide. In 2025 it was approved for use alone, for "
                        "the first kind of depression."
                    ),
                ),
                sources=(FDA_2023, SPRAVATO),
            ),
            Passage(
                place="how-it-is-given",
                title=_("How is it given?"),
                text=(
                    _(
                        "You sit in a chair. Medicine goes into a vein in your arm. For depression, studies most often "
                        "used a dose based on your weight, given over about 40 minutes. Many clinics plan about six "
                        "visits over two to three weeks. For pain, visits may be longer."
                    ),
                    _("Your care team will make a plan with you."),
                ),
                sources=(CANMAT, MURROUGH_2013, COHEN_2018),
            ),
        ),
    ),
    Leaflet(
        slug="how-well-it-works",
        passages=(
            Passage(
                place="how-well-it-works",
                title=_("How well does it work?"),
                text=(_("We do not know who it will help."),),
                points=(
                    _(
                        "It can help some people with depression within hours or days. For many people the effect "
                        "fades in days or weeks. It has not been shown to prevent suicide."
                    ),
                    _(
                        "For CRPS, a 2018 expert guide found fair proof of relief for up to 12 weeks after long "
                        "infusions over 4 to 10 days."
                    ),
                    _("For fibromyalgia, the proof is weak and relief may be short."),
                    _("For anxiety, studies are small."),
                    _("For PTSD, study results are mixed. A 2023 VA guide suggests not using it for PTSD."),
                ),
                last=_("Ask your care team what this means for you."),
                sources=(CANMAT, SPRAVATO, COHEN_2018, PASTRAK_2021, TAYLOR_2018, PTSD_REVIEW, VADOD_2023),
            ),
            Passage(
                place="other-choices",
                title=_("Other choices"),
                text=(
                    _(
                        "Ketamine is not the only choice. Other choices may include other medicines, talk therapy, "
                        "TMS, ECT, Spravato, or pain programs. Do not stop any medicine unless your prescriber tells "
                        "you to."
                    ),
                ),
                sources=(CANMAT, VADOD_2023, SPRAVATO),
            ),
        ),
    ),
    Leaflet(
        slug="what-it-feels-like",
        passages=(
            Passage(
                place="what-it-feels-like",
                title=_("What does it feel like?"),
                text=(
                    _(
                        "People feel it in different ways. You may feel light, sleepy, dizzy, or far away from your "
                        "body. Time, sounds and colors may seem strange. Some people like this. Some find it scary."
                    ),
                    _(
                        "These feelings most often fade within two hours. You do not need to have them for the "
                        "medicine to work. Staff will stay close and can slow or stop it."
                    ),
                ),
                sources=(SPRAVATO, KETALAR),
            ),
            Passage(
                place="feeling-cut-off",
                title=_("If you have felt cut off from your body before"),
                text=(
                    _(
                        "Tell us if this has upset you in the past. We can plan with you. Things like a calm room, "
                        "music, or a hand signal to pause may help."
                    ),
                ),
                sources=(GENERAL_PRACTICE,),
            ),
        ),
    ),
    Leaflet(
        slug="side-effects",
        passages=(
            Passage(
                place="side-effects",
                title=_("Side effects"),
                text=(
                    _(
                        "Common ones are upset stomach, throwing up, feeling dizzy, sleepy or anxious, headache, "
                        "blurred vision, and a rise in blood pressure. Rare but serious ones include slow breathing, "
                        "very high blood pressure, and allergic reactions."
                    ),
                    _(
                        "Using a lot of ketamine for a long time can harm the bladder and liver. Ketamine can be "
                        "misused. Tell us if you have had trouble with alcohol or drugs. We ask so we can keep you "
                        "safe, not to judge you."
                    ),
                ),
                sources=(SPRAVATO, KETALAR, FDA_2023, BLADDER),
            ),
            Passage(
                place="upset-stomach",
                title=_("If medicines upset your stomach"),
                text=(
                    _(
                        "Tell your care team if you get car sick or if medicines upset your stomach. They may give "
                        "you a medicine to help before you start."
                    ),
                    _("Ask when to stop eating and drinking. Follow the times your clinic gives you."),
                ),
                clinic_says=("fasting_text",),
                sources=(SPRAVATO, GENERAL_PRACTICE),
            ),
        ),
    ),
    Leaflet(
        slug="getting-home",
        passages=(
            Passage(
                place="getting-home",
                title=_("Getting home"),
                text=(
                    _(
                        "Plan for an adult to take you home after every visit. Do not drive, use machines, drink "
                        "alcohol or sign important papers until the next day, after a good night’s sleep. Your "
                        "clinic may ask you to wait longer."
                    ),
                    _("You may need to stay up to two hours or more after the medicine stops."),
                ),
                clinic_says=("companion_text", "driving_text"),
                sources=(SPRAVATO, KETALAR),
            ),
        ),
    ),
)

BY_SLUG = {leaflet.slug: leaflet for leaflet in LEAFLETS}


def passage_for(section: str) -> tuple[Leaflet, Passage] | None:
    """What to read beside a section of the form: the passage of the same name, and its leaflet."""
    found = ((leaflet, passage) for leaflet in LEAFLETS for passage in leaflet.passages if passage.place == section)
    return next(found, None)

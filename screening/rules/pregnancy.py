"""Rules on pregnancy and breastfeeding. The question is put to everyone; no rule reads anyone's sex."""

from intake.conditions import answer
from intake.sources import SCHWENK_2018, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

FITS = answer("pregnancy")
DECLINED = FITS.includes("prefer_not")
ONLY_DECLINED = FITS.includes_only("prefer_not")

RULES = (
    Rule(
        id="PRG-01",
        topic=Topic.PREGNANCY,
        priority=Priority.DISCUSS_FIRST,
        when=FITS.includes("pregnant", "might_be", "breastfeeding"),
        reason="The patient reports: {labels}.",
        prompt=(
            "Talk about this before planning. The esketamine label warns of possible harm to a fetus "
            "and advises against breastfeeding."
        ),
        sources=(SPRAVATO, SCHWENK_2018),
    ),
    Rule(
        id="PRG-02",
        topic=Topic.PREGNANCY,
        priority=Priority.DISCUSS,
        when=FITS.includes("trying", "prefer_not"),
        reason=(
            "The patient ",
            each(
                part(FITS.includes("trying"), "is trying to get pregnant"),
                part(ONLY_DECLINED, "did not answer the pregnancy question"),
                # Beside another choice it would be untrue that the question was not answered.
                part(DECLINED & ~ONLY_DECLINED, "also chose “Prefer not to answer” on the pregnancy question"),
            ),
            ".",
        ),
        prompt="Talk about timing, birth control and testing, in private.",
        sources=(SPRAVATO,),
    ),
)

"""All rules, in the order of their topics. Ids are permanent: one that is no longer used is listed in RETIRED."""

from screening.rule import Rule
from screening.rules import (
    about_this_form,
    alcohol_and_drugs,
    dissociation,
    getting_home,
    medicines,
    nausea,
    stomach_and_fasting,
)

RULEBOOK_VERSION = "2026.1"

RULES: tuple[Rule, ...] = (
    *medicines.RULES,
    *alcohol_and_drugs.RULES,
    *stomach_and_fasting.RULES,
    *nausea.RULES,
    *dissociation.RULES,
    *getting_home.RULES,
    *about_this_form.RULES,
)

RETIRED: tuple[str, ...] = ()

BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}

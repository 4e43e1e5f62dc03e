"""All rules, in the order of their topics. Ids are permanent: one that is no longer used is listed in RETIRED."""

from screening.rule import Rule
from screening.rules import (
    about_this_form,
    alcohol_and_drugs,
    anxiety,
    crps,
    depression,
    dissociation,
    fibromyalgia,
    getting_home,
    medicines,
    nausea,
    pain,
    past_ketamine,
    ptsd,
    safety,
    stomach_and_fasting,
    treatments_tried,
)

RULEBOOK_VERSION = "2026.1"

RULES: tuple[Rule, ...] = (
    *safety.RULES,
    *depression.RULES,
    *anxiety.RULES,
    *ptsd.RULES,
    *fibromyalgia.RULES,
    *crps.RULES,
    *pain.RULES,
    *treatments_tried.RULES,
    *past_ketamine.RULES,
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

"""All rules, in the order of their topics. Ids are permanent: one that is no longer used is listed in RETIRED."""

from screening.rule import Rule
from screening.rules import (
    about_this_form,
    alcohol_and_drugs,
    allergy,
    anxiety,
    bladder,
    brain_and_head,
    breathing,
    crps,
    depression,
    dissociation,
    eyes,
    fibromyalgia,
    getting_home,
    heart,
    mania_history,
    medicines,
    nausea,
    organs,
    pain,
    past_ketamine,
    pregnancy,
    psychosis_history,
    ptsd,
    safety,
    stomach_and_fasting,
    thinking_and_memory,
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
    *psychosis_history.RULES,
    *mania_history.RULES,
    *thinking_and_memory.RULES,
    *heart.RULES,
    *brain_and_head.RULES,
    *eyes.RULES,
    *breathing.RULES,
    *organs.RULES,
    *bladder.RULES,
    *pregnancy.RULES,
    *allergy.RULES,
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

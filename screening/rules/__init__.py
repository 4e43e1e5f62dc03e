"""All rules, in the order of their topics. Ids are permanent: one that is no longer used is listed in RETIRED."""

from screening.rule import Rule
from screening.rules import about_this_form, dissociation, getting_home

RULEBOOK_VERSION = "2026.1"

RULES: tuple[Rule, ...] = (
    *dissociation.RULES,
    *getting_home.RULES,
    *about_this_form.RULES,
)

RETIRED: tuple[str, ...] = ()

BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}

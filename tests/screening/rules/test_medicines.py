"""Truth tables and golden sentences of the rules on medicines."""

from tests.screening.rules.tables import Row, Sentence, finding, flagged, rests_on, says, silent, table

SEDATING = ("benzo", "sleep", "opioid", "relax_gaba")
OTHERS = ("stimulant", "maoi", "lamotrigine", "enzyme", "glp1", "insulin", "naltrexone", "theophylline")
NO_KIND = ("none", "not_sure")
EVERY = (*SEDATING, *OTHERS, *NO_KIND)


def other_kinds(rule: str, *own: str) -> list[Row]:
    """Every kind but the rule's own, one at a time, none of which may raise it."""
    return [silent(rule, f"{kind} is another kind", med_kinds=[kind]) for kind in EVERY if kind not in own]


@table(
    flagged("MED-01", "both together", med_kinds=["benzo", "opioid"]),
    flagged("MED-01", "both among others", med_kinds=["benzo", "sleep", "opioid", "glp1"]),
    flagged("MED-01", "both, and not sure about the rest", med_kinds=["benzo", "opioid", "not_sure"]),
    silent("MED-01", "an opioid with another sedating medicine is MED-02's", med_kinds=["sleep", "opioid"]),
    silent("MED-01", "a benzodiazepine with another is MED-02's", med_kinds=["benzo", "relax_gaba"]),
    silent("MED-01", "nothing was answered"),
    *other_kinds("MED-01"),
)
def test_an_opioid_together_with_a_benzodiazepine(line: Row) -> None:
    line.check()


@table(
    *(flagged("MED-02", f"{kind} can add to sleepiness", med_kinds=[kind]) for kind in SEDATING),
    flagged("MED-02", "one of them among others", med_kinds=["relax_gaba", "insulin"]),
    flagged("MED-02", "one of them, not sure about the rest", med_kinds=["sleep", "not_sure"]),
    silent("MED-02", "nothing was answered"),
    *other_kinds("MED-02", *SEDATING),
    flagged("MED-03", "stimulants may raise blood pressure", med_kinds=["stimulant"]),
    flagged("MED-03", "so may MAOI medicine", med_kinds=["maoi"]),
    flagged("MED-03", "either among others", med_kinds=["benzo", "maoi", "enzyme"]),
    silent("MED-03", "nothing was answered"),
    *other_kinds("MED-03", "stimulant", "maoi"),
    flagged("MED-04", "lamotrigine", med_kinds=["lamotrigine"]),
    flagged("MED-04", "lamotrigine among others", med_kinds=["lamotrigine", "enzyme", "not_sure"]),
    silent("MED-04", "nothing was answered"),
    *other_kinds("MED-04", "lamotrigine"),
    flagged("MED-05", "a medicine that may change ketamine levels", med_kinds=["enzyme"]),
    silent("MED-05", "nothing was answered"),
    *other_kinds("MED-05", "enzyme"),
    flagged("MED-07", "naltrexone", med_kinds=["naltrexone"]),
    flagged("MED-07", "naltrexone beside an opioid", med_kinds=["opioid", "naltrexone"]),
    silent("MED-07", "nothing was answered"),
    *other_kinds("MED-07", "naltrexone"),
    flagged("MED-08", "theophylline", med_kinds=["theophylline"]),
    silent("MED-08", "nothing was answered"),
    *other_kinds("MED-08", "theophylline"),
)
def test_a_kind_of_medicine_raises_its_own_rule(line: Row) -> None:
    line.check()


@table(
    flagged("MED-06", "not sure about the kinds", med_list="none", med_kinds=["not_sure"]),
    flagged("MED-06", "sure of one kind only", med_list="Xanax", med_kinds=["benzo", "not_sure"]),
    flagged("MED-06", "the list is blank", med_kinds=["none"]),
    flagged("MED-06", "the list is blank though a kind is chosen", med_kinds=["glp1"]),
    flagged("MED-06", "both", med_kinds=["not_sure"]),
    flagged("MED-06", "a blank is not “none”: nothing was answered at all"),
    silent("MED-06", "takes none and says so", med_list="none", med_kinds=["none"]),
    silent("MED-06", "the list is there, the kinds are blank", med_list="Vitamin D"),
    *(silent("MED-06", f"the list is there beside {k}", med_list="Xanax", med_kinds=[k]) for k in EVERY[:-1]),
)
def test_a_medicine_list_that_may_not_be_complete(line: Row) -> None:
    line.check()


BENZO = "Benzodiazepines, such as Xanax (alprazolam), Ativan (lorazepam), Klonopin (clonazepam) or Valium (diazepam)"


@table(
    says(
        "MED-01",
        "The patient reports taking both an opioid and a benzodiazepine.",
        med_kinds=["benzo", "opioid"],
    ),
    says("MED-02", f"The patient reports: {BENZO}.", med_kinds=["benzo", "stimulant", "not_sure"]),
    says("MED-02", "The patient reports: Sleeping pills.", med_kinds=["sleep", "lamotrigine"]),
    says(
        "MED-02",
        "The patient reports: Opioid pain medicine, methadone or buprenorphine; "
        "Muscle relaxers, gabapentin or pregabalin.",
        med_kinds=["opioid", "relax_gaba", "maoi"],
    ),
    says(
        "MED-03",
        "The patient reports: Stimulants (such as Adderall, Ritalin or modafinil).",
        med_kinds=["benzo", "stimulant"],
    ),
    says(
        "MED-03",
        "The patient reports: Stimulants (such as Adderall, Ritalin or modafinil); "
        "MAOI medicine (such as Nardil, Parnate or Emsam).",
        med_kinds=["stimulant", "maoi"],
    ),
    says("MED-04", "The patient reports lamotrigine.", med_kinds=["lamotrigine"]),
    says(
        "MED-05",
        "The patient reports medicine of a kind that may change ketamine levels (CYP3A4 or CYP2B6).",
        med_kinds=["enzyme"],
    ),
    says(
        "MED-06",
        "The medicine list may not be complete. "
        "The patient is not sure whether they take some of the kinds of medicine asked about.",
        med_list="none",
        med_kinds=["not_sure"],
    ),
    says(
        "MED-06",
        "The medicine list may not be complete. "
        "The patient did not answer the question that asks for all medicines, vitamins and herbs.",
        med_kinds=["none"],
    ),
    says(
        "MED-06",
        "The medicine list may not be complete. "
        "The patient is not sure whether they take some of the kinds of medicine asked about, and "
        "did not answer the question that asks for all medicines, vitamins and herbs.",
        med_kinds=["sleep", "not_sure"],
    ),
    says("MED-07", "The patient reports naltrexone.", med_kinds=["naltrexone"]),
    says("MED-08", "The patient reports theophylline or aminophylline.", med_kinds=["theophylline"]),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_the_prompt_speaks_of_benzodiazepines_when_they_were_chosen() -> None:
    found = finding("MED-02", med_kinds=["benzo", "sleep"])

    assert found is not None
    assert found.prompt == (
        "These can add to sleepiness. Benzodiazepines may also shorten ketamine's effect on mood. "
        "Review timing; no sudden stops."
    )


def test_the_prompt_leaves_benzodiazepines_out_when_they_were_not_chosen() -> None:
    found = finding("MED-02", med_kinds=["sleep", "opioid"])

    assert found is not None
    assert found.prompt == "These can add to sleepiness. Review timing; no sudden stops."


def test_not_being_sure_is_evidence_beside_a_kind_that_was_chosen() -> None:
    answers = {"med_list": "Xanax", "med_kinds": ["benzo", "not_sure"]}

    assert rests_on("MED-02", **answers) == {"med_kinds": ("benzo",)}
    assert rests_on("MED-06", **answers) == {"med_kinds": ("not_sure",)}


def test_a_blank_list_is_shown_as_the_evidence_that_it_is() -> None:
    assert rests_on("MED-06", med_kinds=["none"]) == {"med_list": ()}

"""Truth table and sentences of the rule on memory and thinking: COG-01."""

from tests.screening.rules.tables import Row, Sentence, flagged, says, silent, table


@table(
    flagged("COG-01", "trouble with memory or thinking", thinking_memory="yes"),
    flagged("COG-01", "not sure", thinking_memory="not_sure"),
    silent("COG-01", "no trouble", thinking_memory="no"),
    silent("COG-01", "foggy with fibromyalgia is listed there", reasons=["fibromyalgia"], pain_with=["foggy"]),
    silent("COG-01", "nothing answered"),
)
def test_cog_01_fires_for_trouble_with_memory_and_for_doubt_about_it(line: Row) -> None:
    line.check()


@table(
    says("COG-01", "The patient reports trouble with memory or thinking.", thinking_memory="yes"),
    says(
        "COG-01",
        "The patient is not sure whether they have trouble with memory or thinking.",
        thinking_memory="not_sure",
    ),
)
def test_cog_01_does_not_report_what_the_patient_is_not_sure_of(line: Sentence) -> None:
    line.check()

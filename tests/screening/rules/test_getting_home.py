"""Truth tables and golden sentences of the rules on the ride home and the rest of the day."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table


@table(
    flagged("TRN-01", "would drive", ride_home="self_drive"),
    flagged("TRN-01", "must drive the next day", no_drive_next_day="no"),
    flagged("TRN-01", "must drive the next day though someone takes them", ride_home="person", no_drive_next_day="no"),
    flagged("TRN-01", "both", ride_home="self_drive", no_drive_next_day="no"),
    silent("TRN-01", "someone takes them", ride_home="person", no_drive_next_day="yes"),
    silent("TRN-01", "alone by taxi is TRN-02's", ride_home="service_alone"),
    silent("TRN-01", "no plan is TRN-02's", ride_home="no_plan"),
    silent("TRN-01", "not sure is TRN-02's", ride_home="not_sure", no_drive_next_day="not_sure"),
    silent("TRN-01", "nothing was answered"),
    flagged("TRN-02", "alone by taxi", ride_home="service_alone"),
    flagged("TRN-02", "no plan", ride_home="no_plan"),
    flagged("TRN-02", "not sure how", ride_home="not_sure"),
    flagged("TRN-02", "not sure about driving the next day", ride_home="person", no_drive_next_day="not_sure"),
    flagged("TRN-02", "no adult at home", ride_home="person", home_support="no"),
    flagged("TRN-02", "not sure about an adult at home", home_support="not_sure"),
    flagged("TRN-02", "would drive, and no adult at home", ride_home="self_drive", home_support="no"),
    silent("TRN-02", "all arranged", ride_home="person", no_drive_next_day="yes", home_support="yes"),
    silent("TRN-02", "driving is TRN-01's", ride_home="self_drive", no_drive_next_day="no", home_support="yes"),
    silent("TRN-02", "nothing was answered"),
    flagged("TRN-03", "no one else can", care_for_others="not_covered"),
    flagged("TRN-03", "not sure", care_for_others="not_sure"),
    silent("TRN-03", "someone else can", care_for_others="covered"),
    silent("TRN-03", "no one needs it", care_for_others="no"),
    silent("TRN-03", "nothing was answered"),
)
def test_the_way_home_and_the_day_after(line: Row) -> None:
    line.check()


NOT_SURE_OF_RIDE = "The patient is not sure how they would get home."
NOT_SURE_OF_DRIVING = "The patient is not sure whether they can avoid driving and using machines until the next day."
NOT_SURE_OF_ADULT = "The patient is not sure whether an adult could stay with them that day."


@table(
    says("TRN-01", "The patient plans to drive home.", ride_home="self_drive", no_drive_next_day="not_sure"),
    says(
        "TRN-01",
        "The patient says they cannot avoid driving or using machines until the next day.",
        ride_home="no_plan",
        no_drive_next_day="no",
    ),
    says(
        "TRN-01",
        "The patient plans to drive home and says they cannot avoid driving or using machines until the next day.",
        ride_home="self_drive",
        no_drive_next_day="no",
    ),
    says(
        "TRN-02",
        "Ride home: Taxi, ride app or bus, by myself.",
        ride_home="service_alone",
        no_drive_next_day="yes",
        home_support="yes",
    ),
    says("TRN-02", "Ride home: I do not have a plan yet.", ride_home="no_plan", no_drive_next_day="no"),
    says("TRN-02", NOT_SURE_OF_RIDE, ride_home="not_sure"),
    says("TRN-02", NOT_SURE_OF_DRIVING, ride_home="self_drive", no_drive_next_day="not_sure"),
    says("TRN-02", "Adult at home: No.", ride_home="person", home_support="no"),
    says("TRN-02", NOT_SURE_OF_ADULT, home_support="not_sure"),
    says(
        "TRN-02",
        f"Ride home: I do not have a plan yet. {NOT_SURE_OF_DRIVING} Adult at home: No.",
        ride_home="no_plan",
        no_drive_next_day="not_sure",
        home_support="no",
    ),
    says(
        "TRN-02",
        f"{NOT_SURE_OF_RIDE} {NOT_SURE_OF_DRIVING} {NOT_SURE_OF_ADULT}",
        ride_home="not_sure",
        no_drive_next_day="not_sure",
        home_support="not_sure",
    ),
    says(
        "TRN-02",
        f"Ride home: Taxi, ride app or bus, by myself. {NOT_SURE_OF_ADULT}",
        ride_home="service_alone",
        home_support="not_sure",
    ),
    says("TRN-03", "Care for others on that day: Yes, and no one else can.", care_for_others="not_covered"),
    says(
        "TRN-03",
        "The patient is not sure whether someone needs their care on that day.",
        care_for_others="not_sure",
    ),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_good_plan_is_no_evidence_against_the_rest_of_it() -> None:
    answers = {"ride_home": "person", "no_drive_next_day": "yes", "home_support": "no"}

    assert rests_on("TRN-02", **answers) == {"home_support": ("no",)}

"""How staff pages write times: on the clinic's clock, the US way, and how long something has waited."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clinic.models import Clinic
from clinic.templatetags.clock import day, moment, nearness, time_of_day, waited

CLINIC = Clinic(name="Cedar Clinic", time_zone="America/New_York")
YEAR = timezone.now().year
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("hour", "minute", "says"),
    [(5, 0, "12:00 am"), (14, 5, "9:05 am"), (17, 0, "12:00 pm"), (23, 30, "6:30 pm")],
)
def test_a_time_of_day_is_the_clinics_and_stays_in_one_piece(hour, minute, says):
    assert time_of_day(datetime(2031, 12, 8, hour, minute, tzinfo=UTC), CLINIC) == says.replace(" ", NBSP)


def test_daylight_saving_is_the_clinics():
    summer, winter = datetime(2031, 7, 8, 16, 0, tzinfo=UTC), datetime(2031, 12, 8, 16, 0, tzinfo=UTC)

    assert (time_of_day(summer, CLINIC), time_of_day(winter, CLINIC)) == (f"12:00{NBSP}pm", f"11:00{NBSP}am")


def test_a_day_is_the_clinics_even_when_it_is_already_tomorrow_elsewhere():
    assert day(datetime(2031, 12, 9, 3, 0, tzinfo=UTC), CLINIC) == "Mon Dec 8, 2031"


def test_a_day_of_this_year_stands_without_the_year():
    assert str(YEAR) not in day(datetime(YEAR, 6, 15, 12, 0, tzinfo=UTC), CLINIC)


def test_a_moment_is_day_and_time():
    assert moment(datetime(2031, 12, 8, 15, 30, tzinfo=UTC), CLINIC) == f"Mon Dec 8, 2031, 10:30{NBSP}am"


@pytest.mark.parametrize(("days", "says"), [(-1, "past"), (0, "today"), (1, "tomorrow"), (2, "")])
def test_how_near_a_consult_is_goes_by_the_clinics_days(days, says):
    noon = CLINIC.local(timezone.now()).replace(hour=12) + timedelta(days=days)

    assert nearness(noon, CLINIC) == says


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0, "less than 1 min"),
        (59, "less than 1 min"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (86399, "23 h"),
        (86400, "1 day"),
        (2 * 86400, "2 days"),
    ],
)
def test_waiting_is_rounded_down(seconds, says):
    now = timezone.now()

    assert waited(now - timedelta(seconds=seconds), now) == says

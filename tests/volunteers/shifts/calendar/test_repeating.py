from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.shifts.calendar.repeating import MOST, at, chosen, every, moved_days
from volunteers.shifts.calendar.showing_up import ShowUp

HERE = ZoneInfo("Europe/Amsterdam")
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
# Between these the clock is never changed, so that every one of them exists once on every day.
clocks = st.times(time(4), time(23, 59)).map(lambda clock: clock.replace(second=0, microsecond=0))


def test_every_week_until_a_day_takes_that_day_along():
    found = every(1, first=date(2026, 3, 10), until=date(2026, 3, 31))
    assert found == [date(2026, 3, 10), date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31)]


def test_every_two_weeks_so_many_times():
    assert every(2, first=date(2026, 12, 22), times=3) == [date(2026, 12, 22), date(2027, 1, 5), date(2027, 1, 19)]


def test_the_stricter_of_both_ends_counts():
    assert len(every(1, first=date(2026, 1, 1), until=date(2026, 1, 8), times=9)) == 2


@given(first=days, weeks=st.integers(1, 2))
def test_without_an_end_it_stops_all_the_same(first, weeks):
    found = every(weeks, first=first)
    assert len(found) == MOST
    assert {day.weekday() for day in found} == {first.weekday()}


@given(first=days, others=st.lists(days, max_size=80))
def test_chosen_days_come_once_each_and_in_order(first, others):
    found = chosen(first, others)
    assert found == sorted(set(found))
    assert len(found) <= MOST


@given(day=days, clock=clocks)
def test_a_shift_starts_at_its_time_on_the_wall(day, clock):
    moment = at(day, clock).astimezone(UTC).astimezone(HERE)
    assert (moment.date(), moment.time()) == (day, clock)


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        # The weeks around both changes of the clock.
        (date(2026, 3, 24), time(18, 30), "2026-03-24T17:30+00:00"),
        (date(2026, 3, 31), time(18, 30), "2026-03-31T16:30+00:00"),
        (date(2026, 10, 20), time(18, 30), "2026-10-20T16:30+00:00"),
        (date(2026, 10, 27), time(18, 30), "2026-10-27T17:30+00:00"),
        # A time that the night skips, and one that it has twice.
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30+00:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30+00:00"),
    ],
)
def test_both_nights_of_the_clock(day, clock, moment):
    assert at(day, clock).astimezone(UTC) == datetime.fromisoformat(moment)


@given(day=days, clock=clocks, moved=st.integers(-10, 10))
def test_moving_by_days_keeps_to_the_wall_clock(day, clock, moved):
    there = moved_days(at(day, clock).astimezone(UTC), days=moved, clock=clock)
    assert there.astimezone(HERE).date() == day + timedelta(days=moved)
    assert there.astimezone(HERE).time() == clock


@pytest.mark.parametrize(
    ("show_up", "percent", "places"),
    [
        (ShowUp(0, 0), 50, 16),
        # Young figures are drawn towards one half; grown ones stand by themselves.
        (ShowUp(10, 9), 63, 13),
        (ShowUp(1000, 800), 79, 11),
        (ShowUp(1000, 10), 20, 40),
    ],
)
def test_places_for_eight_at_the_doors(show_up, percent, places):
    assert show_up.percent == percent
    assert show_up.places_for(8) == places


@given(came=st.integers(0, 500), stayed=st.integers(0, 500), wanted=st.integers(2, 250))
def test_the_places_bring_at_least_who_is_wanted(came, stayed, wanted):
    show_up = ShowUp(came + stayed, came)
    assert show_up.expected(show_up.places_for(wanted)) >= wanted

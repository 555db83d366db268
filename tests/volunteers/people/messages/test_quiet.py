from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.people.messages.quiet import DEFAULT, QuietHours

clocks = st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
hours = st.builds(QuietHours, clocks, clocks)
# By the minute; both nights of 2026 in which the clock changes are among them.
SPRING = datetime(2026, 3, 20, tzinfo=UTC)
moments = st.integers(0, 227 * 24 * 60).map(lambda minutes: SPRING + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("moment", "moved"),
    [
        ("2026-03-04T12:00+01:00", "2026-03-04T12:00+01:00"),
        ("2026-03-04T21:29+01:00", "2026-03-04T21:29+01:00"),
        ("2026-03-04T21:30+01:00", "2026-03-05T08:00+01:00"),
        ("2026-03-05T07:59+01:00", "2026-03-05T08:00+01:00"),
        # The nights in which the clock changes: eight o'clock local time either way.
        ("2026-03-28T23:00+01:00", "2026-03-29T08:00+02:00"),
        ("2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),
    ],
)
def test_quiet_hours_end_at_eight_local_time(moment, moved):
    assert DEFAULT.after(datetime.fromisoformat(moment)) == datetime.fromisoformat(moved)


@pytest.mark.parametrize(
    ("due", "latest", "fitted"),
    [
        # Two hours before a shift at ten: eight o'clock still helps.
        ("2026-03-05T07:30+01:00", "2026-03-05T09:00+01:00", "2026-03-05T08:00+01:00"),
        # Two hours before one at half past eight: the evening before.
        ("2026-03-05T06:30+01:00", "2026-03-05T07:30+01:00", "2026-03-04T21:00+01:00"),
        ("2026-03-29T06:30+02:00", "2026-03-29T07:30+02:00", "2026-03-28T21:00+01:00"),
        ("2026-10-25T06:30+01:00", "2026-10-25T07:30+01:00", "2026-10-24T21:00+02:00"),
    ],
)
def test_what_would_come_too_late_in_the_morning_comes_the_evening_before(due, latest, fitted):
    moment = DEFAULT.fit(datetime.fromisoformat(due), latest=datetime.fromisoformat(latest))
    assert moment == datetime.fromisoformat(fitted)


@given(quiet=hours, moment=moments)
def test_what_is_moved_is_outside_and_never_earlier(quiet, moment):
    moved = quiet.after(moment)
    assert not quiet.covers(moved)
    assert moment <= moved <= moment + timedelta(hours=25)


@given(quiet=hours, moment=moments)
def test_what_is_brought_forward_is_outside_and_never_later(quiet, moment):
    moved = quiet.before(moment)
    assert not quiet.covers(moved)
    assert moment - timedelta(hours=25, minutes=30) <= moved <= moment


def test_what_is_brought_forward_leaves_time_to_try_again_unless_the_day_is_short():
    night = datetime.fromisoformat("2026-03-05T03:00+01:00")
    assert DEFAULT.before(night) == datetime.fromisoformat("2026-03-04T21:00+01:00")
    assert QuietHours(time(9), time(8, 50)).before(night) == datetime.fromisoformat("2026-03-04T08:59+01:00")


@given(clock=clocks, moment=moments)
def test_equal_ends_are_no_quiet_hours(clock, moment):
    assert not QuietHours(clock, clock).covers(moment)


def test_quiet_hours_may_lie_within_one_day():
    siesta = QuietHours(time(13), time(15))
    assert siesta.after(datetime.fromisoformat("2026-07-01T14:00+02:00")).isoformat() == "2026-07-01T15:00:00+02:00"
    assert not siesta.covers(datetime.fromisoformat("2026-07-01T23:00+02:00"))

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from canvass.demo.history import LONG
from canvass.demo.tonight import tonight_starts
from conversations.doorstep.access import READ_BEFORE

DAYS = {"winter": (2026, 1, 14), "the hour that is skipped": (2026, 3, 29), "the hour that comes twice": (2026, 10, 25)}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("hour", range(24))
def test_whenever_the_demo_is_made_the_volunteer_can_walk(day, hour):
    now = datetime(*DAYS[day], hour, 7, 30, tzinfo=UTC)
    start = tonight_starts(now)
    assert start - READ_BEFORE <= now < start + LONG


def test_by_day_the_shift_is_in_the_evening():
    now = datetime(2026, 1, 14, 9, tzinfo=UTC)
    assert tonight_starts(now) - now == timedelta(hours=8, minutes=30)

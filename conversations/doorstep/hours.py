"""Until when a duo may still ring a new door."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from canvass.turf.numbers import numbers_of
from volunteers.shifts.models import Assignment


def doors_end_at(assignment: Assignment) -> datetime:
    """The end of the shift, or the hour after which the campaign rings no doorbell if that is earlier.

    A shift that begins after that hour was planned so on purpose.
    """
    shift = assignment.duo.shift
    starts = timezone.localtime(shift.starts_at)
    quiet = datetime.combine(starts.date(), shift.campaign.quiet_from, tzinfo=starts.tzinfo)
    return min(shift.ends_at, quiet) if quiet > starts else shift.ends_at


def last_door_at(assignment: Assignment) -> datetime:
    """A talk that begins at the last new door must end in time too."""
    margin = numbers_of(assignment.turf.plan).last_door_minutes
    return doors_end_at(assignment) - timedelta(minutes=margin)

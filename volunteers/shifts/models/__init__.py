from volunteers.shifts.models.duos import Assignment, Duo, DuoMember, DuoWish, Guest
from volunteers.shifts.models.feeds import CalendarFeed
from volunteers.shifts.models.places import MeetingPlace
from volunteers.shifts.models.presence import RollCallAct, ShiftPass
from volunteers.shifts.models.shifts import Shift, ShiftQuerySet, ShiftSeries
from volunteers.shifts.models.signups import SignUp

__all__ = [
    "Assignment",
    "CalendarFeed",
    "Duo",
    "DuoMember",
    "DuoWish",
    "Guest",
    "MeetingPlace",
    "RollCallAct",
    "Shift",
    "ShiftPass",
    "ShiftQuerySet",
    "ShiftSeries",
    "SignUp",
]

from __future__ import annotations

from datetime import timedelta

from canvass.core.retention.rules import Data, Rule, register
from volunteers.shifts.models import Guest, RollCallAct, Shift, ShiftPass

CLOSING = "closing a shift"

register(
    [
        Rule(
            ("shifts.Assignment", "shifts.Duo", "shifts.Shift", "shifts.ShiftSeries"),
            Data.WORK,
            "the campaign goes",
        ),
        Rule(("shifts.MeetingPlace",), Data.WORK, "the organisation goes"),
        Rule(
            ("shifts.CalendarFeed", "shifts.DuoMember", "shifts.DuoWish", "shifts.SignUp"),
            Data.VOLUNTEERS,
            "the account is deleted; past shifts keep their numbers under a nameless place-holder",
        ),
        Rule(
            ("shifts.Guest",),
            Data.VOLUNTEERS,
            "the shift is closed: a first name",
            overdue=lambda now: Guest.objects.filter(shift__state=Shift.State.CLOSED),
            cares=CLOSING,
        ),
        Rule(
            ("shifts.RollCallAct",),
            Data.VOLUNTEERS,
            "the shift is closed: the last deed of the roll call, for undo",
            overdue=lambda now: RollCallAct.objects.filter(shift__state=Shift.State.CLOSED),
            cares=CLOSING,
        ),
        Rule(
            ("shifts.ShiftPass",),
            Data.SECRETS,
            "the sessions that it gave have ended",
            overdue=lambda now: ShiftPass.objects.filter(lasts_until__lt=now - timedelta(hours=3)),
            cares="the hourly tidying at the door",
        ),
    ]
)

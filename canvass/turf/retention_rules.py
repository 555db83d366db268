from __future__ import annotations

from canvass.core.retention.rules import Data, Rule, register

register(
    [
        Rule(
            ("turf.LinkChange", "turf.PlanEdit", "turf.Stop", "turf.Turf", "turf.TurfPlan"),
            Data.WORK,
            "the campaign goes",
        ),
        Rule(
            ("turf.DoorState",),
            Data.RESIDENTS,
            "the campaign goes: again, done or unreachable, and a date",
        ),
        Rule(
            ("turf.Arm",),
            Data.RESIDENTS,
            "nine days after the campaign's end: which door was drawn for which group",
            cares="the daily look at ended campaigns",
        ),
    ]
)

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
            "the campaign goes, or the campaign keeps none: again, done or unreachable, and a date",
        ),
        Rule(("turf.Arm",), Data.RESIDENTS, "the campaign ends: which door was drawn for which group"),
    ]
)

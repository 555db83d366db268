from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from canvass.campaigns.models import NeighbourhoodVisit
from canvass.core.retention.rules import Data, Rule, register

# No campaign rests longer.
VISITS_KEPT = timedelta(days=730)


def _visits(now: datetime) -> QuerySet[NeighbourhoodVisit]:
    year, week, _weekday = timezone.localdate(now - VISITS_KEPT).isocalendar()
    return NeighbourhoodVisit.objects.filter(week__lt=f"{year}-W{week:02d}")


register(
    [
        Rule(
            (
                "campaigns.Campaign",
                "campaigns.Campaign_neighbourhoods",
                "campaigns.Comparison",
                "campaigns.Handover",
                "campaigns.PlanningNumbers",
                "campaigns.Programme",
                "campaigns.ProgrammeGoal",
                "campaigns.Reservation",
                "campaigns.ReservedFace",
            ),
            Data.WORK,
            "the organisation goes",
        ),
        Rule(
            ("campaigns.DoNotRing",),
            Data.RESIDENTS,
            "looked at again after three years: a keyed hash of the address and a week",
        ),
        Rule(
            ("campaigns.NeighbourhoodVisit",),
            Data.RESIDENTS,
            "two years: a side of a street and a week, not by whom",
            overdue=_visits,
        ),
    ]
)

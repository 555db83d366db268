from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from canvass.campaigns.models import NeighbourhoodVisit, Reservation
from canvass.core.retention.rules import Data, Rule, register

# No campaign rests longer.
VISITS_KEPT = timedelta(days=730)


def _visits(now: datetime) -> QuerySet[NeighbourhoodVisit]:
    year, week, _weekday = timezone.localdate(now - VISITS_KEPT).isocalendar()
    return NeighbourhoodVisit.objects.filter(week__lt=f"{year}-W{week:02d}")


def _reservations(now: datetime) -> QuerySet[Reservation]:
    return Reservation.objects.filter(ends_on__lt=timezone.localdate(now - timedelta(days=365 + 2)))


register(
    [
        Rule(
            ("campaigns.Campaign", "campaigns.Programme"),
            Data.WORK,
            "not deleted by itself; an empty programme can be taken away",
            cares="nobody",
        ),
        Rule(
            (
                "campaigns.Campaign_neighbourhoods",
                "campaigns.Comparison",
                "campaigns.Handover",
                "campaigns.PlanningNumbers",
                "campaigns.ProgrammeGoal",
                "campaigns.ReservedFace",
            ),
            Data.WORK,
            "the campaign or programme goes",
        ),
        Rule(
            ("campaigns.Reservation",),
            Data.WORK,
            "a year after it ended",
            overdue=_reservations,
            cares="the daily look at ended campaigns",
        ),
        Rule(
            ("campaigns.DoNotRing",),
            Data.RESIDENTS,
            "not deleted by itself: a keyed hash of an address, a week, and the day it is to be looked at again",
            cares="nobody",
        ),
        Rule(
            ("campaigns.NeighbourhoodVisit",),
            Data.RESIDENTS,
            "two years: a side of a street and a week, not by whom",
            overdue=_visits,
        ),
    ]
)

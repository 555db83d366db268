"""A campaign's own planning numbers, from counts that are kept anyway: no door, no time and no person is asked.

How many doors open and how many of those talk come from the doors counted at opening; how long a talk takes from the
minutes buckets of conversations. Walking, waiting and refusing are not measured: that would need times at doors.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, Sum

from canvass.campaigns.models import Campaign, PlanningNumbers
from conversations.doorstep.models import OPENED_OUTCOMES, Outcome
from conversations.insight.models import Conversation, DoorWeek
from conversations.statistics.shrinkage import PRIOR_DOORS, Shrunk, shrink_mean, shrink_share

# Below this a share says nothing yet, and the page says so.
LEAST_DOORS = 50
# The rule for everything from inside conversations.
LEAST_TALKS, LEAST_CANVASSERS = 10, 3
# The middle of each bucket; talks of under five minutes and the long tail lean to the near side.
MIDDLE_MINUTES = {"0-5": 3.0, "5-10": 7.5, "10-20": 14.0, "20-40": 28.0, "40+": 48.0}


@dataclass(frozen=True)
class Counts:
    tried: int
    opened: int
    talked: int


@transaction.atomic
def calibrate(*, campaign: Campaign) -> dict[str, dict[str, float]]:
    """Measure anew and keep it beside the campaign's numbers; which of both it plans with stays as it was chosen."""
    numbers = PlanningNumbers.objects.select_for_update().get(campaign=campaign)
    measured = measure(campaign, numbers)
    PlanningNumbers.objects.filter(pk=numbers.pk).update(measured=measured)
    return measured


def calibrate_running(*, today: date) -> int:
    running = list(Campaign.objects.running_on(today).filter(planning_numbers__isnull=False))
    for campaign in running:
        calibrate(campaign=campaign)
    return len(running)


def measure(campaign: Campaign, numbers: PlanningNumbers) -> dict[str, dict[str, float]]:
    """Per field its own figure, what to plan by, and how many it rests on; only fields that may be shown."""
    counts = count_doors(campaign)
    found: dict[str, dict[str, float]] = {}
    if counts.tried >= LEAST_DOORS:
        opened = shrink_share(counts.opened, counts.tried, default=numbers.open_percent / 100)
        found["open_percent"] = _figure(opened, 100.0, least=1.0)
        if counts.opened:
            # The default weighs as much as those of its doors that would have opened.
            prior = PRIOR_DOORS * numbers.open_percent / 100
            talked = shrink_share(counts.talked, counts.opened, default=numbers.talk_percent / 100, prior=prior)
            found["talk_percent"] = _figure(talked, 100.0)
    if length := talk_minutes(campaign, numbers):
        found["talk_minutes"] = _figure(length, 1.0)
    return found


def count_doors(campaign: Campaign) -> Counts:
    counts = DoorWeek.objects.filter(campaign=campaign).aggregate(
        tried=Sum("count"),
        opened=Sum("count", filter=Q(outcome__in=OPENED_OUTCOMES)),
        talked=Sum("count", filter=Q(outcome=Outcome.CONVERSATION)),
    )
    return Counts(*(counts[name] or 0 for name in ("tried", "opened", "talked")))


def talk_minutes(campaign: Campaign, numbers: PlanningNumbers) -> Shrunk | None:
    """From conversations that were taken in; the neutral talks of a comparison are none."""
    rows = Conversation.objects.filter(campaign=campaign, minutes_bucket__in=MIDDLE_MINUTES).exclude(arm="comparison")
    size = rows.aggregate(talks=Count("pk"), canvassers=Count("canvasser_code", distinct=True))
    if size["talks"] < LEAST_TALKS or size["canvassers"] < LEAST_CANVASSERS:
        return None
    buckets = rows.values_list("minutes_bucket").annotate(n=Count("pk"))
    total = sum(MIDDLE_MINUTES[bucket] * n for bucket, n in buckets)
    prior = max(1.0, PRIOR_DOORS * numbers.open_percent * numbers.talk_percent / 10_000)
    return shrink_mean(total, size["talks"], default=numbers.talk_minutes, prior=prior)


def _figure(found: Shrunk, scale: float, least: float = 0.0) -> dict[str, float]:
    own = found.own if found.own is not None else found.default
    return {"own": round(own * scale, 1), "plan": round(max(least, found.value * scale), 1), "n": found.n}

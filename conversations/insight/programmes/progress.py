"""How far programmes are: counts over all campaigns that count towards them; nothing about one group, no rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum

from canvass.campaigns.models import Campaign, Programme, ProgrammeGoal
from canvass.places.models import Neighbourhood
from conversations.doorstep.models import Outcome
from conversations.insight.models import DoorCount

Measure = ProgrammeGoal.Measure


@dataclass(frozen=True)
class GoalLine:
    goal: ProgrammeGoal
    done: int

    @property
    def percent(self) -> int:
        """Whole percents; 100 only when the goal is reached."""
        return min(100, 100 * self.done // self.goal.target)


@dataclass(frozen=True)
class Progress:
    programme: Programme
    campaigns: int
    organisations: int
    # Every measure, also those without a goal.
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def goals(self) -> list[GoalLine]:
        return [GoalLine(goal, self.counts.get(goal.measure, 0)) for goal in self.programme.goals.all()]


def progress_of(programmes: Sequence[Programme]) -> list[Progress]:
    """In the order given, their goals prefetched; three queries, however many programmes and campaigns."""
    keys = [programme.pk for programme in programmes]
    if not keys:
        return []
    counting = Campaign.objects.filter(programme__in=keys).values_list("programme").order_by()
    sizes = {
        key: (campaigns, organisations)
        for key, campaigns, organisations in counting.annotate(Count("pk"), Count("organisation", distinct=True))
    }
    counts = _door_counts(keys)
    for key, shifts, volunteers in _walked(keys):
        counts.setdefault(key, {}).update({Measure.SHIFTS: shifts, Measure.VOLUNTEERS: volunteers})
    return [Progress(each, *sizes.get(each.pk, (0, 0)), counts.get(each.pk, {})) for each in programmes]


def _walked(keys: Sequence[int]) -> list[tuple[int, int, int]]:
    """Closed shifts of each programme, and the people who walked them.

    Counted by the database for everybody who takes part: the shifts of another group stay behind the wall.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT programme, shifts, volunteers FROM canvass_programme_walked(%s::bigint[])", [list(keys)])
        rows: list[tuple[int, int, int]] = cursor.fetchall()
    return rows


def _door_counts(keys: Sequence[int]) -> dict[int, dict[str, int]]:
    """Doors, conversations, and neighbourhoods where a door was rung; what was coarsened to a town is none."""
    home = Exists(Neighbourhood.objects.official().filter(code=OuterRef("area")))
    rows = (
        DoorCount.objects.filter(campaign__programme__in=keys)
        .values("campaign__programme")
        .annotate(
            doors=Sum("count"),
            talks=Sum("count", filter=Q(outcome=Outcome.CONVERSATION)),
            places=Count("area", distinct=True, filter=home),
        )
    )
    return {
        row["campaign__programme"]: {
            Measure.DOORS: row["doors"] or 0,
            Measure.CONVERSATIONS: row["talks"] or 0,
            Measure.NEIGHBOURHOODS: row["places"],
        }
        for row in rows
    }

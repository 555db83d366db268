"""The dashboard of one campaign: shaped reads, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.insight.dashboards.aggregates import Figures, Kind, Margin, gather, margins, newest_first
from conversations.insight.dashboards.door_figures import DoorCounts, Doors, HourCell, answer_hours, door_counts
from conversations.insight.dashboards.hiding import Hiding, whole_hiding
from conversations.insight.dashboards.parts import Part, PartChoices, Place, choices, month_of
from conversations.insight.dashboards.slices import slice_of
from conversations.insight.dashboards.tables import VersionTables, version_tables
from conversations.insight.dashboards.words import NO_WORDS, Words, words_of
from conversations.insight.doors import iso_week
from conversations.insight.models import PublishedRatingCell
from volunteers.shifts.models import Shift, SignUp

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True)
class Glance:
    """This week beside the one before."""

    shifts: int
    volunteers: int
    doors: Doors
    before: Doors


@dataclass(frozen=True)
class Dashboard:
    campaign: Campaign
    part: Part
    choices: PartChoices
    versions: list[VersionTables]
    doors: Doors
    weeks: DoorCounts
    hours: list[HourCell]
    glance: Glance | None

    @property
    def conversations(self) -> int:
        """Taken in, of all versions: a count of talks, not of answers to one question."""
        return sum(version.conversations for version in self.versions)

    @property
    def goal_percent(self) -> int:
        goal = self.campaign.goal_conversations
        return min(100, 100 * self.doors.conversations // goal) if goal else 0


def dashboard(campaign: Campaign, key: str, *, now: datetime) -> Dashboard:
    cells = margins(campaign.pk)
    found = choices(
        {cell.area: Place(cell.area_name or "", cell.district or "") for cell in cells if cell.area},
        {cell.period for cell in cells if cell.period},
    )
    part = found.find(key)
    everything = newest_first(gather(cells, "", [campaign.pk]))
    words = all_words(everything)
    weeks = door_counts([campaign.pk], part)
    return Dashboard(
        campaign=campaign,
        part=part,
        choices=found,
        versions=_whole(everything, words) if part.is_whole else _part(cells, part, found, everything, words),
        doors=weeks.total(weeks=_weeks_of(part, weeks)),
        weeks=weeks,
        hours=answer_hours([campaign.pk]) if part.is_whole else [],
        glance=_glance(campaign, weeks, timezone.localdate(now)) if part.is_whole else None,
    )


def all_words(found: list[Figures]) -> dict[int, Words]:
    guides = {guide for each in found for guide, _detail in each.kind(Kind.GUIDE)}
    return words_of([each.statement for each in found], guides) if found else {}


def _whole(everything: list[Figures], words: dict[int, Words]) -> list[VersionTables]:
    tables = []
    for each in everything:
        here = words.get(each.statement.topic_id, NO_WORDS)
        tables.append(version_tables(each, whole_hiding(each, here), here))
    return tables


def _part(
    cells: Sequence[WithAnnotations[PublishedRatingCell, Margin]],
    part: Part,
    found: PartChoices,
    everything: list[Figures],
    words: dict[int, Words],
) -> list[VersionTables]:
    whole: dict[int, Hiding] = {
        each.statement.pk: whole_hiding(each, words.get(each.statement.topic_id, NO_WORDS)) for each in everything
    }
    slices = slice_of(cells, part, found, whole=whole, words=words)
    return [
        version_tables(each.figures, each.hiding, words.get(each.figures.statement.topic_id, NO_WORDS))
        for each in slices
    ]


def _weeks_of(part: Part, weeks: DoorCounts) -> list[str] | None:
    if part.axis != "month":
        return None
    return [week for week in weeks.by_week if f"m:{month_of(week)}" == part.key]


def _glance(campaign: Campaign, weeks: DoorCounts, today: date) -> Glance:
    monday = today - timedelta(days=today.weekday())
    start = timezone.make_aware(datetime.combine(monday, datetime.min.time()))
    shifts = Shift.objects.filter(campaign=campaign, starts_at__gte=start, starts_at__lt=start + timedelta(days=7))
    sums = shifts.exclude(state=Shift.State.CANCELLED).aggregate(
        shifts=Count("pk", distinct=True),
        volunteers=Count("sign_ups__volunteer", filter=Q(sign_ups__state=SignUp.State.GOING), distinct=True),
    )
    return Glance(
        shifts=sums["shifts"],
        volunteers=sums["volunteers"],
        doors=weeks.total(weeks=[iso_week(today)]),
        before=weeks.total(weeks=[iso_week(today - timedelta(days=7))]),
    )

"""All campaigns of an organisation and of the groups below it, summed first and suppressed then.

Nothing here is about one group: a statement's numbers show only when no single group is most of them, so that
neither the umbrella nor a group that subtracts its own learns what another found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, Sum

from canvass.campaigns.models import Campaign
from conversations.doorstep.models import Outcome
from conversations.insight.dashboards.aggregates import Figures, figures
from conversations.insight.dashboards.door_figures import DoorCounts, Doors, HourCell, answer_hours, door_counts
from conversations.insight.dashboards.hiding import whole_hiding
from conversations.insight.dashboards.parts import WHOLE, Part
from conversations.insight.dashboards.queries import all_words
from conversations.insight.dashboards.tables import VersionTables, version_tables
from conversations.insight.dashboards.words import NO_WORDS, Words
from conversations.insight.models import DoorWeek
from conversations.statistics.suppression.cells import STANDARD
from conversations.topics.models import Statement
from volunteers.people.models import Organisation


@dataclass(frozen=True)
class StatementChoice:
    statement: Statement
    conversations: int


@dataclass(frozen=True)
class Together:
    organisation: Organisation
    campaigns: int
    running: int
    organisations: int
    goal: int
    choices: list[StatementChoice]
    # Of the chosen statement, the newest version first.
    versions: list[VersionTables]
    doors: Doors
    weeks: DoorCounts
    hours: list[HourCell]
    part: Part = WHOLE

    @property
    def goal_percent(self) -> int:
        return min(100, 100 * self.doors.conversations // self.goal) if self.goal else 0


def together(organisation: Organisation, *, topic: int | None, today: date) -> Together:
    """``topic`` chooses whose statements are shown; without it the topic with most conversations."""
    tree = organisation.descendants(include_self=True).values("pk")
    campaigns = list(Campaign.objects.filter(organisation__in=tree))
    ids = [campaign.pk for campaign in campaigns]
    found = figures(ids)
    chosen = [each for each in found if each.statement.topic_id == _topic(found, topic)]
    words = all_words(chosen)
    weeks = door_counts(ids)
    return Together(
        organisation=organisation,
        campaigns=len(campaigns),
        running=sum(campaign.starts_on <= today <= campaign.ends_on for campaign in campaigns),
        organisations=len({campaign.organisation_id for campaign in campaigns}),
        goal=sum(campaign.goal_conversations for campaign in campaigns),
        choices=_choices(found),
        versions=[_tables(each, organisation, words.get(each.statement.topic_id, NO_WORDS)) for each in chosen],
        doors=weeks.total(),
        weeks=weeks,
        hours=answer_hours(ids),
    )


def _topic(found: list[Figures], asked: int | None) -> int | None:
    known = {each.statement.topic_id for each in found}
    if asked in known:
        return asked
    return max(_choices(found), key=lambda choice: choice.conversations).statement.topic_id if found else None


def _choices(found: list[Figures]) -> list[StatementChoice]:
    """One per topic, with how many conversations there are about it."""
    sums: dict[int, StatementChoice] = {}
    for each in found:
        before = sums.get(each.statement.topic_id)
        talks = each.conversations + (before.conversations if before else 0)
        sums[each.statement.topic_id] = StatementChoice(before.statement if before else each.statement, talks)
    return list(sums.values())


def _tables(each: Figures, viewer: Organisation, words: Words) -> VersionTables:
    hiding = whole_hiding(each, words)
    if not speaks_for_several(each, viewer.pk):
        hiding = replace(hiding, everything=True)
    return version_tables(each, hiding, words)


def speaks_for_several(each: Figures, viewer: int) -> bool:
    """Whether what is left without any one organisation would still be enough to show; one's own alone is fine."""
    if set(each.by_organisation) <= {viewer}:
        return True
    if len(each.by_organisation) < 2:
        return False
    return all(not STANDARD.is_small(each.conversations - part) for part in each.by_organisation.values())


@dataclass(frozen=True)
class TogetherLine:
    """For the home page: counts only, which need no hiding."""

    organisation: Organisation
    campaigns: int
    groups: int
    doors: int
    conversations: int


def together_line(organisation: Organisation, *, today: date) -> TogetherLine:
    tree = organisation.descendants(include_self=True).values("pk")
    campaigns = Campaign.objects.filter(organisation__in=tree)
    running = list(campaigns.running_on(today).values_list("organisation", flat=True))
    sums = DoorWeek.objects.filter(campaign__in=campaigns).aggregate(
        doors=Sum("count"), talks=Sum("count", filter=Q(outcome=Outcome.CONVERSATION))
    )
    return TogetherLine(organisation, len(running), len(set(running)), sums["doors"] or 0, sums["talks"] or 0)

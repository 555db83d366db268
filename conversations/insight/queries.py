from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from canvass.campaigns.access import campaigns_to_manage
from canvass.campaigns.models import Campaign
from conversations.doorstep.models import Outcome, SafetyReport
from conversations.doorstep.queries import shifts_with_held
from conversations.insight.access import campaigns_to_see, organisations_to_see_together
from conversations.insight.dashboards.together import TogetherLine, together_line
from conversations.insight.models import DoorWeek
from volunteers.people.models import Membership, Organisation, User
from volunteers.shifts.models import Shift
from volunteers.shifts.queries import with_counts

SOON = timedelta(days=14)
# Shifts close by themselves within days: more than this wait for nobody.
SHIFTS_READ = 60


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    doors: int
    conversations: int

    @property
    def goal_percent(self) -> int:
        goal = self.campaign.goal_conversations
        return min(100, 100 * self.conversations // goal) if goal else 0


@dataclass(frozen=True)
class Overview:
    """The coordinator's home: what asks attention, what is coming, where the campaigns stand.

    Only the own organisation's; of campaigns below it just that they run (``below``): what came of them stays there.
    """

    # Where most happens first.
    campaigns: list[CampaignRow]
    shifts: list[Shift]
    unanswered_reports: list[SafetyReport]
    to_debrief: list[Shift]
    # Shifts with entries that wait for a decision, and how many each has.
    held: list[tuple[Shift, int]]
    conversations: int
    below: int
    # Of each organisation one sees outcomes of and that has groups below it.
    together: list[TogetherLine]
    # Where one is an admin oneself.
    to_guard: list[Organisation]


def campaign_rows(campaigns: QuerySet[Campaign]) -> list[CampaignRow]:
    """With what was done at their doors so far; two queries, one where there is no campaign."""
    found = list(campaigns)
    totals = (
        DoorWeek.objects.filter(campaign__in=found)
        .values_list("campaign")
        .annotate(doors=Sum("count"), talks=Sum("count", filter=Q(outcome=Outcome.CONVERSATION)))
    )
    counts = {campaign: (int(doors or 0), int(talks or 0)) for campaign, doors, talks in totals}
    return [CampaignRow(c, *counts.get(c.pk, (0, 0))) for c in found]


def overview(user: User, *, now: datetime) -> Overview | None:
    """At most nine questions, however many campaigns and groups. None for who coordinates nowhere."""
    own = list(organisations_to_see_together(user).annotate(has_groups=_HAS_GROUPS, is_admin=_is_admin(user)))
    if not own:
        return None
    today = timezone.localdate(now)
    rows = campaign_rows(campaigns_to_see(user).filter(ends_on__gte=today))
    running = campaigns_to_manage(user).filter(starts_on__lte=today, ends_on__gte=today)
    keys = [row.campaign.pk for row in rows]
    reports = SafetyReport.objects.filter(shift__campaign__in=keys, called_back_at=None)
    shifts = Shift.objects.filter(campaign__in=keys).select_related("campaign")
    coming, ended = _open_shifts(shifts, user=user, now=now)
    return Overview(
        campaigns=sorted(rows, key=lambda row: -row.doors),
        shifts=coming[:6],
        unanswered_reports=list(reports.select_related("shift__campaign")[:10]),
        to_debrief=ended[:10],
        held=shifts_with_held(shifts)[:10],
        conversations=sum(row.conversations for row in rows),
        below=running.exclude(pk__in=keys).count(),
        together=[together_line(each, today=today) for each in own if each.has_groups],
        to_guard=[each for each in own if each.is_admin],
    )


_HAS_GROUPS = Exists(Organisation.objects.filter(parent=OuterRef("pk")).order_by())


def _is_admin(user: User) -> Exists:
    role = Membership.Role.ADMIN
    return Exists(Membership.objects.holding().filter(user=user, organisation=OuterRef("pk"), role=role))


def _open_shifts(shifts: QuerySet[Shift], *, user: User, now: datetime) -> tuple[list[Shift], list[Shift]]:
    """Those to come soon, and those that have ended and wait for somebody; from one question, the oldest first."""
    coming = Q(state=Shift.State.PLANNED, ends_at__gte=now, starts_at__lt=now + SOON)
    ended = Q(state=Shift.State.PLANNED, ends_at__lt=now) | Q(state=Shift.State.OPENED)
    rows = list(with_counts(shifts.filter(coming | ended), user=user).order_by("starts_at")[:SHIFTS_READ])
    waiting = [row for row in rows if row.state == Shift.State.OPENED or row.ends_at < now]
    return [row for row in rows if row not in waiting], waiting

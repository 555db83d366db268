from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from canvass.campaigns.access import campaigns_to_manage
from canvass.campaigns.models import Campaign
from conversations.doorstep.models import Outcome, SafetyReport
from conversations.doorstep.queries import shifts_with_held
from conversations.insight.access import campaigns_to_see, organisations_to_see_together
from conversations.insight.dashboards.together import TogetherLine, together_line
from conversations.insight.debriefs.queries import shifts_to_look_back_on
from conversations.insight.models import DoorCount
from volunteers.people.models import Membership, Organisation, User
from volunteers.shifts.access import shifts_to_see
from volunteers.shifts.models import Assignment, Shift, SignUp
from volunteers.shifts.queries import with_counts

SOON = timedelta(days=14)


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


@dataclass(frozen=True)
class VolunteerHome:
    next_shift: Shift | None
    has_route: bool
    open_shifts: list[Shift]
    shifts_walked: int
    to_look_back_on: list[Shift]


def campaign_rows(campaigns: QuerySet[Campaign]) -> list[CampaignRow]:
    """With what was done at their doors so far; two queries."""
    totals = (
        DoorCount.objects.filter(campaign__in=campaigns)
        .values_list("campaign")
        .annotate(doors=Sum("count"), talks=Sum("count", filter=Q(outcome=Outcome.CONVERSATION)))
    )
    counts = {campaign: (int(doors or 0), int(talks or 0)) for campaign, doors, talks in totals}
    return [CampaignRow(c, *counts.get(c.pk, (0, 0))) for c in campaigns]


def overview(user: User, *, now: datetime) -> Overview:
    today = timezone.localdate(now)
    campaigns = campaigns_to_see(user).filter(ends_on__gte=today)
    rows = campaign_rows(campaigns)
    running = campaigns_to_manage(user).filter(starts_on__lte=today, ends_on__gte=today)
    shifts = Shift.objects.filter(campaign__in=campaigns).select_related("campaign")
    coming = shifts.filter(state=Shift.State.PLANNED, ends_at__gte=now, starts_at__lt=now + SOON)
    unanswered = SafetyReport.objects.filter(shift__campaign__in=campaigns, called_back_at=None)
    ended = shifts.filter(Q(state=Shift.State.PLANNED, ends_at__lt=now) | Q(state=Shift.State.OPENED))
    return Overview(
        campaigns=rows,
        shifts=list(with_counts(coming, user=user).order_by("starts_at")[:6]),
        unanswered_reports=list(unanswered.select_related("shift__campaign")[:10]),
        to_debrief=list(ended.order_by("starts_at")[:10]),
        held=shifts_with_held(shifts)[:10],
        conversations=sum(row.conversations for row in rows),
        below=running.exclude(pk__in=[row.campaign.pk for row in rows]).count(),
        together=[
            together_line(organisation, today=today)
            for organisation in organisations_to_see_together(user).filter(children__isnull=False).distinct()
        ],
        to_guard=list(Organisation.objects.filter(memberships__user=user, memberships__role=Membership.Role.ADMIN)),
    )


def volunteer_home(user: User, *, now: datetime) -> VolunteerHome:
    coming = with_counts(shifts_to_see(user).filter(state=Shift.State.PLANNED, ends_at__gte=now), user=user)
    shifts = list(coming.order_by("starts_at")[:8])
    mine = [shift for shift in shifts if getattr(shift, "mine", 0)]
    return VolunteerHome(
        next_shift=mine[0] if mine else None,
        has_route=bool(mine)
        and Assignment.objects.filter(duo__shift=mine[0], duo__members__volunteer=user, returned_at=None).exists(),
        open_shifts=[shift for shift in shifts if not getattr(shift, "mine", 0)],
        shifts_walked=SignUp.objects.filter(
            volunteer=user, state=SignUp.State.GOING, shift__state=Shift.State.CLOSED
        ).count(),
        to_look_back_on=shifts_to_look_back_on(user, now=now),
    )

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from canvass.campaigns.access import campaigns_to_manage
from canvass.campaigns.models import Campaign
from conversations.doorstep.models import OPENED_OUTCOMES, DoorEvent, Outcome, SafetyReport, SealedConversation, Walk
from conversations.insight.access import campaigns_to_see
from conversations.insight.doors import door_results
from conversations.insight.models import DoorCount, ShiftSummary
from conversations.statistics.paired import MeanChange, PairedSums, mean_change
from volunteers.people.models import User
from volunteers.shifts.access import shifts_to_see
from volunteers.shifts.models import Assignment, Shift, SignUp
from volunteers.shifts.queries import with_counts

SOON = timedelta(days=14)
SUMS = ("sum_open", "sum_close", "sum_open_sq", "sum_close_sq", "sum_cross")


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    doors: int
    conversations: int


@dataclass(frozen=True)
class Overview:
    """The coordinator's home: what asks attention, what is coming, where the campaigns stand.

    Only the own organisation's; of campaigns below it just that they run (``below``): what came of them stays there.
    """

    campaigns: list[CampaignRow]
    shifts: list[Shift]
    unanswered_reports: list[SafetyReport]
    to_debrief: list[Shift]
    conversations: int
    below: int


@dataclass(frozen=True)
class VolunteerHome:
    next_shift: Shift | None
    has_route: bool
    open_shifts: list[Shift]
    shifts_walked: int


@dataclass(frozen=True)
class Debrief:
    """A shift's evening: counts always, numbers only where the frozen summary has them."""

    tried: int
    opened: int
    conversations: int
    waiting: int
    still_out: list[Walk]
    ratings: MeanChange | None
    reports: list[SafetyReport]
    summary: ShiftSummary | None


def overview(user: User, *, now: datetime) -> Overview:
    today = timezone.localdate(now)
    campaigns = campaigns_to_see(user).filter(ends_on__gte=today)
    totals = (
        DoorCount.objects.filter(campaign__in=campaigns)
        .values_list("campaign")
        .annotate(doors=Sum("count"), talks=Sum("count", filter=Q(outcome=Outcome.CONVERSATION)))
    )
    counts = {campaign: (int(doors or 0), int(talks or 0)) for campaign, doors, talks in totals}
    rows = [CampaignRow(c, *counts.get(c.pk, (0, 0))) for c in campaigns]
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
        conversations=sum(row.conversations for row in rows),
        below=running.exclude(pk__in=[row.campaign.pk for row in rows]).count(),
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
    )


def debrief(shift: Shift) -> Debrief:
    summary = ShiftSummary.objects.filter(shift=shift).first()
    if summary is None or DoorEvent.objects.filter(shift=shift).exists():
        results = door_results(shift)
        tried, opened = len(results), sum(r.outcome in OPENED_OUTCOMES for r in results)
        talks = sum(r.outcome == Outcome.CONVERSATION for r in results)
    else:
        tried = sum(row[3] for row in summary.counted)
        opened = sum(row[3] for row in summary.counted if row[2] in OPENED_OUTCOMES)
        talks = sum(row[3] for row in summary.counted if row[2] == Outcome.CONVERSATION)
    walks = Walk.objects.filter(shift=shift, back_at=None).select_related("assignment__duo", "assignment__turf")
    return Debrief(
        tried=tried,
        opened=opened,
        conversations=talks,
        waiting=SealedConversation.objects.filter(shift=shift).aggregate(n=Count("pk"))["n"],
        still_out=list(walks),
        ratings=_frozen_change(summary),
        reports=list(SafetyReport.objects.filter(shift=shift).select_related("owner").order_by("reported_at")),
        summary=summary,
    )


def _frozen_change(summary: ShiftSummary | None) -> MeanChange | None:
    kept = summary.ratings if summary else None
    if not kept or "sum_open" not in kept:
        return None
    sums = PairedSums(n=kept["pairs"], missing=kept["opened"] - kept["pairs"], **{key: kept[key] for key in SUMS})
    return mean_change(sums)

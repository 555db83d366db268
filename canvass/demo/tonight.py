"""The shift of tonight, with duos, a route on the demo volunteer's phone, and shifts to come that need people."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.demo.history import LONG, MEETING_PLACE
from canvass.demo.people import SAFETY_PHONE, Movement
from canvass.turf.models import Turf
from conversations.doorstep.access import READ_BEFORE
from volunteers.shifts.duos import hand_out, suggest_duos
from volunteers.shifts.models import Shift
from volunteers.shifts.planning import plan_shift
from volunteers.shifts.signups import sign_up

TONIGHT = time(18, 30)
GOING = 6
# Days ahead, campaign (0 is the running one), and how many signed up.
COMING = ((3, 0, 4), (7, 0, 1), (4, 1, 5))
PLACES = 12


@transaction.atomic
def plan_tonight(*, campaign: Campaign, movement: Movement, now: datetime) -> Shift:
    """Today's shift, or the one that is there."""
    today = timezone.localtime(now).date()
    zone = timezone.get_current_timezone()
    running = Shift.objects.filter(
        campaign=campaign, state=Shift.State.PLANNED, ends_at__gt=now,
        starts_at__lt=datetime.combine(today + timedelta(days=1), time(0), tzinfo=zone),
    ).first()  # fmt: skip
    if running:
        return running
    shift = _plan(campaign, tonight_starts(now))
    for volunteer in movement.volunteers[:GOING]:
        sign_up(shift=shift, volunteer=volunteer, now=now)
    duos = suggest_duos(shift=shift)
    # The walker's duo first; the last duo waits for its coordinator.
    duos.sort(key=lambda duo: not duo.members.filter(volunteer=movement.walker).exists())
    for duo, turf in zip(duos[:-1], _free_turfs(campaign), strict=False):
        hand_out(duo=duo, turf=turf)
    return shift


def tonight_starts(now: datetime) -> datetime:
    """This evening; or at once, when that is past, or so far off that no phone gets its route yet."""
    this_minute = timezone.localtime(now).replace(second=0, microsecond=0)
    evening = datetime.combine(this_minute.date(), TONIGHT, tzinfo=timezone.get_current_timezone())
    return evening if timedelta() < evening - now < READ_BEFORE else this_minute


@transaction.atomic
def plan_coming(*, campaigns: tuple[Campaign, Campaign], movement: Movement, now: datetime) -> int:
    """Shifts of the days to come, where there are none."""
    today = timezone.localtime(now).date()
    zone = timezone.get_current_timezone()
    tomorrow = datetime.combine(today + timedelta(days=1), time(0), tzinfo=zone)
    planned = 0
    empty = [not Shift.objects.filter(campaign=campaign, starts_at__gte=tomorrow).exists() for campaign in campaigns]
    for days, which, going in COMING:
        if not empty[which]:
            continue
        shift = _plan(campaigns[which], datetime.combine(today + timedelta(days=days), TONIGHT, tzinfo=zone))
        # Not the demo's own volunteer, who can sign up for these.
        for volunteer in movement.volunteers[1 : 1 + going]:
            sign_up(shift=shift, volunteer=volunteer, now=now)
        planned += 1
    return planned


def _plan(campaign: Campaign, start: datetime) -> Shift:
    return plan_shift(
        campaign=campaign, starts_at=start, ends_at=start + LONG, meeting_place=MEETING_PLACE, places=PLACES,
        safety_phone=SAFETY_PHONE,
    )  # fmt: skip


def _free_turfs(campaign: Campaign) -> list[Turf]:
    """Published, not handed out before; failing that, the ones walked longest ago."""
    turfs = Turf.objects.filter(plan__campaign=campaign, plan__state="published").select_related("plan")
    fresh = list(turfs.filter(assignments=None).order_by("plan_id", "number"))
    return fresh or list(turfs.order_by("plan_id", "number"))

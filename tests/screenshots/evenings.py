"""Shifts for the pictures: one that is being walked, one whose people are back, and one that nobody joined."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.demo.people import SAFETY_PHONE, make_movement
from canvass.turf.models import Turf
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.models import DoorEvent, SafetyReport, Walk
from conversations.insight.debriefs.reflecting import allow_moments, look_back
from conversations.insight.opening import open_shift
from tests.screenshots.shot import COORDINATOR, VOLUNTEER
from volunteers.people.models import User
from volunteers.shifts.duos import hand_out, suggest_duos
from volunteers.shifts.models import DuoMember, Shift
from volunteers.shifts.planning import plan_shift
from volunteers.shifts.presence import everyone_present
from volunteers.shifts.signups import sign_up

NOW = timezone.now()
OUTCOMES = ("not_home", "conversation", "not_interested", "not_home", "come_back", "not_home", "sticker", "not_home")


def evenings(keys: dict[str, Any]) -> dict[str, Any]:
    """A shift that is being walked, one that is back, and the demo's own: tonight's, a coming and a closed one."""
    running = Campaign.objects.get(pk=keys["campaign"])
    shifts = Shift.objects.filter(campaign=running).exclude(meeting_place__startswith="Wijkgebouw")
    planned = shifts.filter(state="planned").order_by("starts_at")
    tonight = planned.filter(duos__members__volunteer__email=VOLUNTEER).first()
    coming = planned.filter(starts_at__gt=NOW + timedelta(days=2)).first()
    closed = shifts.filter(state="closed").order_by("starts_at")
    reported = closed.filter(safety_reports__isnull=False).last() or closed.last()
    assert tonight
    assert coming
    assert reported
    out = _evening(running, "Wijkgebouw De Brug", keys["turf_entrances"], hours=1)
    SafetyReport.objects.filter(shift=out).delete()
    report = SafetyReport.objects.create(
        id=uuid.uuid4(), shift=out, owner=_members(out)[0], about="street", street="Wilgenlaan"
    )
    SafetyReport.objects.filter(pk=report.pk).update(reported_at=NOW - timedelta(minutes=20))
    everyone_present(shift=out, now=NOW)
    back = _evening(running, "Wijkgebouw De Schakel", None, hours=4)
    open_shift(shift=back, now=NOW)
    _look_back(back)
    horizon = "Wijkgebouw De Horizon"
    empty = Shift.objects.filter(campaign=running, meeting_place=horizon).first() or plan_shift(
        campaign=running, starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9, hours=2),
        meeting_place=horizon, places=8, safety_phone=SAFETY_PHONE,
    )  # fmt: skip
    return {
        "shift": tonight.pk,
        "shift_coming": coming.pk,
        "shift_closed": reported.pk,
        "shift_empty": empty.pk,
        "shift_out": out.pk,
        "shift_opened": back.pk,
        "walker_of_entrances": _members(out)[0].email,
        "sheet": str(out.duos.first().assignments.get().pk),
        "sheet_walker": _members(out)[0].pk,
        "report": str(report.pk),
    }


def _look_back(shift: Shift) -> None:
    """Four answered and one has yet to."""
    duo = shift.duos.first()
    assert duo
    allow_moments(campaign=shift.campaign, allowed=True, by=User.objects.get(email=COORDINATOR))
    for number, person in enumerate(make_movement().volunteers[-4:]):
        look_back(
            shift=shift, volunteer=person, mood=("good", "light", "good", "heavy")[number], shifted_in_me="little",
            fine=("Ik durfde mijn eigen verhaal te vertellen.", "")[number % 2],
            hard=("", "Drie deuren op rij dicht.")[number % 2], now=NOW,
        )  # fmt: skip
    DuoMember.objects.get_or_create(shift=shift, volunteer=User.objects.get(email=VOLUNTEER), defaults={"duo": duo})


def _members(shift: Shift) -> list[User]:
    return [member.volunteer for member in shift.duos.first().members.select_related("volunteer").order_by("pk")]


def _evening(campaign: Campaign, place: str, turf_id: int | None, *, hours: int) -> Shift:
    """Begun ``hours`` ago, with two duos; the first walks a turf and has logged some doors."""
    start = NOW - timedelta(hours=hours)
    there = Shift.objects.filter(campaign=campaign, meeting_place=place).first()
    if there:
        return there
    shift = plan_shift(
        campaign=campaign, starts_at=start, ends_at=start + timedelta(hours=2, minutes=30), meeting_place=place,
        places=12, safety_phone=SAFETY_PHONE,
    )  # fmt: skip
    for volunteer in make_movement().volunteers[-4:]:
        sign_up(shift=shift, volunteer=volunteer, now=start - timedelta(days=1))
    ensure_shift_key(shift=shift)
    duo = suggest_duos(shift=shift)[0]
    turfs = Turf.objects.filter(plan__campaign=campaign, plan__state="published").order_by("pk")
    turf = turfs.get(pk=turf_id) if turf_id else turfs.filter(assignments=None).last() or turfs.last()
    assert turf
    walk = Walk.objects.create(assignment=hand_out(duo=duo, turf=turf), shift=shift)
    owner = duo.members.first().volunteer
    stops = turf.stops.order_by("position")[: len(OUTCOMES)]
    for minutes, (stop, outcome) in enumerate(zip(stops, OUTCOMES, strict=False)):
        at = start + timedelta(minutes=12 + 6 * minutes)
        DoorEvent.objects.create(
            id=uuid.uuid4(), walk=walk, shift=shift, address_id=stop.address_id, owner=owner, outcome=outcome,
            payload_hash=bytes(32), logged_at=at, sent_at=at, corrected_at=at,
        )  # fmt: skip
    return shift

"""Eight weeks of made-up evenings, walked, opened and closed by the product's own verbs, as if on their days."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.demo.campaigns import WEEKS_GONE
from canvass.demo.people import SAFETY_PHONE, Movement
from canvass.demo.talks import invent_talk, seal
from canvass.turf.models import DoorState, Stop, Turf
from canvass.turf.queries import doors_in_order
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.models import DoorEvent, Outcome, SafetyReport, SealedConversation, Walk
from conversations.insight.closing import close_shift, destroy_old_keys
from conversations.insight.intake import take_in
from conversations.insight.models import Intake
from conversations.insight.opening import open_shift
from volunteers.people.models import User
from volunteers.shifts.duos import hand_out, suggest_duos, take_back
from volunteers.shifts.models import Assignment, Duo, Shift, SignUp
from volunteers.shifts.planning import plan_shift
from volunteers.shifts.signups import sign_up

MEETING_PLACE = "Buurthuis De Linde, Marktstraat 40"
LONG = timedelta(hours=2, minutes=30)
DOOR_TIME = timedelta(hours=2)
AT_A_SHIFT = 6
# One evening a week, on changing weekdays (Monday is 0), and Saturday: start, and the share of doors that open then.
EVENINGS = (((1, 3, 2), time(18, 30), 0.29), ((5,), time(13, 0), 0.33))
# What comes of a door that opens, and of one that stays shut; of a thousand.
OPEN = ((Outcome.CONVERSATION, 265), (Outcome.COME_BACK, 170), (Outcome.NOT_INTERESTED, 510),
        (Outcome.NO_SHARED_LANGUAGE, 40), (Outcome.DO_NOT_RING, 15))  # fmt: skip
SHUT = ((Outcome.NOT_HOME, 925), (Outcome.STICKER, 45), (Outcome.NO_ACCESS, 20), (Outcome.NO_ADDRESS, 10))
SECONDS = {Outcome.CONVERSATION: 840, Outcome.COME_BACK: 110, Outcome.NOT_INTERESTED: 105}
OTHER_SECONDS = 85
# From this week on, one duo of three goes back to streets that were walked before.
SECOND_VISITS_FROM = 4


@dataclass(frozen=True)
class Evening:
    week: int
    number: int
    starts_at: datetime
    open_share: float


def walk_history(*, campaign: Campaign, movement: Movement, seed: int) -> int:
    """How many shifts were added. Stopped half-way it goes on where it was."""
    added = 0
    evenings = evenings_of(campaign)
    for evening in evenings:
        if not Shift.objects.filter(campaign=campaign, starts_at=evening.starts_at).exists():
            walk_evening(campaign, movement, evening, Random(f"{seed}/{evening.number}"))
            added += 1
        if evening.number % len(EVENINGS) == 0:
            _weekly_intake(evening.starts_at + timedelta(days=1))
    return added


def evenings_of(campaign: Campaign) -> list[Evening]:
    zone = timezone.get_current_timezone()
    found: list[Evening] = []
    for week in range(WEEKS_GONE):
        for weekdays, start, share in EVENINGS:
            day = campaign.starts_on + timedelta(weeks=week, days=weekdays[week % len(weekdays)])
            found.append(Evening(week, len(found) + 1, datetime.combine(day, start, tzinfo=zone), share))
    return found


@transaction.atomic
def walk_evening(campaign: Campaign, movement: Movement, evening: Evening, random: Random) -> None:
    start, end = evening.starts_at, evening.starts_at + LONG
    shift = plan_shift(
        campaign=campaign, starts_at=start, ends_at=end, meeting_place=MEETING_PLACE, places=12,
        safety_phone=SAFETY_PHONE,
    )  # fmt: skip
    asked = start - timedelta(days=4)
    for volunteer in random.sample(movement.volunteers, AT_A_SHIFT):
        sign_up(shift=shift, volunteer=volunteer, now=asked)
    SignUp.objects.filter(shift=shift).update(created_at=asked, checked_in_at=start, checked_out_at=end)
    key = ensure_shift_key(shift=shift)
    for place, duo in enumerate(suggest_duos(shift=shift)):
        again = place == 0 and evening.week >= SECOND_VISITS_FROM
        turf = _next_turf(campaign, again=again, random=random)
        if turf is None:
            continue
        assignment = hand_out(duo=duo, turf=turf)
        Assignment.objects.filter(pk=assignment.pk).update(handed_out_at=start)
        events, talks = _walk(assignment, shift, _members(duo), evening.open_share, random)
        DoorEvent.objects.bulk_create(events)
        area = turf.plan.neighbourhood.code
        SealedConversation.objects.bulk_create(
            seal(invent_talk(campaign, area=area, random=random), key=key, owner_id=talker) for talker in talks
        )
        take_back(assignment=assignment, now=end)
    _unsafe(shift, movement, evening)
    open_shift(shift=shift, now=end)
    close_shift(shift=shift, by=movement.coordinator, now=end + timedelta(minutes=30))
    destroy_old_keys(now=end + timedelta(days=1))


def _next_turf(campaign: Campaign, *, again: bool, random: Random) -> Turf | None:
    """The first that nobody walked yet; or, to go back, one that was walked weeks ago."""
    turfs = Turf.objects.filter(plan__campaign=campaign, plan__state="published").select_related("plan__neighbourhood")
    fresh = turfs.filter(assignments=None).order_by("plan_id", "number")
    if not again:
        # In turns from the two neighbourhoods.
        return next(iter(sorted(fresh, key=lambda turf: (turf.number, turf.plan_id))), None)
    walked = turfs.filter(assignments__isnull=False).distinct().order_by("plan_id", "number")
    return random.choice(list(walked)[:12])


def _members(duo: Duo) -> list[User]:
    return [member.volunteer for member in duo.members.select_related("volunteer").order_by("pk")]


def _walk(
    assignment: Assignment, shift: Shift, members: list[User], share: float, random: Random
) -> tuple[list[DoorEvent], list[int]]:
    """Door events until the time is up, and who led each talk."""
    walk = Walk.objects.create(assignment=assignment, shift=shift, back_at=shift.starts_at + LONG)
    at, end = shift.starts_at + timedelta(minutes=10), shift.starts_at + DOOR_TIME
    done = set(
        DoorState.objects.filter(campaign=shift.campaign)
        .exclude(state=DoorState.State.AGAIN)
        .values_list("address_id", flat=True)
    )
    events: list[DoorEvent] = []
    talks: list[int] = []
    for stop in doors_in_order(assignment.turf):
        if stop.address_id in done or at >= end:
            continue
        outcome = _outcome(share, random)
        member = random.choice(members)
        at += timedelta(seconds=random.uniform(0.7, 1.3) * SECONDS.get(outcome, OTHER_SECONDS))
        events.append(_event(walk, stop, member, outcome, at, random))
        if outcome == Outcome.CONVERSATION:
            talks.append(member.pk)
    return events, talks


def _outcome(share: float, random: Random) -> Outcome:
    kinds = OPEN if random.random() < share else SHUT
    return random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]


def _event(walk: Walk, stop: Stop, member: User, outcome: Outcome, at: datetime, random: Random) -> DoorEvent:
    number = uuid4()
    part = random.choice(("evening", "afternoon", "")) if outcome == Outcome.COME_BACK else ""
    return DoorEvent(
        id=number, walk=walk, shift_id=walk.shift_id, address_id=stop.address_id, owner=member, outcome=outcome,
        day_part=part, payload_hash=hashlib.sha256(number.bytes).digest(), logged_at=at, sent_at=at, corrected_at=at,
    )  # fmt: skip


def _unsafe(shift: Shift, movement: Movement, evening: Evening) -> None:
    """Two reports: one long dealt with, and one of the last shift that waits for a call."""
    if evening.number not in (5, WEEKS_GONE * len(EVENINGS)):
        return
    report = SafetyReport.objects.create(
        id=uuid4(), shift=shift, owner=movement.volunteers[evening.number], about="street", street="Polderweg"
    )
    called = shift.ends_at if evening.number == 5 else None
    SafetyReport.objects.filter(pk=report.pk).update(
        reported_at=shift.starts_at + timedelta(minutes=40),
        called_back_at=called,
        called_back_by=movement.coordinator if called else None,
    )


def _weekly_intake(moment: datetime) -> None:
    intake = take_in(now=moment)
    if intake:
        Intake.objects.filter(pk=intake.pk).update(taken_at=moment)

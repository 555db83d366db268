"""The volunteer's home: what comes next, and what one's own rounds came to. Counts only, and beside nobody else's.

A round is told by its evening and its neighbourhood, never by its doors; conversations by the evening of all duos
together, because no row leads from a person to a conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from conversations.insight.dashboards.door_figures import Doors
from conversations.insight.debriefs.queries import shifts_to_look_back_on
from volunteers.people.models import User
from volunteers.shifts.access import shifts_to_see
from volunteers.shifts.models import Assignment, DuoMember, Shift, SignUp
from volunteers.shifts.queries import with_counts

MOST_COMING, MOST_OFFERED, MOST_ROUNDS = 40, 6, 5
DONE = (Shift.State.OPENED, Shift.State.CLOSED)


@dataclass(frozen=True)
class NextShift:
    shift: Shift
    # With whom; empty until duos are made.
    partners: list[str]
    has_route: bool


@dataclass(frozen=True)
class Waiting:
    shift: Shift
    turn: int


@dataclass(frozen=True)
class Round:
    """One evening out: where, and how many doors its route had."""

    starts_at: datetime
    meeting_place: str
    neighbourhoods: list[str]
    doors: int


@dataclass(frozen=True)
class Own:
    """One's own rounds so far; ``evenings`` counts what all duos of those evenings did together."""

    shifts: int
    hours: int
    route_doors: int
    evenings: Doors
    rounds: list[Round]


@dataclass(frozen=True)
class VolunteerHome:
    next: NextShift | None
    waiting: list[Waiting]
    open_shifts: list[Shift]
    to_look_back_on: list[Shift]


def volunteer_home(user: User, *, now: datetime) -> VolunteerHome:
    coming = shifts_to_see(user).filter(ends_at__gte=now, state=Shift.State.PLANNED).select_related("place")
    shifts = list(with_counts(coming, user=user).order_by("starts_at", "pk")[:MOST_COMING])
    mine = [shift for shift in shifts if getattr(shift, "mine", False)]
    queued = [shift for shift in shifts if getattr(shift, "waits", False)]
    others = [shift for shift in shifts if shift not in mine and shift not in queued]
    return VolunteerHome(
        next=_next(mine[0], user) if mine else None,
        waiting=_waiting(queued, user),
        open_shifts=others[:MOST_OFFERED],
        to_look_back_on=shifts_to_look_back_on(user, now=now),
    )


def _next(shift: Shift, user: User) -> NextShift:
    here = DuoMember.objects.filter(shift=shift, duo__members__volunteer=user)
    route = Assignment.objects.filter(duo=OuterRef("duo"), returned_at=None)
    duo = list(here.annotate(route=Exists(route)).values_list("volunteer_id", "volunteer__name", "route"))
    return NextShift(
        shift=shift,
        partners=sorted(name for person, name, _route in duo if person != user.pk),
        has_route=any(has_one for _person, _name, has_one in duo),
    )


def _waiting(shifts: Sequence[Shift], user: User) -> list[Waiting]:
    """With one's turn on each list: its order is that of the sign-ups."""
    if not shifts:
        return []
    rows = SignUp.objects.filter(shift__in=shifts, state=SignUp.State.WAITING).order_by("pk")
    queues: dict[int, list[int]] = {}
    for shift_id, volunteer_id in rows.values_list("shift", "volunteer"):
        queues.setdefault(shift_id, []).append(volunteer_id)
    return [Waiting(shift, queues[shift.pk].index(user.pk) + 1) for shift in shifts if shift.pk in queues]


def own_rounds(user: User) -> Own:
    walked = Q(state=SignUp.State.GOING, shift__state__in=DONE)
    rows = list(
        SignUp.objects.filter(walked, volunteer=user).values_list(
            "shift__starts_at", "shift__ends_at", "shift__summary__counted"
        )
    )
    evenings: dict[str, int] = {}
    for _start, _end, counted in rows:
        for _area, _week, outcome, number in counted or ():
            evenings[outcome] = evenings.get(outcome, 0) + number
    rounds = _rounds(user)
    return Own(
        shifts=len(rows),
        hours=round(sum((end - start for start, end, _counted in rows), timedelta()) / timedelta(hours=1)),
        route_doors=sum(each.doors for each in rounds),
        evenings=Doors.of(evenings),
        rounds=rounds[:MOST_ROUNDS],
    )


def _rounds(user: User) -> list[Round]:
    """The newest first; who walked along without doors has none of them."""
    rows = DuoMember.objects.filter(volunteer=user, observes=False, shift__state__in=DONE)
    found: dict[int, Round] = {}
    for shift, start, place, doors, neighbourhood in (
        rows.filter(duo__assignments__isnull=False)
        .order_by("-shift__starts_at", "shift", "duo__assignments__handed_out_at")
        .values_list(
            "shift",
            "shift__starts_at",
            "shift__meeting_place",
            "duo__assignments__turf__door_count",
            "duo__assignments__turf__plan__neighbourhood__name",
        )
    ):
        before = found.get(shift, Round(start, place, [], 0))
        names = before.neighbourhoods + ([neighbourhood] if neighbourhood not in before.neighbourhoods else [])
        found[shift] = Round(start, place, names, before.doors + doors)
    return list(found.values())

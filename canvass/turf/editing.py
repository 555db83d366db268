"""Changing a draft by hand: split, join, move street sides, lock, name. Every change can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max

from canvass.campaigns.federation.resting import Face
from canvass.places.models import Address
from canvass.turf.drafts import DraftError, locked_draft
from canvass.turf.history import Change, record, record_fields
from canvass.turf.models import PlanEdit, Turf, TurfPlan
from canvass.turf.snapshots import TurfCopy, copies
from canvass.turf.streets import Projection
from canvass.turf.walking import addresses_by_id, turf_copies, two_walks, walks


class TurfGone(DraftError):
    """The turf, or the street side in it, is not there any more."""


class TurfLocked(DraftError):
    """A locked turf stays as it is."""


class TooFewDoors(DraftError):
    """One door cannot be split, and no turf may be left without doors."""


@transaction.atomic
def split_turf(*, turf: Turf, at: str | None = None) -> Change:
    """Two turfs of about the same work; the first keeps the number."""
    plan = locked_draft(turf.plan_id, at=at)
    (before,) = _open_turfs(plan, [turf.pk])
    if len(before.stops) < 2:
        raise TooFewDoors
    doors = addresses_by_id(before.addresses)
    projection = Projection.of(plan.neighbourhood)
    halves = two_walks(plan, [doors[pk] for pk in before.addresses], projection)
    # The half where the walk began keeps the number.
    halves.sort(key=lambda half: before.addresses[0] not in {stop.door for stop in half.stops})
    keeping = [(before.id, before.number), (None, _free_number(plan))]
    after = turf_copies(plan, halves, doors, projection, instead_of=[before], keeping=keeping)
    return record(plan, PlanEdit.Kind.BISECT, before=[before], after=after)


@transaction.atomic
def join_turfs(*, turf: Turf, other_id: int, at: str | None = None) -> Change:
    """One turf of both; the first keeps its number."""
    plan = locked_draft(turf.plan_id, at=at)
    if other_id == turf.pk:
        raise TurfGone
    before = _open_turfs(plan, [turf.pk, other_id])
    doors = addresses_by_id([*before[0].addresses, *before[1].addresses])
    after = _walked(plan, [(before[0], list(doors.values()))], before, doors)
    return record(plan, PlanEdit.Kind.MERGE, before=before, after=after)


@transaction.atomic
def move_faces(*, turf: Turf, faces: Collection[Face], to_id: int, at: str | None = None) -> Change:
    """Street sides (segment and side) change to another turf; both walks are planned anew."""
    plan = locked_draft(turf.plan_id, at=at)
    if to_id == turf.pk:
        raise TurfGone
    before = _open_turfs(plan, [turf.pk, to_id])
    doors = addresses_by_id([*before[0].addresses, *before[1].addresses])
    own = [doors[pk] for pk in before[0].addresses]
    moving = [door for door in own if (door.segment_id, door.side) in faces]
    if not moving:
        raise TurfGone
    if len(moving) == len(own):
        raise TooFewDoors
    staying = [door for door in own if (door.segment_id, door.side) not in faces]
    theirs = [doors[pk] for pk in before[1].addresses]
    after = _walked(plan, [(before[0], staying), (before[1], [*theirs, *moving])], before, doors)
    return record(plan, PlanEdit.Kind.MOVE, before=before, after=after)


@transaction.atomic
def set_locked(*, turf: Turf, locked: bool, at: str | None = None) -> Change:
    plan = locked_draft(turf.plan_id, at=at)
    held = _turf(plan, turf.pk)
    return record_fields(plan, PlanEdit.Kind.LOCK if locked else PlanEdit.Kind.UNLOCK, held, locked=locked)


@transaction.atomic
def rename_turf(*, turf: Turf, name: str, at: str | None = None) -> Change:
    plan = locked_draft(turf.plan_id, at=at)
    held = _turf(plan, turf.pk)
    change = record_fields(plan, PlanEdit.Kind.RENAME, held, name=name)
    turf.name = name
    return change


def _walked(
    plan: TurfPlan,
    turfs: Sequence[tuple[TurfCopy, list[Address]]],
    before: Sequence[TurfCopy],
    doors: dict[int, Address],
) -> list[TurfCopy]:
    """Each turf with these doors, walked anew under its own number."""
    projection = Projection.of(plan.neighbourhood)
    planned = walks(plan, [some for _, some in turfs], projection)
    keeping = [(copy.id, copy.number) for copy, _ in turfs]
    return turf_copies(plan, planned, doors, projection, instead_of=before, keeping=keeping)


def _turf(plan: TurfPlan, turf_id: int) -> Turf:
    turf = Turf.objects.filter(plan=plan, pk=turf_id).first()
    if turf is None:
        raise TurfGone
    return turf


def _open_turfs(plan: TurfPlan, ids: Sequence[int]) -> list[TurfCopy]:
    """Copies in the order asked for; none of them locked."""
    found = {copy.id: copy for copy in copies(Turf.objects.filter(plan=plan, pk__in=ids))}
    if len(found) != len(ids):
        raise TurfGone
    if any(copy.locked for copy in found.values()):
        raise TurfLocked
    return [found[pk] for pk in ids]


def _free_number(plan: TurfPlan) -> int:
    return (Turf.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1

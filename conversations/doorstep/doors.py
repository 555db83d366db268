"""Storing what came of one attempt at one door."""

from __future__ import annotations

from django.utils.translation import gettext as _

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import Stop
from conversations.doorstep.batch import CONFLICT, CREATED, DUPLICATE, Batch
from conversations.doorstep.errors import Refused
from conversations.doorstep.items import DOOR, UNDO, Item, malformed
from conversations.doorstep.models import DoorEvent, Outcome, Walk
from conversations.doorstep.seen import must_be_same
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift


def store_door(batch: Batch, item: Item, assignment: Assignment) -> str:
    shift, stop = assignment.duo.shift, stop_on_route(item, assignment)
    _check_superseded(item, shift, stop.address_id)
    walk, _made = Walk.objects.get_or_create(assignment=assignment, defaults={"shift": shift})
    event = DoorEvent(
        **batch.logged(item),
        walk=walk,
        shift=shift,
        address_id=stop.address_id,
        outcome=item.outcome,
        taken_back=item.kind == UNDO,
        supersedes=item.supersedes,
        day_part=item.day_part,
    )
    status = _insert(event, item)
    others = DoorEvent.objects.filter(shift=shift, address_id=stop.address_id, taken_back=False)
    return CONFLICT if others.exclude(owner=batch.user).exists() else status


def stop_on_route(item: Item, assignment: Assignment) -> Stop:
    stops = Stop.objects.filter(turf_id=assignment.turf_id).select_related("address")
    stop = stops.filter(pk=item.stop).first() if item.stop else None
    if stop is None:
        raise Refused("no_such_door", _("This door is not on your route."))
    return stop


def is_wish(item: Item) -> bool:
    """A resident asked that nobody rings again."""
    return item.kind == DOOR and item.outcome == Outcome.DO_NOT_RING


def honour_wish(batch: Batch, item: Item, assignment: Assignment) -> None:
    """However late it comes in."""
    stop = stop_on_route(item, assignment)
    record_wishes(address_ids=[stop.address_id], on=batch.received_at.date())


def honour_old_wish(batch: Batch, item: Item) -> str:
    """Nothing else is taken of a route so long ago; nothing but the register learns of this."""
    user: User = batch.user
    walked = Assignment.objects.filter(pk=item.assignment, duo__members__volunteer=user)
    assignment = walked.select_related("duo__shift").first() if is_wish(item) else None
    if assignment is None or assignment.duo.shift.starts_at > batch.received_at:
        raise Refused("not_yours", _("This route is not yours, or its shift is too long ago."))
    honour_wish(batch, item, assignment)
    return CREATED


def door_stored_before(item: Item) -> bool:
    stored = DoorEvent.objects.filter(pk=item.id).values_list("payload_hash", flat=True).first()
    if stored is not None:
        must_be_same(bytes(stored), item.digest)
    return stored is not None


def _insert(event: DoorEvent, item: Item) -> str:
    """``ON CONFLICT DO NOTHING`` covers the id and the rule that an event is superseded once."""
    DoorEvent.objects.bulk_create([event], ignore_conflicts=True)
    if door_stored_before(item):
        return CREATED
    # Two corrections of one event, from two tabs: both stay, side by side.
    event.supersedes = None
    DoorEvent.objects.bulk_create([event], ignore_conflicts=True)
    return CONFLICT if door_stored_before(item) else DUPLICATE


def _check_superseded(item: Item, shift: Shift, address_id: int) -> None:
    if item.supersedes is None:
        return
    if item.supersedes == item.id:
        raise malformed("supersedes")
    before = DoorEvent.objects.filter(pk=item.supersedes).only("shift_id", "address_id").first()
    if before and (before.shift_id, before.address_id) != (shift.pk, address_id):
        raise Refused("not_yours", _("The entry that this one corrects belongs to another door."))

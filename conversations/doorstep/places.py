"""Storing what came of a street door, and notes on a place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from canvass.turf.models import Stop
from conversations.doorstep.batch import CREATED, Batch
from conversations.doorstep.doors import stop_on_route
from conversations.doorstep.errors import Refused
from conversations.doorstep.items import Item
from conversations.doorstep.models import EntranceEvent, NoteEvent, Walk
from conversations.doorstep.seen import must_be_same
from volunteers.shifts.models import Assignment


def store_entrance(batch: Batch, item: Item, assignment: Assignment) -> str:
    entrance = entrance_on_route(item, assignment)
    shift = assignment.duo.shift
    walk, _made = Walk.objects.get_or_create(assignment=assignment, defaults={"shift": shift})
    event = EntranceEvent(**batch.logged(item), walk=walk, shift=shift, entrance_id=entrance, outcome=item.outcome)
    EntranceEvent.objects.bulk_create([event], ignore_conflicts=True)
    stored_place_before(EntranceEvent, item)
    return CREATED


def store_note(batch: Batch, item: Item, assignment: Assignment) -> str:
    address_id = stop_on_route(item, assignment).address_id if item.stop else None
    entrance_id = None if item.stop else entrance_on_route(item, assignment)
    shift = assignment.duo.shift
    walk, _made = Walk.objects.get_or_create(assignment=assignment, defaults={"shift": shift})
    event = NoteEvent(
        **batch.logged(item),
        walk=walk,
        shift=shift,
        address_id=address_id,
        entrance_id=entrance_id,
        code=item.outcome,
        gone=item.gone,
    )
    NoteEvent.objects.bulk_create([event], ignore_conflicts=True)
    stored_place_before(NoteEvent, item)
    return CREATED


def check_place(item: Item, assignment: Assignment) -> None:
    """A door or a street door of this route; raises ``Refused``."""
    if item.entrance is not None:
        entrance_on_route(item, assignment)
    else:
        stop_on_route(item, assignment)


def stored_place_before(model: type[EntranceEvent] | type[NoteEvent], item: Item) -> bool:
    stored = model._default_manager.filter(pk=item.id).values_list("payload_hash", flat=True).first()
    if stored is not None:
        must_be_same(bytes(stored), item.digest)
    return stored is not None


def entrance_on_route(item: Item, assignment: Assignment) -> int:
    behind = Stop.objects.filter(turf_id=assignment.turf_id)
    if item.entrance is None or not behind.filter(address__entrance_id=item.entrance).exists():
        raise Refused("no_such_door", _("This entrance is not on your route."))
    return item.entrance

"""Taking in what a phone logged: every entry exactly once, each judged on its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import OperationalError, transaction

from conversations.doorstep.access import assignments_to_log
from conversations.doorstep.batch import DUPLICATE, HELD, REJECTED, RETRY, Answer, Batch
from conversations.doorstep.doors import door_stored_before, honour_old_wish, store_door
from conversations.doorstep.errors import Refused
from conversations.doorstep.holding import held_before, hold, why_held
from conversations.doorstep.items import BACK, ENTRANCE, NOTE, OUT, SAFETY, Item, parse_item
from conversations.doorstep.models import EntranceEvent, HeldEntry, NoteEvent
from conversations.doorstep.places import store_entrance, store_note, stored_place_before
from conversations.doorstep.seen import seen_before
from conversations.doorstep.walks import store_report, store_walk
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift


class ClosedMeanwhile(Exception):
    """The shift was closed between our looking and our writing."""


@transaction.atomic
def store_batch(*, user: User, raw_items: Sequence[object], sent_at: datetime, now: datetime) -> list[Answer]:
    assignments = {row.pk: row for row in assignments_to_log(user, now=now)}
    batch = Batch(user, sent_at, now, assignments)
    return [_judge(batch, raw) for raw in raw_items]


def store_entry(batch: Batch, item: Item, assignment: Assignment) -> str:
    """Into the running shift's ledger. Raises ``Refused``, or ``ClosedMeanwhile`` when closing was faster."""
    if item.kind == ENTRANCE:
        status = store_entrance(batch, item, assignment)
    elif item.kind == NOTE:
        status = store_note(batch, item, assignment)
    else:
        status = store_door(batch, item, assignment)
    # Our row's key holds the shift now: if closing was faster, it has not seen the row.
    if Shift.objects.filter(pk=assignment.duo.shift_id, state=Shift.State.CLOSED).exists():
        raise ClosedMeanwhile
    return status


def _judge(batch: Batch, raw: object) -> Answer:
    given = raw.get("id") if isinstance(raw, dict) else None
    name = given if isinstance(given, str) and len(given) <= 40 and given.isascii() else ""
    try:
        return Answer(name, _store_or_hold(batch, parse_item(raw)))
    except Refused as refusal:
        return Answer(name, REJECTED, refusal.code, refusal.text)
    except OperationalError:
        # A deadlock or a lost connection says nothing about the entry.
        return Answer(name, RETRY)


def _store_or_hold(batch: Batch, item: Item) -> str:
    try:
        with transaction.atomic():
            return _store(batch, item)
    except ClosedMeanwhile:
        with transaction.atomic():
            return hold(batch, item, batch.assignments[item.assignment], reason=HeldEntry.Reason.LATE)


def _store(batch: Batch, item: Item) -> str:
    assignment = batch.assignments.get(item.assignment)
    if assignment is None:
        return honour_old_wish(batch, item)
    if item.kind == SAFETY:
        return store_report(batch, item, assignment)
    if item.kind in (OUT, BACK):
        return store_walk(batch, item, assignment)
    if seen_before(item.id, item.digest) or _stored_before(item):
        return DUPLICATE
    if held_before(item.id, item.digest):
        return HELD
    reason = why_held(batch, item, assignment)
    return hold(batch, item, assignment, reason=reason) if reason else store_entry(batch, item, assignment)


def _stored_before(item: Item) -> bool:
    if item.kind == ENTRANCE:
        return stored_place_before(EntranceEvent, item)
    return stored_place_before(NoteEvent, item) if item.kind == NOTE else door_stored_before(item)

"""Quarantine: entries that are true perhaps, but too late or from a turf taken back, wait for a coordinator."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from conversations.doorstep.batch import HELD, Batch
from conversations.doorstep.doors import honour_wish, is_wish
from conversations.doorstep.items import UNDO, Item
from conversations.doorstep.models import HeldEntry, Outcome, Walk
from conversations.doorstep.places import check_place
from conversations.doorstep.seen import must_be_same, remember_ids
from volunteers.shifts.models import Assignment, Shift

HELD_FOR = timedelta(days=7)


def why_held(batch: Batch, item: Item, assignment: Assignment) -> str:
    """The reason to keep an entry apart, or nothing."""
    if assignment.duo.shift.state == Shift.State.CLOSED:
        return HeldEntry.Reason.LATE
    if is_wish(item) or (item.kind == UNDO and item.outcome == Outcome.DO_NOT_RING):
        return ""  # a resident's wish waits for nobody; until closing it can be taken back
    if assignment.returned_at is None or batch.moment(item) <= assignment.returned_at:
        return ""
    return "" if _still_theirs(assignment) else HeldEntry.Reason.TAKEN_BACK


def hold(batch: Batch, item: Item, assignment: Assignment, *, reason: str) -> str:
    check_place(item, assignment)
    if is_wish(item):
        honour_wish(batch, item, assignment)
    entry = HeldEntry(
        **batch.logged(item),
        assignment=assignment,
        shift=assignment.duo.shift,
        reason=reason,
        kind=item.kind,
        stop_id=item.stop,
        entrance_id=item.entrance,
        outcome=item.outcome,
        day_part=item.day_part,
        gone=item.gone,
        supersedes=item.supersedes,
    )
    HeldEntry.objects.bulk_create([entry], ignore_conflicts=True)
    held_before(item.id, item.digest)
    return HELD


def held_before(entry_id: UUID, digest: bytes) -> bool:
    stored = HeldEntry.objects.filter(pk=entry_id).values_list("payload_hash", flat=True).first()
    if stored is not None:
        must_be_same(bytes(stored), digest)
    return stored is not None


@transaction.atomic
def forget_held(*, now: datetime) -> int:
    """What nobody decided on in a week goes by itself; a resend of it stays known."""
    due = HeldEntry.objects.select_for_update().filter(received_at__lte=now - HELD_FOR)
    ids = [(str(pk), bytes(digest)) for pk, digest in due.values_list("pk", "payload_hash")]
    remember_ids(ids, now=now)
    HeldEntry.objects.filter(pk__in=[pk for pk, _digest in ids]).delete()
    return len(ids)


def _still_theirs(assignment: Assignment) -> bool:
    """The duo went on to other turf itself, or got this one again: nothing was taken from it."""
    if Walk.objects.filter(assignment=assignment, went_on_at__isnull=False).exists():
        return True
    again = Assignment.objects.filter(duo_id=assignment.duo_id, turf_id=assignment.turf_id, returned_at=None)
    return again.exists()

"""Taking in what a phone logged: every entry exactly once, each judged on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import Stop
from conversations.doorstep.access import assignments_to_log
from conversations.doorstep.errors import Refused
from conversations.doorstep.items import BACK, DOOR, OUT, SAFETY, UNDO, Item, malformed, parse_item
from conversations.doorstep.models import DoorEvent, Outcome, SafetyReport, SeenId, Walk
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift

CLOCK_TOLERANCE = timedelta(minutes=5)
CREATED, DUPLICATE, CONFLICT, REJECTED, RETRY = "created", "duplicate", "conflict_noted", "rejected", "retry"


@dataclass(frozen=True)
class Answer:
    id: str
    status: str
    code: str = ""
    text: str = ""


@dataclass(frozen=True)
class Batch:
    """What all items of one request share."""

    user: User
    sent_at: datetime
    received_at: datetime
    assignments: dict[UUID, Assignment]

    @property
    def clock_error(self) -> timedelta:
        return self.received_at - self.sent_at


@transaction.atomic
def store_batch(*, user: User, raw_items: Sequence[object], sent_at: datetime, now: datetime) -> list[Answer]:
    assignments = {row.pk: row for row in assignments_to_log(user, now=now)}
    batch = Batch(user, sent_at, now, assignments)
    return [_judge(batch, raw) for raw in raw_items]


def _judge(batch: Batch, raw: object) -> Answer:
    given = raw.get("id") if isinstance(raw, dict) else None
    name = given if isinstance(given, str) and len(given) <= 40 and given.isascii() else ""
    try:
        item = parse_item(raw)
        with transaction.atomic():
            return Answer(name, _store(batch, item))
    except Refused as refusal:
        return Answer(name, REJECTED, refusal.code, refusal.text)
    except OperationalError:
        # A deadlock or a lost connection says nothing about the entry.
        return Answer(name, RETRY)


def _store(batch: Batch, item: Item) -> str:
    assignment = batch.assignments.get(item.assignment)
    if assignment is None:
        raise Refused("not_yours", _("This route is not yours, or its shift is too long ago."))
    if item.kind in (DOOR, UNDO):
        return _store_door(batch, item, assignment)
    if item.kind == SAFETY:
        return _store_report(batch, item, assignment)
    return _store_walk(item, assignment, batch)


def _store_door(batch: Batch, item: Item, assignment: Assignment) -> str:
    stop = _stop(item, assignment)
    if stop is None:
        raise Refused("no_such_door", _("This door is not on your route."))
    known = seen_before(item.id, item.digest) or _stored_before(item)
    if known:
        return known
    shift = assignment.duo.shift
    if shift.state == Shift.State.CLOSED:
        return _after_closing(batch, item, stop)
    _check_superseded(item, shift, stop.address_id)
    walk, _made = Walk.objects.get_or_create(assignment=assignment, defaults={"shift": shift})
    event = DoorEvent(
        id=item.id,
        walk=walk,
        shift=shift,
        address_id=stop.address_id,
        owner=batch.user,
        outcome=item.outcome,
        taken_back=item.kind == UNDO,
        supersedes=item.supersedes,
        day_part=item.day_part,
        payload_hash=item.digest,
        logged_at=item.logged_at,
        sent_at=batch.sent_at,
        corrected_at=item.logged_at + batch.clock_error,
        clock_suspect=abs(batch.clock_error) > CLOCK_TOLERANCE,
    )
    status = _insert(event, item)
    _refuse_if_closed_meanwhile(shift)
    others = DoorEvent.objects.filter(shift=shift, address_id=stop.address_id, taken_back=False)
    return CONFLICT if others.exclude(owner=batch.user).exists() else status


def _stop(item: Item, assignment: Assignment) -> Stop | None:
    if item.stop is None:
        return None
    stops = Stop.objects.filter(pk=item.stop, turf_id=assignment.turf_id)
    return stops.select_related("address").first()


def _insert(event: DoorEvent, item: Item) -> str:
    """``ON CONFLICT DO NOTHING`` covers the id and the rule that an event is superseded once."""
    DoorEvent.objects.bulk_create([event], ignore_conflicts=True)
    found = _stored_before(item)
    if found:
        return CREATED
    # Two corrections of one event, from two tabs: both stay, side by side.
    event.supersedes = None
    DoorEvent.objects.bulk_create([event], ignore_conflicts=True)
    _stored_before(item)
    return CONFLICT


def _stored_before(item: Item) -> str:
    stored = DoorEvent.objects.filter(pk=item.id).values_list("payload_hash", flat=True).first()
    return "" if stored is None else _same(bytes(stored), item.digest)


def seen_before(entry_id: UUID, digest: bytes) -> str:
    """Entries whose rows are gone by design leave a hash behind."""
    id_hash = hashlib.sha256(str(entry_id).encode()).digest()
    stored = SeenId.objects.filter(pk=id_hash).values_list("payload_hash", flat=True).first()
    return "" if stored is None else _same(bytes(stored), digest)


def _same(stored: bytes, digest: bytes) -> str:
    if stored != digest:
        raise Refused("id_reused", _("Another entry was stored under this number."))
    return DUPLICATE


def _check_superseded(item: Item, shift: Shift, address_id: int) -> None:
    if item.supersedes is None:
        return
    if item.supersedes == item.id:
        raise malformed("supersedes")
    before = DoorEvent.objects.filter(pk=item.supersedes).only("shift_id", "address_id").first()
    if before and (before.shift_id, before.address_id) != (shift.pk, address_id):
        raise Refused("not_yours", _("The entry that this one corrects belongs to another door."))


def _refuse_if_closed_meanwhile(shift: Shift) -> None:
    """Our row's key holds the shift now: if closing was faster, it has not seen the row."""
    if Shift.objects.filter(pk=shift.pk, state=Shift.State.CLOSED).exists():
        raise Refused("shift_closed", _("The shift was closed before this entry came in."))


def _after_closing(batch: Batch, item: Item, stop: Stop) -> str:
    """A resident's wish is honoured however late; other outcomes need the coordinator."""
    if item.kind == DOOR and item.outcome == Outcome.DO_NOT_RING:
        record_wishes(address_ids=[stop.address_id], on=batch.received_at.date())
        return CREATED
    raise Refused("shift_closed", _("The shift was closed before this entry came in."))


def _store_walk(item: Item, assignment: Assignment, batch: Batch) -> str:
    if assignment.duo.shift.state == Shift.State.CLOSED:
        return DUPLICATE
    moment = item.logged_at + batch.clock_error
    defaults = {"shift": assignment.duo.shift, "out_at": moment}
    walk, made = Walk.objects.get_or_create(assignment=assignment, defaults=defaults)
    if item.kind == OUT:
        return CREATED if made else DUPLICATE
    assert item.kind == BACK  # noqa: S101 - parse_item knows no other kind
    if walk.back_at is not None and walk.back_at >= moment:
        return DUPLICATE
    Walk.objects.filter(pk=walk.pk).update(back_at=moment)
    return CREATED


def _store_report(batch: Batch, item: Item, assignment: Assignment) -> str:
    stop = _stop(item, assignment)
    report = SafetyReport(
        id=item.id,
        shift=assignment.duo.shift,
        owner=batch.user,
        about=item.about,
        # Street level: the report outlives the door ledger.
        street=stop.address.street if stop and item.about != "duo" else "",
    )
    before = SafetyReport.objects.filter(pk=item.id).first()
    if before is None:
        SafetyReport.objects.bulk_create([report], ignore_conflicts=True)
        return CREATED
    if (before.owner_id, before.about) != (batch.user.pk, item.about):
        raise Refused("id_reused", _("Another entry was stored under this number."))
    return DUPLICATE


def as_json(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    return [{"id": a.id, "status": a.status, "code": a.code, "text": a.text} for a in answers]

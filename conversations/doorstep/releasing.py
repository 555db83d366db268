"""A held entry that its coordinator accepted goes the way it would have gone at once, while the shift is not closed."""

from __future__ import annotations

from django.db import transaction

from conversations.doorstep.batch import Batch
from conversations.doorstep.items import Item
from conversations.doorstep.models import HeldEntry
from conversations.doorstep.sync import store_entry


@transaction.atomic
def release(entry: HeldEntry) -> None:
    """Raises ``Refused``; then the entry is still held."""
    batch = Batch(entry.owner, entry.sent_at, entry.received_at, {})
    item = Item(
        id=entry.pk,
        kind=entry.kind,
        assignment=entry.assignment_id,
        logged_at=entry.logged_at,
        stop=entry.stop_id,
        entrance=entry.entrance_id,
        supersedes=entry.supersedes,
        outcome=entry.outcome,
        day_part=entry.day_part,
        about="",
        gone=entry.gone,
        digest=bytes(entry.payload_hash),
    )
    HeldEntry.objects.filter(pk=entry.pk).delete()
    store_entry(batch, item, entry.assignment)

"""Who asked not to be rung again: a register of keyed hashes, for all campaigns and organisations.

Without the key outside the database the register leads to no address, and nothing in it says who asked or why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from canvass.campaigns.models import DoNotRing
from canvass.core.keyring.ring import keyed_hash

PURPOSE = "do-not-ring"
# People move: after three years somebody looks again, so that a wish does not outlive its household.
REVIEW_YEARS = 3
# Hashes asked for at once; a neighbourhood fits, a town does not make one endless statement.
CHUNK = 5_000


def address_hash(address_id: int) -> bytes:
    return keyed_hash(str(address_id), purpose=PURPOSE)


@transaction.atomic
def record_wishes(*, address_ids: Iterable[int], on: date) -> None:
    """Note that nobody rings there again; saying it twice changes nothing."""
    year, week, _ = on.isocalendar()
    # The first of the next month: the day itself would tell which shift it was.
    month = on.month % 12 + 1
    review = date(on.year + REVIEW_YEARS + (on.month == 12), month, 1)
    wishes = [
        DoNotRing(address_hash=digest, created_week=f"{year}-W{week:02d}", review_after=review)
        for digest in sorted({address_hash(address_id) for address_id in address_ids})
    ]
    DoNotRing.objects.bulk_create(wishes, ignore_conflicts=True)


@transaction.atomic
def lift_wish(*, address_id: int) -> bool:
    """The resident changed their mind; False when there was no wish."""
    deleted, _ = DoNotRing.objects.filter(address_hash=address_hash(address_id)).delete()
    return deleted > 0


def blocked_addresses(address_ids: Iterable[int]) -> set[int]:
    """Those among ``address_ids`` where nobody may ring."""
    by_hash = {address_hash(address_id): address_id for address_id in address_ids}
    hashes = list(by_hash)
    blocked: set[int] = set()
    for start in range(0, len(hashes), CHUNK):
        found = DoNotRing.objects.filter(address_hash__in=hashes[start : start + CHUNK])
        blocked.update(by_hash[bytes(digest)] for digest in found.values_list("address_hash", flat=True))
    return blocked

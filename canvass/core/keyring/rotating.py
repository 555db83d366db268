"""A new key for the installation, while everything runs: rows of the key ring are wrapped anew, a few at a time."""

from __future__ import annotations

from collections import Counter

from cryptography.exceptions import InvalidTag
from django.db import transaction

from canvass.core.keys import unwrap, wrap
from canvass.core.models import Key

BATCH = 500
# Under none of the keys that this process was given.
UNKNOWN = -1


def count_by_key() -> Counter[int]:
    """How many rows are under which line of ``CANVASS_KEY``."""
    return Counter(_line(key) for key in Key.objects.order_by("pk"))


def rotate() -> int:
    """Wrap under the first line whatever is not; how many. Waits for who makes or destroys a key just then.

    Raises ``InvalidTag`` before anything is written in a batch that holds a row which no line opens.
    """
    done, last = 0, ""
    while True:
        with transaction.atomic():
            rows = list(Key.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
            if not rows:
                return done
            for row in rows:
                plain, line = unwrap(bytes(row.wrapped), purpose=row.name)
                if line:
                    row.wrapped = wrap(plain, purpose=row.name)
                    row.save(update_fields=["wrapped"])
                    done += 1
            last = rows[-1].pk


def _line(key: Key) -> int:
    try:
        return unwrap(bytes(key.wrapped), purpose=key.name)[1]
    except InvalidTag:
        return UNKNOWN

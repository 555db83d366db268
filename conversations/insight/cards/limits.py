"""Counting tries against guessing, in the database: it outlives an empty cache, a restart and an absent Redis.

Only misses are slowed. A right code is always answered, also while somebody guesses from the same network, because
80 random bits, and not this counter, keep guessers out; the counter keeps them from being a load, and makes them show.
Every try costs the same: one statement that counts it, for its network and for everybody.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

import structlog
from django.db import connection
from django.utils import timezone

from canvass.core.keyring.ring import keyed_hash
from conversations.insight.models import CardTry

PURPOSE = "card tries"
# Misses in an hour. A hall full of people who mistype stays below the first.
FROM_ONE_NETWORK, FROM_EVERYWHERE = 30, 3_000
# What changes a register without a code: enough for a stairwell, too slow for a street.
DOORS_FROM_ONE_NETWORK = 12
KEPT_FOR = timedelta(days=1)
NETWORK_BITS = {4: 24, 6: 48}
log = structlog.get_logger(__name__)


def note_try(*, address: str, missed: bool, now: datetime) -> bool:
    """Count one code that was tried from an IP address; True when it missed and there were too many misses."""
    one, everybody = _count([_bucket("code", network(address), now), _bucket("code", "everywhere", now)], missed, now)
    if missed and everybody == FROM_EVERYWHERE:
        log.warning("card codes are being guessed", misses_this_hour=everybody)
    return missed and (one > FROM_ONE_NETWORK or everybody > FROM_EVERYWHERE)


def note_door(*, address: str, now: datetime) -> bool:
    """Count one wish about a door; True when this network asked too much today's hour."""
    (asked,) = _count([_bucket("door", network(address), now)], True, now)
    return asked > DOORS_FROM_ONE_NETWORK


def network(address: str) -> str:
    """The part of an IP address that one connection usually holds; an IPv4 address in IPv6 clothes is IPv4."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, NETWORK_BITS[found.version]), strict=False))


def delete_old_tries(*, now: datetime) -> int:
    return CardTry.objects.filter(hour__lt=now - KEPT_FOR).delete()[0]


def _bucket(about: str, whence: str, now: datetime) -> bytes:
    return keyed_hash(f"{about}|{whence}|{timezone.localtime(now).date()}", purpose=PURPOSE)


def _count(buckets: list[bytes], missed: bool, now: datetime) -> list[int]:
    """Misses of this hour per bucket, this one included. The shared bucket comes last, so that no two can interlock."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    values = [value for bucket in buckets for value in (bucket, hour, int(missed))]
    table = CardTry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS kept (bucket, hour, tried, missed) "  # noqa: S608 - the name comes from the model
            f"VALUES {', '.join(['(%s, %s, 1, %s)'] * len(buckets))} "
            "ON CONFLICT (bucket, hour) DO UPDATE SET tried = kept.tried + 1, missed = kept.missed + excluded.missed "
            "RETURNING bucket, missed",
            values,
        )
        misses = {bytes(bucket): count for bucket, count in cursor.fetchall()}
    return [misses[bucket] for bucket in buckets]

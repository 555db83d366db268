"""How many codes are mailed to one address, counted in rows: they outlive an empty cache.

A code has a million values and three tries. With these limits somebody who guesses for a whole day, from however many
networks, has 60 tries at one person. A browser in which that person signed in before counts by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from canvass.core.keyring.ring import keyed_hash
from volunteers.people.models import CodesAsked

IN_AN_HOUR, IN_A_DAY = 8, 20
KEPT_FOR = timedelta(days=2)
PURPOSE = "codes asked"


def note_asked(*, email: str, known_browser_of: int | None, now: datetime) -> bool:
    """Count one that is asked for; False when there were too many. Unknown addresses count like known ones."""
    whose = "everywhere" if known_browser_of is None else f"browser of {known_browser_of}"
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    hour = now.replace(minute=0, second=0, microsecond=0)
    bucket = keyed_hash(f"{email.strip().lower()}|{whose}|{day.date()}", purpose=PURPOSE)
    if _count(bucket, hour) > IN_AN_HOUR:
        return False  # and today's are not used up by what was refused
    return _count(keyed_hash(bucket.hex(), purpose=PURPOSE), day) <= IN_A_DAY


def forget_asked(*, now: datetime) -> int:
    return CodesAsked.objects.filter(since__lt=now - KEPT_FOR).delete()[0]


def _count(bucket: bytes, since: datetime) -> int:
    """In one statement, so that a hundred at once are a hundred."""
    table = CodesAsked._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS kept (bucket, since, asked) VALUES (%s, %s, 1) "  # noqa: S608 - the model's name
            "ON CONFLICT (bucket, since) DO UPDATE SET asked = kept.asked + 1 RETURNING asked",
            [bucket, since],
        )
        return int(cursor.fetchone()[0])

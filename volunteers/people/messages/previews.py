"""What each kind of message looks like, with made-up shifts: for the preview page, the pictures and the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from volunteers.people.messages.kinds import Kind
from volunteers.people.messages.writing import Words, write
from volunteers.people.models import User

Context = Mapping[str, object]


def _shift(start: datetime) -> dict[str, object]:
    return {
        "campaign": "Samen wonen in Lindenhaven",
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "place": "Buurthuis De Linde, Kerkstraat 12",
        "link": f"{settings.PUBLIC_URL}/shifts/",
    }


def _digest(start: datetime) -> dict[str, object]:
    rows = [
        {"starts_at": start, "place": "Buurthuis De Linde", "going": 9, "places": 12},
        {"starts_at": start + timedelta(days=2), "place": "Station, zijde Dorpsplein", "going": 4, "places": 10},
    ]
    return {
        "group": "Buurtgesprek Lindenhaven",
        "shifts": rows,
        "attention": ["Kerkstraat: 1", "De Linde: 2"],
        "walked": 3,
        "people": 21,
        "link": settings.PUBLIC_URL,
    }


SAMPLES: dict[str, Callable[[datetime], Context]] = {
    "shift-reminder": lambda start: _shift(start) | {"day": "tomorrow"},
    "place-free": lambda start: _shift(start) | {"until": start - timedelta(hours=20)},
    "sign-up-confirmed": _shift,
    "shift-cancelled": lambda start: _shift(start) | {"reason": "Code oranje: storm en zware regen."},
    "shift-moved": lambda start: (
        _shift(start) | {"old_starts_at": start - timedelta(days=1), "old_place": "Station, zijde Dorpsplein"}
    ),
    "route-open": _shift,
    "thank-you": lambda start: _shift(start) | {"doors": 214, "talks": 31, "shifts": 4},
    "announcement": lambda start: {
        "title": "Zaterdag lopen we samen met Polderstad",
        "body": "Neem gerust iemand mee.\n\nNa afloop is er soep.",
        "group": "Buurtgesprek Lindenhaven",
        "author": "Fatima Yilmaz",
        "link": settings.PUBLIC_URL,
    },
    "promised-return": lambda start: {
        "campaign": "Samen wonen in Lindenhaven",
        "doors": 23,
        "rows": [{"name": "Havenbuurt", "doors": 14}, {"name": "Molenwijk", "doors": 9}],
        "oldest": start - timedelta(days=16),
        "link": settings.PUBLIC_URL,
    },
    "coordinator-digest": _digest,
}


def sample(kind: Kind, *, recipient: User, now: datetime) -> Words:
    """As this person would get it."""
    evening = timezone.localtime(now).replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=1)
    context = SAMPLES[kind.code](evening)
    return write(kind=kind, recipient=recipient, context=context, urgent=kind.hurries)

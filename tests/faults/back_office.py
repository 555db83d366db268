"""What the coordinator and the database know, for tests whose product runs in processes of its own.

A child process with the product's settings: one JSON request a line, one JSON answer a line. See `clerk.py`.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import django

FLOORS, BELLS = 2, 3


def make_shift(*, doors: int, duos: int, minutes_ago: int = 30, hours: float = 3) -> dict[str, Any]:
    """One shift that has begun; every duo has a turf with a flat at its end, and two members with a sign-in."""
    from django.utils import timezone

    from tests.factories import make_assignment, make_campaign, make_shift, make_turf

    campaign = make_campaign()
    _more_to_choose(campaign)
    starts = timezone.now() - timedelta(minutes=minutes_ago)
    shift = make_shift(campaign=campaign, starts_at=starts, ends_at=starts + timedelta(hours=hours))
    turfs = [make_turf(campaign=campaign, doors=doors) for _ in range(duos)]
    return {"shift": shift.pk, "routes": [_route(make_assignment(shift=shift, turf=turf)) for turf in turfs]}


def _more_to_choose(campaign: Any) -> None:
    from conversations.topics.models import Concern, Prejudice, SharedValue

    topic = campaign.statement.topic
    for code in ("loyalty", "fairness", "nature", "safety"):
        SharedValue.objects.create(organisation=topic.organisation, code=code, text_nl=code, text_en=code.title())
    Concern.objects.create(topic=topic, code="housing", text_nl="Wonen", text_en="Housing")
    Prejudice.objects.create(topic=topic, code="first", text_nl="Zij gaan voor", text_en="They go first")


def _route(assignment: Any) -> dict[str, Any]:
    from canvass.places.models import Address, Entrance

    stops = list(assignment.turf.stops.select_related("address").order_by("position"))
    flat = [stop.address for stop in stops[-FLOORS * BELLS :]]
    entrance = Entrance.objects.create(source_key=f"e{assignment.pk}", label="", point=flat[0].point)
    for n, address in enumerate(flat):
        Address.objects.filter(pk=address.pk).update(entrance=entrance, floor=n // BELLS)
    return {
        "assignment": str(assignment.pk),
        "turf": assignment.turf_id,
        "doors": {stop.address.house_number: stop.pk for stop in stops},
        "flat": [address.house_number for address in flat],
        "members": [member.volunteer_id for member in assignment.duo.members.order_by("volunteer")],
    }


def sign_in(*, user: int) -> dict[str, str]:
    """A session as the sign-in page makes it."""
    from django.conf import settings
    from django.test import Client

    from volunteers.people.models import User

    client = Client()
    client.force_login(User.objects.get(pk=user))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def end_sessions(*, user: int) -> None:
    from django.contrib.sessions.models import Session

    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(user):
            session.delete()


def take_back(*, assignment: str) -> None:
    from django.utils import timezone

    from volunteers.shifts import duos
    from volunteers.shifts.models import Assignment

    duos.take_back(assignment=Assignment.objects.get(pk=assignment), now=timezone.now())


def end_shift(*, shift: int, hours_ago: float) -> None:
    """As if the evening had been that long ago."""
    from django.utils import timezone

    from volunteers.shifts.models import Shift

    ends = timezone.now() - timedelta(hours=hours_ago)
    Shift.objects.filter(pk=shift).update(starts_at=ends - timedelta(hours=3), ends_at=ends)


def ledger(*, shift: int) -> dict[str, Any]:
    """Every row of a shift that came from a phone. Conversations are opened: only here, only in tests."""
    from conversations.doorstep.keys import unseal
    from conversations.doorstep.models import (
        DoorEvent,
        EntranceEvent,
        HeldEntry,
        SafetyReport,
        SealedConversation,
        Walk,
    )

    events = DoorEvent.objects.filter(shift=shift).select_related("address").order_by("pk")
    held = HeldEntry.objects.filter(shift=shift, stop__isnull=False).select_related("stop__address").order_by("pk")
    return {
        "events": [
            {
                **_logged(event, event.address),
                "taken_back": event.taken_back,
                "clock_suspect": event.clock_suspect,
                "seconds_old": (event.received_at - event.corrected_at).total_seconds(),
            }
            for event in events
        ],
        "held": [{**_logged(row, row.stop.address), "taken_back": row.kind == "undo"} for row in held],
        "entrances": list(EntranceEvent.objects.filter(shift=shift).values_list("owner", "outcome")),
        "talks": [
            {"id": str(row.pk), "owner": row.owner_id, **unseal(row)}
            for row in SealedConversation.objects.filter(shift=shift)
        ],
        "reports": SafetyReport.objects.filter(shift=shift).count(),
        "walks": Walk.objects.filter(shift=shift).count(),
    }


def _logged(row: Any, address: Any) -> dict[str, Any]:
    return {"id": str(row.pk), "owner": row.owner_id, "door": address.house_number, "outcome": row.outcome}


def _start_counting_elsewhere() -> None:
    """Several back offices may work on one database: their made-up names must not meet."""
    from tests import factories

    factories.numbers = count(1000 * secrets.randbelow(90_000))


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb for verb in (make_shift, sign_in, end_sessions, take_back, end_shift, ledger)
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
    # What the child prints by mistake must not look like an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    django.setup()
    _start_counting_elsewhere()
    for line in sys.stdin:
        request = json.loads(line)
        answer = VERBS[request.pop("verb")](**request)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

"""Send what is due: rows are claimed, sent once, and noted. new -> claimed -> sending -> sent | failed | unknown.

Every step is committed before the next begins. Who dies with a claim loses nothing: it is given back. Who dies while
sending leaves ``unknown``, which people see, and which nobody sends again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F

from volunteers.people.messages.mailing import Mailer
from volunteers.people.messages.outcomes import Refused, Unclear
from volunteers.people.messages.preferences import quiet_hours_of
from volunteers.people.messages.pushing import push
from volunteers.people.models import Message

log = structlog.get_logger(__name__)
State = Message.State

Clock = Callable[[], datetime]

BATCH = 50
# With pauses that double up to half an hour, these last about ten hours: a mail server may be down for a night.
MAX_ATTEMPTS, LONGEST_PAUSE = 24, timedelta(minutes=32)
# A claim that nobody acted upon, and a sender that stopped while sending.
CLAIM_LASTS = timedelta(minutes=3)
STUCK_AFTER = timedelta(minutes=5)
# Why a message failed, where it was not the other side's doing; put into words by queries.py.
TOO_LATE, QUIET, STOPPED, GONE = "too late", "quiet hours", "stopped while sending", "account closed"


def tidy(*, now: datetime) -> None:
    """Mark what came too late or got stuck, and give back what was claimed by a sender that died."""
    Message.objects.filter(state=State.NEW, not_after__lt=now).update(state=State.FAILED, error=TOO_LATE)
    Message.objects.filter(state=State.CLAIMED, claimed_at__lt=now - CLAIM_LASTS).update(state=State.NEW)
    Message.objects.filter(state=State.SENDING, claimed_at__lt=now - STUCK_AFTER).update(
        state=State.UNKNOWN, error=STOPPED
    )


@transaction.atomic
def claim(*, now: datetime, limit: int = BATCH) -> list[int]:
    """Take the oldest few that are due, for this sender alone; the same rows never go to two."""
    due = Message.objects.filter(state=State.NEW, not_before__lte=now).order_by("not_before", "pk")
    ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    Message.objects.filter(pk__in=ids).update(state=State.CLAIMED, claimed_at=now)
    return ids


def send_claimed(*, ids: Sequence[int], clock: Clock) -> int:
    """Send these one after the other; returns how many were taken."""
    rows = Message.objects.select_related("recipient__message_settings", "device").in_bulk(ids)
    with Mailer() as mailer:
        return sum(_send(rows[pk], mailer, now=clock()) for pk in ids if pk in rows)


def send_due(*, clock: Clock) -> int:
    """One round of one sender; returns how many it claimed. The clock is read anew for each: a mail may take long."""
    tidy(now=clock())
    ids = claim(now=clock())
    send_claimed(ids=ids, clock=clock)
    return len(ids)


def _send(message: Message, mailer: Mailer, *, now: datetime) -> bool:
    if _must_wait(message, now=now):
        return False
    begun = Message.objects.filter(pk=message.pk, state=State.CLAIMED).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not begun:  # taken back by whom it is for, or given to another sender
        return False
    message.attempts += 1
    try:
        if message.channel == Message.Channel.PUSH:
            push(message, now=now)
        else:
            mailer.send(message)
    except Refused as error:
        _give_back(message, error, now=now)
        return False
    except Unclear as error:
        _note(message, State.UNKNOWN, error=str(error))
        return False
    # Also where it took so long that it was marked unknown meanwhile: now it is known.
    _note(message, State.SENT, sent_at=now, error="")
    return True


def _must_wait(message: Message, *, now: datetime) -> bool:
    """Whether the person sleeps, or is gone. Looked at again here: a retry comes at any hour."""
    if not message.recipient.is_active:
        _note(message, State.FAILED, error=GONE)
        return True
    quiet = quiet_hours_of(message.recipient)
    if message.urgent or not quiet.covers(now):
        return False
    later = quiet.after(now)
    if message.not_after is not None and later > message.not_after:
        _note(message, State.FAILED, error=QUIET)
    else:
        _note(message, State.NEW, not_before=later)
    return True


def _give_back(message: Message, error: Refused, *, now: datetime) -> None:
    if error.final or message.attempts >= MAX_ATTEMPTS:
        log.warning("message given up", kind=message.kind, message=message.pk, error=str(error))
        _note(message, State.FAILED, error=str(error))
    else:
        wait = min(timedelta(minutes=2 ** (message.attempts - 1)), LONGEST_PAUSE)
        _note(message, State.NEW, error=str(error), not_before=now + wait)


def _note(message: Message, state: Message.State, **fields: object) -> None:
    if "error" in fields:
        fields["error"] = str(fields["error"])[:200]
    under_way = Message.objects.filter(pk=message.pk, state__in=[State.CLAIMED, State.SENDING, State.UNKNOWN])
    under_way.update(state=state, **fields)

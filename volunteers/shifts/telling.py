"""What people are told of a shift, one function per happening; queued with the change itself, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from volunteers.people.messages.queueing import queue_message, withdraw_messages
from volunteers.shifts.calendar.links import leave_link
from volunteers.shifts.models import Shift, SignUp
from volunteers.shifts.reminders import shift_words


def tell_place_free(sign_up: SignUp, *, now: datetime) -> bool:
    """Somebody who waited goes after all, and can give the place back from the mail."""
    return _tell(sign_up, "place-free", now=now, until=None, link=leave_link(sign_up))


def tell_signed_up(sign_up: SignUp, *, now: datetime) -> bool:
    """A confirmation to keep; not for who waits."""
    return _tell(sign_up, "sign-up-confirmed", now=now, link=leave_link(sign_up))


def tell_cancelled(sign_ups: Iterable[SignUp], *, now: datetime, reason: str = "") -> int:
    """The shift does not go on: to everybody who goes, and to who waits for a place in it."""
    link = settings.PUBLIC_URL + reverse("shifts:index")
    told = 0
    for sign_up in sign_ups:
        told += _tell(sign_up, "shift-cancelled", now=now, reason=reason, link=link)
        _forget(sign_up, "place-free", "sign-up-confirmed", "shift-moved")
    return told


def tell_moved(sign_ups: Iterable[SignUp], *, old_starts_at: datetime, old_place: str, now: datetime) -> int:
    """Another time or place. A later move withdraws the news of this one, as far as nobody was told yet."""
    told = 0
    for sign_up in sign_ups:
        _forget(sign_up, "shift-moved")
        words = {"old_starts_at": timezone.localtime(old_starts_at), "old_place": old_place}
        told += _tell(sign_up, "shift-moved", f"{now.timestamp()}", now=now, link=leave_link(sign_up), **words)
    return told


def _tell(sign_up: SignUp, kind: str, turn: str = "", *, now: datetime, **words: object) -> bool:
    shift: Shift = sign_up.shift
    return queue_message(
        dedupe_key=f"{kind}:{sign_up.pk}:{turn}",
        recipient=sign_up.volunteer,
        organisation=shift.campaign.organisation,
        kind=kind,
        context=shift_words(shift) | words,
        not_before=now,
        not_after=shift.starts_at,
    )


def _forget(sign_up: SignUp, *kinds: str) -> None:
    """What has not been sent is overtaken by what is told now."""
    for kind in kinds:
        withdraw_messages(prefix=f"{kind}:{sign_up.pk}:")

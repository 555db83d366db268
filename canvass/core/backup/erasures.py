"""What was erased on somebody's request, as a ledger: a restore of older data erases it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from canvass.core.models import Erasure

# (reference, when it was erased): whether there was something to erase. Rows made after that time are somebody else's.
EraseAgain = Callable[[str, datetime], bool]
# (now): how many rows it put right, that hang on a key which is gone.
PutRight = Callable[[datetime], int]

_kinds: dict[str, EraseAgain] = {}
_repairs: dict[str, PutRight] = {}


def erases(kind: str) -> Callable[[EraseAgain], EraseAgain]:
    """Each app says in its ``after_restore.py`` how what it erases is erased again."""

    def register(again: EraseAgain) -> EraseAgain:
        _kinds[kind] = again
        return again

    return register


def puts_right(what: str) -> Callable[[PutRight], PutRight]:
    """Also there: rows of the old data whose key was destroyed since."""

    def register(repair: PutRight) -> PutRight:
        _repairs[what] = repair
        return repair

    return register


def note_erasure(*, kind: str, reference: str) -> None:
    """In the transaction that erases."""
    Erasure.objects.update_or_create(kind=kind, reference=reference, defaults={"at": timezone.now()})


def erase_again() -> dict[str, int]:
    """How many of each kind the restored data still had. Raises ``KeyError`` for a kind that no app knows."""
    again = dict.fromkeys(_kinds, 0)
    for erasure in Erasure.objects.order_by("at"):
        again[erasure.kind] += _kinds[erasure.kind](erasure.reference, erasure.at)
    return again


def put_right(now: datetime) -> dict[str, int]:
    return {what: repair(now) for what, repair in _repairs.items()}

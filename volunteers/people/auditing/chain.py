"""The audit log as a chain: each line's digest covers the line before, under a key that is not in the database.

A line is written in the transaction of the deed, without waiting for others; a beat seals what has been committed.
Whoever changes, adds, reorders or takes out a sealed line breaks the chain. Lines cut off at the end show only beside
a head that was noted elsewhere: ``manage.py verify_audit`` prints it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from canvass.core.keyring.ring import keyed_hash
from volunteers.people.models import AuditEntry

BATCH = 500
START = bytes(32)
# The beat seals every minute: what waits longer means that nobody seals.
SEALED_WITHIN = timedelta(hours=1)
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('people.audit chain'))"


@dataclass(frozen=True)
class Head:
    """The last sealed line: its place, and the digest of the whole log up to it."""

    sequence: int = 0
    digest: bytes = START

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Of what ``str`` gives; raises ``ValueError``."""
        sequence, _colon, digest = text.partition(":")
        head = cls(int(sequence), bytes.fromhex(digest))
        if head.sequence < 0 or len(head.digest) != len(START):
            raise ValueError(text)
        return head


@dataclass(frozen=True)
class Verdict:
    """``fault`` is empty for a log that is whole; else it says what is wrong, and at which line."""

    head: Head
    waiting: int
    fault: str = ""


def seal_waiting() -> int:
    """Seal every committed line; gives how many. Two at once wait for each other."""
    sealed = 0
    while done := _seal_batch():
        sealed += done
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    head = _head()
    entries = list(AuditEntry.objects.filter(sequence=None).order_by("pk")[:BATCH])
    for entry in entries:
        head = Head(head.sequence + 1, _digest(head, entry))
        entry.sequence, entry.digest = head.sequence, head.digest
    AuditEntry.objects.bulk_update(entries, ["sequence", "digest"])
    return len(entries)


def verify(*, now: datetime, noted: Head | None = None) -> Verdict:
    """Walk the chain from its first line; ``noted`` is a head that was written down before."""
    waiting = AuditEntry.objects.filter(sequence=None).count()
    head = Head()
    passed = noted is None or noted == head
    for entry in _sealed():
        expected = Head(head.sequence + 1, _digest(head, entry))
        if entry.sequence != expected.sequence:
            return Verdict(head, waiting, f"line {expected.sequence} is missing")
        if bytes(entry.digest or b"") != expected.digest:
            return Verdict(head, waiting, f"line {expected.sequence} is not what was sealed")
        head = expected
        passed = passed or head == noted
    if noted and not passed:
        return Verdict(head, waiting, f"line {noted.sequence} is not the one that was noted: some went or were redone")
    if AuditEntry.objects.filter(sequence=None, at__lt=now - SEALED_WITHIN).exists():
        return Verdict(head, waiting, "lines older than an hour wait for their seal: is the beat running?")
    return Verdict(head, waiting)


def _head() -> Head:
    last = AuditEntry.objects.exclude(sequence=None).order_by("-sequence").first()
    return Head(last.sequence or 0, bytes(last.digest or b"")) if last else Head()


def _sealed() -> Iterator[AuditEntry]:
    """A batch at a time: cursors on the server are off, and a long log does not fit in memory."""
    last: int | None = 0
    while batch := list(AuditEntry.objects.filter(sequence__gt=last).order_by("sequence")[:BATCH]):
        yield from batch
        last = batch[-1].sequence


def _digest(before: Head, entry: AuditEntry) -> bytes:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    who_and_where = [entry.actor_id, entry.organisation_id]
    line = [before.sequence + 1, before.digest.hex(), entry.pk, at, *who_and_where, entry.verb, entry.subject]
    return keyed_hash(json.dumps(line, ensure_ascii=True), purpose="audit")

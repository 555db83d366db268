"""What the season's books say: every reminder that was due against the rows and against what the mail server took."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.benchmarks.season.clock import Quiet, is_about_a_changing_night, is_quiet, wanted_at
from tests.benchmarks.season.world import DEFAULT_QUIET
from volunteers.people.models import Message, MessageSettings
from volunteers.shifts.models import SignUp

NOTICES = {"24h": timedelta(hours=24), "2h": timedelta(hours=2)}
LAST_USE = timedelta(hours=1)
# What is sent within one turn of the clock counts as sent at its beginning.
TURN = timedelta(minutes=10)
# Without a retry nothing waits longer.
PROMPT = timedelta(hours=1)
Taken = Mapping[str, list[datetime]]


@dataclass
class Verdict:
    count: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, what: str, about: object) -> None:
        self.count[what] += 1
        self.examples.setdefault(what, str(about))


@dataclass(frozen=True)
class Wanted:
    prefix: str
    at: datetime
    starts_at: datetime


def judge(taken: Taken, cancelled: Mapping[int, datetime]) -> Verdict:
    verdict = Verdict()
    quiet = _quiet_hours()
    rows = list(Message.objects.filter(channel="mail"))
    by_prefix = {row.dedupe_key.rpartition(":")[0]: row for row in rows}
    wanted = {each.prefix: each for each in wanted_reminders(cancelled)}
    for prefix, each in wanted.items():
        _judge_wanted(verdict, each, by_prefix.get(prefix), taken)
    for sign_up in SignUp.objects.filter(shift__in=cancelled, created_at__isnull=False):
        if sign_up.created_at <= cancelled[sign_up.shift_id] and f"shift-cancelled:{sign_up.pk}" not in by_prefix:
            verdict.note("silently missing", f"cancelled shift, sign-up {sign_up.pk}")
    for row in rows:
        _judge_row(verdict, row, taken, quiet.get(row.recipient_id, DEFAULT_QUIET))
    return verdict


def _quiet_hours() -> dict[int, Quiet]:
    return {row.user_id: (row.quiet_from, row.quiet_until) for row in MessageSettings.objects.all()}


def wanted_reminders(cancelled: Mapping[int, datetime]) -> Iterator[Wanted]:
    """Every reminder that should come; of a shift that was cancelled, those that were long due by then."""
    quiet = _quiet_hours()
    for sign_up in SignUp.objects.select_related("shift"):
        start = sign_up.shift.starts_at
        for code, before in NOTICES.items():
            at = wanted_at(start - before, start - LAST_USE, quiet.get(sign_up.volunteer_id, DEFAULT_QUIET))
            ended = cancelled.get(sign_up.shift_id)
            if sign_up.created_at <= at and (ended is None or at < ended - 6 * TURN):
                yield Wanted(f"reminder:{sign_up.pk}:{code}", at, start)


def _judge_wanted(verdict: Verdict, wanted: Wanted, row: Message | None, taken: Taken) -> None:
    verdict.count["wanted"] += 1
    changing = is_about_a_changing_night(wanted.at)
    verdict.count["wanted about a changing night"] += changing
    if row is None:
        verdict.note("silently missing", wanted)
        return
    times = taken.get(mark_of(row), [])
    if not times:
        return
    early = times[0] < wanted.at - TURN
    late = row.attempts == 1 and times[0] > wanted.at + PROMPT
    if early or late:
        verdict.note("wrong hour about a changing night" if changing else "wrong hour", (wanted, times))
    if times[0] >= wanted.starts_at + TURN:
        verdict.note("after the shift began", (wanted, times))


def _judge_row(verdict: Verdict, row: Message, taken: Taken, quiet: Quiet) -> None:
    times = taken.get(mark_of(row), [])
    verdict.count[f"{row.state}"] += 1
    if len(times) > 1:
        verdict.note("sent twice", (row.dedupe_key, times))
    if row.state in ("new", "claimed", "sending") or (row.state == "sent" and not times):
        verdict.note("silently missing", (row.dedupe_key, row.state))
    if row.state == "failed" and times:
        verdict.note("taken and called failed", row.dedupe_key)
    if row.state == "unknown":
        verdict.count["unknown, taken"] += bool(times)
    for at in times:
        if not row.urgent and is_quiet(at, quiet) and is_quiet(at - TURN, quiet):
            verdict.note("in quiet hours", (row.dedupe_key, at))
        verdict.count["urgent at night"] += row.urgent and is_quiet(at, quiet)


def mark_of(row: Message) -> str:
    return hashlib.sha256(row.dedupe_key.encode()).hexdigest()[:32]

"""A season of a whole coalition: is anybody reminded twice, or never, or at night?

Run: make bench NAME=season, or with ARGS="--groups 20 --volunteers 400 --shifts 100 --weeks 1". Time runs as fast as
the senders can follow. Two beats queue, four workers send; one of them is killed again and again (SIGKILL, at any
moment). The mail server refuses, hangs up, dies before or after it has taken a mail, and is away for hours. The season
is a stretch of weeks around each of the two nights in which the clock changes. What the product's rows say is compared
with what the mail server took, and with what should have come, worked out minute by minute in another way.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from bisect import bisect_right
from contextlib import ExitStack
from datetime import datetime, timedelta
from datetime import time as wall_clock
from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks.season.clock import AMSTERDAM, Clock
from tests.benchmarks.season.mail_server import MailServer, mail_server
from tests.benchmarks.season.weather import PostOffice
from tests.benchmarks.table import Row, report
from tests.journeys.manage_all import manage_all
from tests.journeys.product import database

if TYPE_CHECKING:
    from tests.benchmarks.season.crew import Crew
    from tests.benchmarks.season.verdict import Verdict
    from tests.benchmarks.season.world import Sizes

BEATS, WORKERS = 2, 4
TURN = timedelta(minutes=10)
# Before the first shift of a stretch its reminders are due; after the last one its troubles are over.
LEAD, TAIL = timedelta(days=2), timedelta(days=1)
CANCELLED_SHARE = 0.03
LONGEST_TURN = 180.0  # seconds


def moments_of_notices() -> list[datetime]:
    """When any reminder may be due."""
    from tests.benchmarks.season.verdict import wanted_reminders

    return sorted({wanted.at for wanted in wanted_reminders({})})


class Season:
    """The conductor: moves the clock, kills, cancels shifts, and waits until everybody is done."""

    def __init__(self, clock: Clock, crew: Crew, random: Random, *, kill_every: float) -> None:
        self._clock, self._crew, self._random = clock, crew, random
        self._kill_every, self._next_kill = kill_every, time.monotonic() + kill_every
        self.cancelled: dict[int, datetime] = {}
        self.slow_turns = 0
        self._moments: list[datetime] = moments_of_notices()
        self._far = self._moments[-1] + timedelta(days=365)

    def run(self, start: datetime, end: datetime) -> None:
        now, plan = start, self._cancellations(start, end) | {0: end}
        told = start
        while now < end:
            self._clock.move_to(now)
            for shift_id in [key for key, at in plan.items() if key and at <= now]:
                self._cancel(shift_id, plan.pop(shift_id))
            self._settle(now)
            if now - told > timedelta(days=2):
                told = now
                print(f"{now:%Y-%m-%d}, {self._crew.kills} killed", flush=True)
            now = max(now + TURN, min(self._next_event(now), *plan.values(), end))

    def _next_event(self, now: datetime) -> datetime:
        """Nights and empty days are jumped over: the next moment at which anybody has something to do."""
        from django.db.models import Min

        from volunteers.people.models import Message

        if Message.objects.filter(state__in=["claimed", "sending"]).exists():
            return now
        waiting = Message.objects.filter(state="new").aggregate(first=Min("not_before"))["first"] or self._far
        place = bisect_right(self._moments, now + TURN)
        notice = self._moments[place] - TURN if place < len(self._moments) else self._far
        return min(waiting, notice)

    def _settle(self, now: datetime) -> None:
        """Until a beat has looked and nothing that is due waits; what a killed sender left behind is not waited for.

        A living one is, however slow: a mail of a second would else be under way for hours of the season.
        """
        from volunteers.people.models import Message

        began, rounds, last = time.monotonic(), self._crew.rounds_ended(), None
        while time.monotonic() - began < LONGEST_TURN:
            if time.monotonic() > self._next_kill:
                self._crew.kill_one()
                self._next_kill = time.monotonic() + self._random.uniform(0.5, 1.5) * self._kill_every
            due = Message.objects.filter(state="new", not_before__lte=now).count()
            under_way = set(
                Message.objects.filter(state__in=["claimed", "sending"]).values_list("pk", "state", "claimed_at")
            )
            ended = self._crew.rounds_ended()
            if (due, under_way) != last:
                last, rounds = (due, under_way), ended
            left_behind = all(after > before for after, before in zip(ended, rounds, strict=True))
            if self._crew.looked_at() >= now.timestamp() - 0.001 and not due and (not under_way or left_behind):
                return
            time.sleep(0.01)
        self.slow_turns += 1

    def _cancellations(self, start: datetime, end: datetime) -> dict[int, datetime]:
        from volunteers.shifts.models import Shift

        plan = {}
        for shift in Shift.objects.filter(starts_at__gt=start, starts_at__lt=end).order_by("pk"):
            if self._random.random() < CANCELLED_SHARE:
                plan[shift.pk] = shift.starts_at - timedelta(hours=self._random.uniform(1, 30))
        return plan

    def _cancel(self, shift_id: int, at: datetime) -> None:
        from django.db import transaction

        from volunteers.shifts.models import Shift, SignUp
        from volunteers.shifts.reminders import withdraw_reminders
        from volunteers.shifts.telling import tell_cancelled

        now = self._clock()
        with transaction.atomic():
            Shift.objects.filter(pk=shift_id).update(state=Shift.State.CANCELLED)
            going = SignUp.objects.filter(shift=shift_id, created_at__lte=now)
            rows = list(going.select_related("shift__campaign__organisation", "volunteer__message_settings"))
            withdraw_reminders(sign_ups=[row.pk for row in rows])
            tell_cancelled(rows, now=now)
        self.cancelled[shift_id] = min(at, now)


def play(server: MailServer, clock: Clock, sizes: Sizes, options: argparse.Namespace) -> tuple[Season, Crew]:
    from tests.benchmarks.season.crew import Crew
    from tests.benchmarks.season.world import make_world, windows

    random = Random(options.seed)
    make_world(sizes, random)
    print(f"{sizes}; mail server on port {server.port}", flush=True)
    crew = Crew(clock.seconds, beats=BEATS, workers=WORKERS, random=Random(options.seed + 1))
    crew.start()
    season = Season(clock, crew, random, kill_every=options.kill_every)
    try:
        for first, last in windows(sizes):
            start, end = (datetime.combine(day, wall_clock(0), tzinfo=AMSTERDAM) for day in (first, last))
            season.run(start - LEAD, end + TAIL)
    finally:
        crew.stop()
    return season, crew


def rows_of(verdict: Verdict, season: Season, crew: Crew, minutes: float) -> list[Row]:
    count = verdict.count
    judged = [
        "sent twice",
        "silently missing",
        "wrong hour",
        "wrong hour about a changing night",
        "in quiet hours",
        "after the shift began",
        "taken and called failed",
    ]
    told = ["wanted", "wanted about a changing night", "sent", "unknown", "unknown, taken", "failed", "urgent at night"]
    return [
        *(Row(name, count[name], "messages") for name in told),
        *(Row(name, count[name], "messages", "<=", 0) for name in judged),
        Row("shifts cancelled", len(season.cancelled)),
        Row("beats and workers killed", crew.kills),
        Row("turns that took too long", season.slow_turns),
        Row("messages a minute", sum(count[state] for state in ("sent", "unknown", "failed")) / minutes),
        Row("minutes", minutes),
    ]


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in SIZES.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill-every", type=float, default=4.0, help="seconds between two deaths")
    return parser.parse_args()


SIZES = {"umbrellas": 3, "groups": 200, "volunteers": 5000, "shifts": 2000, "weeks": 3}


def main() -> int:
    options = read_options()
    # No semaphore: a process that is killed while it holds one would stop them all.
    clock = Clock(multiprocessing.get_context("forkserver").Value("d", 1.77e9, lock=False))
    office = PostOffice(clock, Random(options.seed + 2))
    began = time.monotonic()
    with ExitStack() as stack:
        server = stack.enter_context(mail_server(feel=office.feel, take=office.take))
        os.environ |= {
            "CANVASS_DB": stack.enter_context(database("bench_season")),
            "CANVASS_DEMO": "0",
            "CANVASS_LOG_LEVEL": "CRITICAL",
            "CANVASS_EMAIL_HOST": "127.0.0.1",
            "CANVASS_EMAIL_PORT": str(server.port),
            "DJANGO_SETTINGS_MODULE": "canvass.settings",
        }
        manage_all(os.environ, ["migrate", "--verbosity", "0"])
        multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.benchmarks.season.crew"])
        import tests.benchmarks.season.crew  # noqa: F401  (loads Django, now that it knows the database)
        from tests.benchmarks.season.verdict import judge
        from tests.benchmarks.season.world import Sizes

        sizes = Sizes(**{name: getattr(options, name) for name in SIZES})
        season, crew = play(server, clock, sizes, options)
        verdict = judge(office.taken, season.cancelled)
        from django.db import connections

        connections.close_all()
    for what, example in verdict.examples.items():
        print(f"{what}: {example}")
    print({str(mood): number for mood, number in sorted(office.felt.items())})
    return report("season", rows_of(verdict, season, crew, (time.monotonic() - began) / 60))


if __name__ == "__main__":
    sys.exit(main())

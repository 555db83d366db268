"""Beats and workers as processes of their own: each may be killed at any moment, and another takes its place.

Forked from a server that has loaded the product once, so that a new one works within milliseconds, as in a season that
runs a thousand times too fast it must.
"""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from random import Random

import django

django.setup()

from tests.benchmarks.season.clock import Clock  # noqa: E402
from volunteers.people.messages.sending import send_due  # noqa: E402
from volunteers.shifts.reminders import queue_due_reminders, queue_open_routes  # noqa: E402

IDLE_SECONDS = 0.01


def beat(seconds: Synchronized[float], rounds: Synchronized[float]) -> None:
    clock = Clock(seconds)
    while True:
        now = clock()
        queue_due_reminders(now=now)
        queue_open_routes(now=now)
        rounds.value = now.timestamp()
        while clock() == now:
            time.sleep(IDLE_SECONDS)


def worker(seconds: Synchronized[float], rounds: Synchronized[float]) -> None:
    clock = Clock(seconds)
    while True:
        claimed = send_due(clock=clock)
        rounds.value += 1
        if not claimed:
            time.sleep(IDLE_SECONDS)


class Crew:
    """Two beats, four workers, and somebody with a list of who dies next."""

    def __init__(self, seconds: Synchronized[float], *, beats: int, workers: int, random: Random) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._seconds, self._random = seconds, random
        # What time each beat saw last, and how many rounds each worker ended: without a lock that it could take into
        # its grave.
        self._slots = ["beat"] * beats + ["worker"] * workers
        self._rounds: list[Synchronized[float]] = []
        self._members: list[BaseProcess] = []
        self.kills = 0

    def start(self) -> None:
        for slot in range(len(self._slots)):
            self._rounds.append(self._context.Value("d", 0.0, lock=False))
            self._members.append(self._begin(slot))

    def kill_one(self) -> None:
        slot = self._random.randrange(len(self._slots))
        self._members[slot].kill()
        self._members[slot].join()
        if self._slots[slot] == "worker":
            self._rounds[slot].value += 1
        self._members[slot] = self._begin(slot)
        self.kills += 1

    def looked_at(self) -> float:
        """The latest time of the season at which a beat has queued everything that was due."""
        return max(self._rounds[slot].value for slot, job in enumerate(self._slots) if job == "beat")

    def rounds_ended(self) -> tuple[float, ...]:
        """By each worker; by its death as well. What one had under way before its latest is done or left behind."""
        return tuple(self._rounds[slot].value for slot, job in enumerate(self._slots) if job == "worker")

    def stop(self) -> None:
        for member in self._members:
            member.kill()
            member.join()

    def _begin(self, slot: int) -> BaseProcess:
        work = beat if self._slots[slot] == "beat" else worker
        shared = (self._seconds, self._rounds[slot])
        member: BaseProcess = self._context.Process(target=work, args=shared, daemon=True)
        member.start()
        return member

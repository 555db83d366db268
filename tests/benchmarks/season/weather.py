"""The mail server's moods over the season, and the book of what it took."""

from __future__ import annotations

import threading
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from tests.benchmarks.season.clock import Clock
from tests.benchmarks.season.mail_server import Mood, Taken

SHARES = {
    Mood.FINE: 0.93,
    Mood.BUSY: 0.02,
    Mood.GONE_EARLY: 0.02,
    Mood.GONE_BEFORE: 0.0125,
    Mood.GONE_AFTER: 0.0125,
    Mood.UNKNOWN_BOX: 0.005,
}
# Every few days nobody gets through for a while.
CALM_HOURS, AWAY_MINUTES = (40, 110), (20, 90)


class PostOffice:
    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock, self._random, self._lock = clock, random, threading.Lock()
        self._away_from = self._away_until = clock()
        self.felt: dict[Mood, int] = defaultdict(int)
        # Mark of the message: when it was taken, each time.
        self.taken: dict[str, list[datetime]] = defaultdict(list)

    def feel(self) -> Mood:
        with self._lock:
            mood = Mood.GONE_EARLY if self._is_away() else self._random.choices(*zip(*SHARES.items(), strict=True))[0]
            self.felt[mood] += 1
            return mood

    def take(self, taken: Taken) -> None:
        mark = str(taken.mail["Message-ID"]).strip().strip("<>").partition("@")[0]
        self.taken[mark].append(self._clock())

    def _is_away(self) -> bool:
        now = self._clock()
        if now > self._away_until:
            self._away_from = now + timedelta(hours=self._random.uniform(*CALM_HOURS))
            self._away_until = self._away_from + timedelta(minutes=self._random.uniform(*AWAY_MINUTES))
        return now >= self._away_from

"""Time and memory from 1,000 to 100,000 doors, each size in a process of its own, and how they grow."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import log
from time import perf_counter

from canvass.routing.model import CutRequest
from canvass.routing.plan import cut
from canvass.routing.warm import warm
from canvass.routing.worktime import PlanningNumbers
from tests.benchmarks.routing import instances
from tests.benchmarks.routing.files import NotHereError
from tests.benchmarks.routing.options import Options
from tests.benchmarks.table import Row

SECONDS = {1_000: 4.0, 10_000: 15.0, 100_000: 60.0}
# n log n grows 1.19 times as fast as n in this range, on a log-log plot.
STEEPEST = log(100 * log(100_000) / log(1_000)) / log(100)
LONGEST_SILENCE = 2.0  # seconds between two looks at the caller: so soon a cancel works


def rows(options: Options) -> Iterator[Row]:
    found = {}
    for doors, goal in SECONDS.items():
        options.hear(f"scale: {doors}")
        try:
            found[doors] = one = _measured(doors)
        except NotHereError as missing:
            options.note(f"scale {doors}: {missing}")
            return
        yield Row(f"porto {doors}: planned, matrix included", one["seconds"], "s", "<=", goal)
        yield Row(f"porto {doors}: processor time", one["processor"], "s")
        yield Row(f"porto {doors}: memory beyond the request", one["megabytes"], "MB")
        yield Row(f"porto {doors}: longest without a look at the caller", one["silence"], "s", "<=", LONGEST_SILENCE)
    for name, unit in (("processor", "processor time"), ("megabytes", "memory")):
        low, high = found[1_000][name], found[100_000][name]
        yield Row(f"porto 1k to 100k: log-log slope of {unit}", log(high / low) / log(100), "", "<=", STEEPEST)


def _measured(doors: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.routing.scale", str(doors)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHereError(done.stderr.strip().splitlines()[-1])
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(doors: int) -> dict[str, float]:
    warm()
    place = instances.porto(doors)
    before, began, worked = _megabytes(), perf_counter(), _processor()
    # In processor time: a busy machine is no silence of ours.
    looks = [worked]
    cut(CutRequest(*place, PlanningNumbers(), 120.0), progress=lambda share: looks.append(_processor()))
    ended = perf_counter()
    silence = max(b - a for a, b in pairwise([*looks, _processor()]))
    return {
        "seconds": ended - began,
        "processor": _processor() - worked,
        "megabytes": max(_megabytes() - before, 1.0),
        "silence": silence,
    }


def _processor() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))

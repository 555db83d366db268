"""Random evenings at the door while everything goes wrong: is anything lost, is anything there twice?

Run: make bench NAME=doorstep-faults, or with ARGS="--shifts 50 --seed 7". Phones lose their network, their tab, their
browser (SIGKILL) and their sign-in; answers get lost after the server stored, the server fails or is killed and started
again; tabs, phones and people meet over one duo's doors. Every evening ends with "I am back" on each phone, then the
database is compared with the notes of what each phone said it had saved. Prints the seed of an evening that failed
(`--only SEED` walks that one again) and goes on; ends with 1 if there was one.
"""

from __future__ import annotations

import argparse
import atexit
import fcntl
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random

from playwright.sync_api import sync_playwright

from tests.benchmarks.table import Row, report
from tests.faults.clerk import clerk
from tests.faults.evening import Outcome, Stage, spend
from tests.faults.unlucky import FAULTS
from tests.journeys.product import Product, launch, product

SHIFTS, PROCESSES = 300, 2
# Seconds between two ends of the server, and how long it stays away.
CALM, AWAY = (20.0, 45.0), (0.0, 3.0)

stages: list[Stage] = []


def set_up(url: str, environment: dict[str, str], folder: str) -> None:
    """In each process: a browser and a back office of its own."""
    stack = ExitStack()
    office = stack.enter_context(clerk(Product(url, environment)))
    playwright = stack.enter_context(sync_playwright())
    browser = launch(playwright)
    stack.callback(browser.close)
    atexit.register(stack.close)
    own = Path(folder) / str(os.getpid())
    own.mkdir()
    stages.append(Stage(playwright, browser, office, url, own, partial(server_stays, Path(folder))))


def walk(seed: str) -> Outcome:
    return spend(stages[0], seed)


@contextmanager
def server_stays(folder: Path, how: int = fcntl.LOCK_SH) -> Iterator[None]:
    """Many hold it at a time; the one who takes the server away holds it alone."""
    with (folder / "server.lock").open("a") as file:
        fcntl.flock(file, how)
        yield


def outages(served: Product, folder: Path, rng: Random, over: threading.Event, seen: Counter[str]) -> None:
    """Kill the server, or ask it to stop, again and again; it comes back by itself."""
    while not over.wait(rng.uniform(*CALM)):
        how = rng.choice([signal.SIGKILL, signal.SIGTERM])
        with server_stays(folder, fcntl.LOCK_EX), served.web_down(how):
            seen[f"server {how.name}"] += 1
            over.wait(rng.uniform(*AWAY))


def run(served: Product, folder: Path, seeds: list[str], processes: int) -> tuple[list[Outcome], Counter[str]]:
    over, seen = threading.Event(), Counter[str]()
    weather = threading.Thread(target=outages, args=(served, folder, Random(seeds[0]), over, seen))
    weather.start()
    outcomes = []
    try:
        with ProcessPoolExecutor(
            processes,
            multiprocessing.get_context("spawn"),
            initializer=set_up,
            initargs=(served.url, served.environment, str(folder)),
        ) as pool:
            for done in as_completed([pool.submit(walk, seed) for seed in seeds]):
                outcomes.append(done.result())
                if not outcomes[-1].good:
                    print(outcomes[-1], flush=True)
                elif len(outcomes) % 25 == 0:
                    print(f"{len(outcomes)} of {len(seeds)} evenings", flush=True)
    finally:
        over.set()
        weather.join()
    return outcomes, seen


def histogram(outcomes: list[Outcome], seen: Counter[str]) -> None:
    happened = sum((outcome.happened for outcome in outcomes), seen)
    for name, count in happened.most_common():
        kind = "fault" if name in FAULTS or name.startswith("server ") else ""
        print(f"{name:24} {count:6} {kind}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shifts", type=int, default=SHIFTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    options = parser.parse_args()
    seeds = [options.only] if options.only else [f"{options.seed}-{n}" for n in range(options.shifts)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, product("bench_doorstep_faults", Path(folder)) as served:
        outcomes, seen = run(served, Path(folder), seeds, options.processes)
    histogram(outcomes, seen)
    rows = [
        Row("shifts", len(outcomes)),
        Row("rows on the server", sum(outcome.rows for outcome in outcomes)),
        Row("lost", sum(outcome.lost.total() for outcome in outcomes), "rows", "<=", 0),
        Row("duplicated", sum(outcome.doubled.total() for outcome in outcomes), "rows", "<=", 0),
        Row("doors without their talk", sum(outcome.halves for outcome in outcomes), "rows", "<=", 0),
        Row("evenings that got stuck", sum(bool(outcome.trouble) for outcome in outcomes), "", "<=", 0),
        Row("server ends", seen.total()),
        Row("minutes", (time.monotonic() - began) / 60),
    ]
    return report("doorstep-faults", rows)


if __name__ == "__main__":
    sys.exit(main())

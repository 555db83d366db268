"""Hostile clients against /field/: does anything fall over, and is a row ever stored that was not checked?

Run: make bench NAME=hostile-sync, fewer with ARGS="--cases 2000", another draw with ARGS="--seed 7". Up to a third is
what schemathesis draws from docs/field-api.json, valid and invalid; the rest are batches with spoilt items, foreign
ids, NaN, NUL, lone surrogates and integers past 64 bits; and bodies of 10 MB and of 100,000 brackets. It makes a
database of its own (bench_hostile_sync). Exits with 1 when an answer is 5xx or not as described, or a row was stored
that no screen of the app can make.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

from tests.benchmarks.table import Row, report

DATABASE = "bench_hostile_sync"
LEAST = 20_000
SHIFT_STATES = ("planned", "opened", "closed")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=LEAST)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "canvass.settings", "CANVASS_TEST_DB": DATABASE}
    import django
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    django.setup()
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        return attack(options.cases, options.seed)
    finally:
        teardown_databases(made, verbosity=0)


def attack(cases: int, number: int) -> int:
    from tests.conversations.doorstep.hostile import LEDGER, unvalidated_rows

    logging.disable(logging.WARNING)  # thousands of refusals
    began = time.monotonic()
    statuses: Counter[int] = Counter()
    broken: list[str] = []
    rows: list[str] = []
    for place, state in enumerate(SHIFT_STATES):
        target = _target(place, state)
        _beset(target, cases // len(SHIFT_STATES) + 1, number + place)
        statuses += target.statuses
        broken += target.broken
        rows += unvalidated_rows(target.phone)
        for model in LEDGER:  # the next phone finds it empty: any row not of its own is wrong
            model._default_manager.all().delete()
    for line in [*broken[:10], *rows[:10]]:
        print(line)
    print(f"seed {number}; answers:", ", ".join(f"{status} {n}" for status, n in sorted(statuses.items())))
    found = [
        Row("cases", statuses.total(), "", ">=", cases),
        Row("answers 5xx", sum(n for status, n in statuses.items() if status >= 500), "", "<=", 0),
        Row("answers not as described", len(broken), "", "<=", 0),
        Row("unvalidated rows", len(rows), "", "<=", 0),
        Row("seconds", time.monotonic() - began, "s"),
    ]
    return report("hostile-sync", found)


def _target(place: int, state: str) -> Any:
    """A phone on a turf of its own, its shift under way, opened or closed."""
    from tests.conversations.doorstep.phone import Phone
    from tests.conversations.doorstep.test_hostile_sync import make_target
    from tests.factories import make_assignment
    from volunteers.people.models import User
    from volunteers.shifts.models import Shift

    assignment = make_assignment()
    user = User.objects.get(pk=assignment.duo.members.values("volunteer")[:1])
    target = make_target(Phone(user, assignment), key=f"e{place}")
    target.phone.bundle()  # makes the key of the shift
    closed_at = "2026-01-01T00:00Z" if state == "closed" else None
    Shift.objects.filter(pk=assignment.duo.shift_id).update(state=state, closed_at=closed_at)
    return target


def _beset(target: Any, cases: int, number: int) -> None:
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    from tests.conversations.doorstep import hostile

    for path, body, content_type in hostile.outsized(target):
        target.ask("POST", f"/field/{path}", body, content_type)
    for mode in GenerationMode:
        operations = hostile.described(mode)
        each = -(-cases // 3 // len(GenerationMode) // len(operations)) + 1
        for operation, strategy in operations:
            # Where there is nothing to choose, or nothing to spoil, there are few cases or none.
            with suppress(Unsatisfiable):
                _draw(each, number, strategy, partial(hostile.send, target, operation))
    left = cases - target.statuses.total()
    _draw(left, number, hostile.batches(target), lambda batch: target.post(*batch))


def _draw(cases: int, number: int, strategy: Any, deed: Any) -> None:
    """Hypothesis chooses; each number of ``seed`` gives its own cases, and the same again."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    quiet = settings(
        max_examples=cases,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    @seed(number)
    @quiet
    @given(strategy)
    def run(drawn: Any) -> None:
        deed(drawn)

    run()


if __name__ == "__main__":
    sys.exit(main())

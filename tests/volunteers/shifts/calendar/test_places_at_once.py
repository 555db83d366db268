"""Fifty people at the same moment, each on a connection of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.factories import make_shift, make_user
from volunteers.shifts import signups
from volunteers.shifts.models import SignUp

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 50


def at_once(deed: Callable[[int], Any], times: int = PEOPLE) -> list[Any]:
    gate = Barrier(times)

    def run(number: int) -> Any:
        try:
            gate.wait()
            return deed(number)
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.fixture
def shift():
    shift = make_shift(starts_at=timezone.now() + timedelta(days=3), places=3)
    for _ in range(2):
        signups.sign_up(shift=shift, volunteer=make_user(), now=timezone.now())
    return shift


def test_the_last_place_goes_to_exactly_one_and_the_others_wait_in_order(shift):
    people = [make_user() for _ in range(PEOPLE)]
    rows = at_once(lambda n: signups.sign_up(shift=shift, volunteer=people[n], now=timezone.now()))
    assert Counter(row.state for row in rows) == {"going": 1, "waiting": PEOPLE - 1}

    # All three who go cancel at once: the three first of the waiting list go, and nobody else.
    going = list(shift.sign_ups.filter(state="going").select_related("volunteer"))
    at_once(lambda n: signups.cancel_sign_up(shift=shift, volunteer=going[n].volunteer), times=3)
    waiting = sorted(row.pk for row in rows if row.state == "waiting")
    assert sorted(shift.sign_ups.filter(state="going").values_list("pk", flat=True)) == waiting[:3]


def test_even_who_asks_nobody_gets_no_fourth_place(shift):
    """Rows written past the verbs, without their lock: the trigger holds it."""
    people = [make_user() for _ in range(PEOPLE)]
    answers = at_once(lambda n: SignUp.objects.create(shift=shift, volunteer=people[n]))
    assert sum(not isinstance(answer, IntegrityError) for answer in answers) == 1
    assert shift.sign_ups.filter(state="going").count() == 3

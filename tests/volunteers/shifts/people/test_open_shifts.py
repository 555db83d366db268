from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_campaign, make_shift, make_user
from volunteers.shifts.models import SignUp
from volunteers.shifts.people.open_shifts import next_open_shifts

pytestmark = pytest.mark.django_db


def test_the_next_planned_shifts_of_the_group_with_the_places_left(django_assert_max_num_queries):
    campaign, now = make_campaign(), timezone.now()
    soon = make_shift(campaign=campaign, starts_at=now + timedelta(days=1), places=2)
    later = make_shift(campaign=campaign, starts_at=now + timedelta(days=2), places=1)
    for shift, state in ((soon, "going"), (soon, "cancelled"), (later, "going")):
        SignUp.objects.create(shift=shift, volunteer=make_user(), state=state)
    make_shift(campaign=campaign, starts_at=now - timedelta(hours=1))
    make_shift(campaign=campaign, starts_at=now + timedelta(days=90))
    make_shift(campaign=campaign, starts_at=now + timedelta(days=3), state="cancelled")
    make_shift(starts_at=now + timedelta(days=1))
    with django_assert_max_num_queries(1):
        found = next_open_shifts(campaign.organisation)
    assert [(shift.starts_at, shift.places_left) for shift in found] == [(soon.starts_at, 1), (later.starts_at, 0)]

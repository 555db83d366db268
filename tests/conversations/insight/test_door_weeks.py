"""The sums of a week are the database's: whoever writes door counts, they fit."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import F, Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conversations.insight.doors import add_door_counts
from conversations.insight.models import DoorCount, DoorWeek
from tests.factories import make_campaign

KEY = ("campaign_id", "period", "outcome")
deeds = st.lists(
    st.tuples(
        st.sampled_from(["make", "add", "move", "delete"]),
        st.sampled_from(["BU1", "BU2"]),
        st.sampled_from(["2026-W10", "2026-W11"]),
        st.sampled_from(["not_home", "conversation"]),
        st.integers(0, 5),
    ),
    max_size=12,
)


def as_summed():
    sums = DoorCount.objects.values_list(*KEY).annotate(n=Sum("count"))
    return {tuple(key): number for *key, number in sums if number}


def as_kept():
    return {tuple(key): number for *key, number in DoorWeek.objects.values_list(*KEY, "count") if number}


class TestWeeks(TestCase):
    @given(deeds)
    @settings(max_examples=60)
    def test_any_row_of_deeds_leaves_the_sums_right(self, drawn):
        campaign = make_campaign()
        for deed, area, period, outcome, number in drawn:
            here = DoorCount.objects.filter(campaign=campaign, area=area, period=period, outcome=outcome)
            if deed == "make" and not here.exists():
                DoorCount.objects.create(campaign=campaign, area=area, period=period, outcome=outcome, count=number)
            elif deed == "add":
                add_door_counts(campaign, Counter({(area, period, outcome): number}))
            elif deed == "move":
                here.update(count=F("count") + number)
            elif deed == "delete":
                here.delete()
            assert as_kept() == as_summed()


@pytest.mark.django_db
def test_with_its_campaign_everything_goes():
    campaign = make_campaign()
    add_door_counts(campaign, Counter({("BU1", "2026-W10", "not_home"): 3}))
    campaign.delete()
    assert (DoorCount.objects.count(), DoorWeek.objects.count()) == (0, 0)

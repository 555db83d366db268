from __future__ import annotations

import pytest
from django.utils import timezone

from conversations.insight.coarsening import NOWHERE, place
from tests.factories import make_campaign, make_neighbourhood

pytestmark = pytest.mark.django_db


def test_an_area_that_a_campaign_drew_says_nothing_about_where():
    drawn = make_neighbourhood(source="drawn", code="eigen-0000abcd", address_count=5000)
    found = place(campaign=make_campaign(), area=drawn.code, day=timezone.localdate())
    assert (found.area, found.level) == (NOWHERE, "municipality")

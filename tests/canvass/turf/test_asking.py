from __future__ import annotations

import pytest

from canvass.places.models import StreetSegment
from canvass.turf.asking import planning_request
from canvass.turf.models import LinkChange, TurfPlan
from canvass.turf.numbers import snapshot
from canvass.turf.streets import Projection
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


def test_the_planner_is_told_what_the_house_and_the_organisation_know(settings):
    settings.CROSSING_METRES = {"residential": 12}
    town = make_town(columns=2, rows=1, doors=3)
    campaign = campaign_in(town)
    street = StreetSegment.objects.get(name="Laan 3")
    LinkChange.objects.create(organisation=campaign.organisation, kind="blocked", segment=street)
    numbers = snapshot(campaign.planning_numbers, open_percent=30)
    plan = TurfPlan(campaign=campaign, neighbourhood=town, version=1, budget_minutes=60, numbers=numbers)
    asked = planning_request(plan, list(town.addresses.all()), Projection.of(town))
    assert asked.crossing_metres == {"residential": 12.0}
    assert [one.key for one in asked.segments if one.closed] == [street.pk]
    assert len(asked.doors) == 24

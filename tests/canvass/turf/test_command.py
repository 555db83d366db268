from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import TurfPlan
from tests.factories import make_campaign
from tests.factories_turf import make_town

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("cut_turf", stdout=out, **options)
    return out.getvalue()


def test_it_cuts_and_reports_as_json():
    town, campaign = make_town(columns=2, rows=1, doors=4), make_campaign(name="Wonen")
    record_wishes(address_ids=[town.addresses.first().pk], on=campaign.starts_on)
    report = json.loads(run(campaign="Wonen", neighbourhood=town.code, minutes=60, json=True))
    assert report["doors"] == town.addresses.count() - 1
    assert report["left_out"] == {"do_not_ring": 1}
    assert sum(turf["doors"] for turf in report["turfs"]) == report["doors"]
    plan = TurfPlan.objects.get(pk=report["plan"])
    assert (plan.state, plan.budget_minutes, plan.job_id) == ("draft", 60, None)
    assert town in campaign.neighbourhoods.all()


def test_without_json_it_prints_a_line_a_turf():
    town, campaign = make_town(columns=1, rows=1, doors=4), make_campaign()
    text = run(campaign=str(campaign.pk), neighbourhood=town.code)
    assert text.splitlines()[0].startswith("16 doors in")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"campaign": "Nowhere"}, "No campaign"),
        ({"neighbourhood": "BU0"}, "No neighbourhood"),
        ({"minutes": 5}, "between 20 and 480"),
        ({"open_percent": 101}, "between 1 and 100"),
    ],
)
def test_it_says_what_is_wrong(options, says):
    town, campaign = make_town(columns=1, rows=1, doors=2), make_campaign(name="Wonen")
    with pytest.raises(CommandError, match=says):
        run(**{"campaign": "Wonen", "neighbourhood": town.code} | options)
    assert not TurfPlan.objects.exists()
    assert not campaign.neighbourhoods.exists()


def test_an_empty_neighbourhood_is_an_error_and_leaves_no_draft():
    town = make_town(columns=1, rows=1, doors=0)
    make_campaign(name="Wonen")
    with pytest.raises(CommandError, match="No door is left"):
        run(campaign="Wonen", neighbourhood=town.code)
    assert TurfPlan.objects.get().state == "failed"

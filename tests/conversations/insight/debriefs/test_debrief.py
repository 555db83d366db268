from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.models import SafetyReport
from conversations.insight.debriefs.queries import debrief
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def walked(*, talks=0, people=4, steps=("permission", "story")):
    evening = Evening(doors=20, duos=2)
    for i, address in enumerate(evening.addresses[:30]):
        evening.log(address, "conversation" if i < talks else "not_home")
    for i in range(talks):
        put_in_inbox(evening.shift, evening.people[i % people], opening=i % 8, closing=i % 9, steps=list(steps))
    open_shift(shift=evening.shift, now=timezone.now())
    return evening


def test_doors_left_are_those_of_the_turfs_that_nobody_tried():
    assert debrief(walked().shift).doors_left == 10


def test_an_evening_stands_beside_the_campaign_with_its_interval():
    found = debrief(walked(talks=6).shift)
    shift, campaign = found.band.rows[:2]
    assert (shift.count, shift.of) == (6, 30)
    assert shift.low < shift.percent < shift.high
    assert (campaign.count, campaign.of) == (6, 30)


@pytest.mark.parametrize(("talks", "people"), [(9, 4), (14, 2)])
def test_few_talks_or_canvassers_say_nothing_of_numbers_or_steps(talks, people):
    found = debrief(walked(talks=talks, people=people).shift)
    assert found.ratings is None
    assert found.skipped == []


def test_enough_talks_show_the_change_and_the_step_skipped_most():
    found = debrief(walked(talks=14).shift)
    assert found.ratings.change.n == 14
    assert [(step.label, step.skipped, step.of) for step in found.skipped] == [("value", 14, 14)]


def test_incidents_that_wait_for_a_call_come_first(client):
    evening = walked(talks=3)
    SafetyReport.objects.create(id=uuid.uuid4(), shift=evening.shift, owner=evening.people[0], about="street")
    client.force_login(make_user(role="coordinator", organisation=evening.campaign.organisation))
    for name in ("insight:debrief", "insight:close"):
        page = client.get(reverse(name, args=[evening.shift.pk]), headers={"accept-language": "en"}).content.decode()
        assert "1 volunteer felt unsafe and was not called back yet." in page

"""When a campaign is over, no conversation leads to a volunteer and no door to an arm; its findings still stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.campaigns.models import Campaign, Comparison
from canvass.turf.arms import draw_arms, drawn_of, redraw
from canvass.turf.models import Arm
from conversations.insight.canvassers import code_for
from conversations.insight.comparison.queries import comparison_results
from conversations.insight.ending import GRACE, forget_ended
from conversations.insight.models import CanvasserCode
from conversations.insight.tasks import daily
from tests.conversations.insight.comparison.trial import make_compared, walk
from tests.factories import make_campaign, make_shift, make_user
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db


def over(campaign, *, days=1):
    last = timezone.localdate() - GRACE - timedelta(days=days)
    Campaign.objects.filter(pk=campaign.pk).update(starts_on=last - timedelta(days=60), ends_on=last)
    return campaign


def with_code():
    campaign = make_campaign()
    code_for(campaign=campaign, volunteer_id=make_user().pk)
    return campaign


def test_the_daily_round_forgets_who_of_campaigns_that_are_over_and_of_no_other():
    ended, running, just_over = over(with_code()), with_code(), over(with_code(), days=0)
    daily()
    assert set(CanvasserCode.objects.values_list("campaign", flat=True)) == {running.pk, just_over.pk}
    assert AuditEntry.objects.get().subject == str(ended.pk)
    assert forget_ended(now=timezone.now(), today=timezone.localdate()) == 0
    assert AuditEntry.objects.count() == 1


def test_a_shift_that_is_not_closed_keeps_them():
    campaign = over(with_code())
    shift = make_shift(campaign=campaign)
    daily()
    assert CanvasserCode.objects.exists()
    shift.state = "cancelled"
    shift.save()
    forget_ended(now=timezone.now(), today=timezone.localdate())
    assert not CanvasserCode.objects.exists()


def test_arms_and_seed_go_and_what_was_found_stays():
    campaign = make_compared()
    walk(campaign)
    before = comparison_results([campaign.comparison])
    over(campaign)
    daily()
    comparison = Comparison.objects.get(campaign=campaign)
    assert not Arm.objects.exists()
    assert bytes(comparison.wrapped_seed) == b""
    assert comparison.ended_at is not None
    with pytest.raises(ValueError):
        redraw(comparison)
    after = comparison_results([comparison])
    assert (after.treatment, after.control, after.lot_stands) == (before.treatment, before.control, True)
    assert [wave.obstacles for wave in after.waves] == [wave.obstacles for wave in before.waves]
    assert sum(drawn_of(comparison).values()) == 12
    assert draw_arms(plan=campaign.turf_plans.get()) == 0


def test_a_lot_that_did_not_stand_does_not_stand_afterwards():
    campaign = make_compared()
    Arm.objects.filter(pk=Arm.objects.first().pk).delete()
    over(campaign)
    daily()
    assert not comparison_results([Comparison.objects.get(campaign=campaign)]).lot_stands

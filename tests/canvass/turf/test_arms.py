"""Arms by lot: balanced within a turf, the same again from the same secret, drawn once per address, and hidden."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from canvass.campaigns.comparisons import end_comparison, seed_of, start_comparison
from canvass.campaigns.models import Comparison
from canvass.turf.arms import arms_of, draw_arms, lot, redraw
from canvass.turf.models import Arm, Stop, TurfPlan
from canvass.turf.publishing import publish_plan
from tests.factories import make_campaign, make_turf, make_user
from tests.factories_turf import campaign_in, make_town
from tests.plans import stops_plan

SEED = bytes(range(32))
addresses = st.sets(st.integers(1, 10**6), min_size=1, max_size=120)


def compared(campaign, **kwargs):
    Comparison.objects.create(campaign=campaign, question_nl="Wat vind je van de buurt?", **kwargs)
    return start_comparison(campaign=campaign)


@given(addresses, st.integers(20, 80))
def test_every_turf_is_balanced_to_within_one_door(drawn, share):
    arms = lot(SEED, drawn, turf=7, share_percent=share)
    assert set(arms) == drawn
    talks = sum(arm == "conversation" for arm in arms.values())
    assert abs(talks - len(drawn) * share / 100) < 1


@given(addresses)
def test_the_same_secret_gives_the_same_lot_in_whatever_order(drawn):
    backwards = sorted(drawn, reverse=True)
    assert lot(SEED, drawn, turf=7, share_percent=50) == lot(SEED, backwards, turf=7, share_percent=50)


def test_another_secret_gives_another_lot():
    doors = range(1, 101)
    again = lot(secrets.token_bytes(32), doors, turf=7, share_percent=50)
    assert lot(SEED, doors, turf=7, share_percent=50) != again


def test_odd_turfs_add_up_to_the_share():
    """Of 4,000 turfs of one door 30 % get the conversation, within four standard errors."""
    arms = Counter(lot(SEED, [turf], turf=turf, share_percent=30)[turf] for turf in range(4000))
    assert abs(arms["conversation"] / 4000 - 0.30) < 4 * (0.3 * 0.7 / 4000) ** 0.5


def test_neighbours_say_nothing_about_each_other():
    """Next door's arm is the other arm hardly more often than by chance: no pattern along the street."""
    doors = list(range(1, 41))
    different = 0
    for turf in range(500):
        arms = lot(SEED, doors, turf=turf, share_percent=50)
        different += sum(arms[a] != arms[b] for a, b in pairwise(doors))
    assert abs(different / (500 * 39) - 20 / 39) < 0.02


@pytest.mark.django_db
def test_publishing_draws_and_a_new_division_keeps_what_was_drawn():
    town = make_town()
    campaign = campaign_in(town)
    comparison = compared(campaign, share_percent=50)
    publish_plan(plan=stops_plan(campaign, town))
    first = dict(Arm.objects.values_list("address_id", "arm"))
    assert len(first) == town.addresses.count()
    assert abs(Counter(first.values())["conversation"] - len(first) / 2) <= 1
    publish_plan(plan=stops_plan(campaign, town))
    assert dict(Arm.objects.values_list("address_id", "arm")) == first
    assert redraw(comparison) == 0


@pytest.mark.django_db
def test_nothing_is_drawn_without_a_started_comparison_or_after_its_end():
    turf = make_turf()
    campaign = turf.plan.campaign
    assert draw_arms(plan=turf.plan) == 0
    Comparison.objects.create(campaign=campaign, question_nl="?")
    assert draw_arms(plan=turf.plan) == 0
    start_comparison(campaign=campaign)
    assert draw_arms(plan=turf.plan) == turf.door_count
    end_comparison(campaign=campaign)
    assert draw_arms(plan=make_turf(campaign=campaign).plan) == 0
    assert Arm.objects.count() == turf.door_count


@pytest.mark.django_db
def test_a_drawn_arm_never_changes_and_no_address_is_drawn_twice():
    turf = make_turf()
    comparison = compared(turf.plan.campaign)
    draw_arms(plan=turf.plan)
    arm = Arm.objects.first()
    with pytest.raises(Exception, match="arm_never_changes"), transaction.atomic():
        Arm.objects.filter(pk=arm.pk).update(arm="comparison")
    with pytest.raises(IntegrityError, match="one_arm_per_address"), transaction.atomic():
        Arm.objects.create(comparison=comparison, address=arm.address, turf=turf, arm=arm.arm)
    assert "conversation" not in str(arm)


@pytest.mark.django_db
def test_a_lot_that_was_written_by_hand_is_found_out():
    turf = make_turf()
    comparison = compared(turf.plan.campaign)
    for stop in Stop.objects.filter(turf=turf):
        Arm.objects.create(comparison=comparison, address=stop.address, turf=turf, arm="conversation")
    assert redraw(comparison) == turf.door_count // 2
    Arm.objects.filter(address=turf.stops.first().address).delete()
    assert redraw(comparison) >= 1
    assert len(seed_of(comparison)) == 32


@pytest.mark.django_db
def test_no_arms_of_another_campaign():
    turf = make_turf()
    compared(turf.plan.campaign)
    draw_arms(plan=turf.plan)
    ids = list(turf.stops.values_list("address_id", flat=True))
    assert len(arms_of(turf.plan.campaign, ids)) == len(ids)
    assert arms_of(make_campaign(), ids) == {}


@pytest.mark.django_db
def test_the_planner_pages_are_the_same_whatever_was_drawn():
    """Planner, sheet and map of one town, with all doors in one arm and then in the other, are word for word alike."""
    town = make_town()
    campaign = campaign_in(town)
    comparison = compared(campaign)
    plan = stops_plan(campaign, town)
    TurfPlan.objects.filter(pk=plan.pk).update(state="published", published_at="2026-01-01T00:00Z")
    turf, client = plan.turfs.get(), Client()
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    pages = [reverse("turf:plan", args=[campaign.pk, town.pk]), reverse("turf:sheet", args=[turf.pk])]

    def seen(arm: str) -> list[str]:
        Arm.objects.all().delete()
        Arm.objects.bulk_create(
            Arm(comparison=comparison, address_id=address, turf=turf, arm=arm)
            for address in turf.stops.values_list("address_id", flat=True)
        )
        return [strip_tokens(client.get(page).content.decode()) for page in pages]

    assert seen("conversation") == seen("comparison")


def strip_tokens(html: str) -> str:
    """Without what differs between any two answers: form tokens and script nonces."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce|x-csrftoken": )(="|")[^"]+"', "", html)

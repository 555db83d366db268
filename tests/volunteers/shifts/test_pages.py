"""What the pages of a shift offer, to whom and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_shift, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = make_user(role="coordinator", organisation=make_organisation())
    client.force_login(user)
    return user


def page(client, name, *args):
    response = client.get(reverse(name, args=args), headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("hours", "offered"), [(-1, True), (24, False)])
def test_everyone_is_back_only_from_a_shift_that_has_begun(client, coordinator, hours, offered):
    campaign = make_campaign(organisation=coordinator.memberships.get().organisation)
    shift = make_shift(campaign=campaign, starts_at=timezone.now() + timedelta(hours=hours))
    for name in ("shifts:detail", "insight:debrief"):
        assert ("Everyone is back" in page(client, name, shift.pk)) is offered


def test_a_coordinator_without_any_shift_is_told_where_to_add_one(client, coordinator):
    html = page(client, "shifts:index")
    assert "Add a shift to a campaign" in html
    assert "Your coordinator adds them here" not in html


def test_a_volunteer_without_any_shift_waits_for_the_coordinator(client):
    client.force_login(make_user(role="volunteer", organisation=make_organisation()))
    assert "Your coordinator adds them here" in page(client, "shifts:index")

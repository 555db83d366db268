from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people import members
from volunteers.people.errors import PeopleError
from volunteers.people.models import AuditEntry, Membership
from volunteers.people.policy import Verb, organisations_where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def organisation():
    return make_organisation()


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def test_a_role_holds_until_and_with_its_last_day(organisation):
    user = make_user(role="coordinator", organisation=organisation)
    for offset, holds in ((1, True), (0, True), (-1, False)):
        Membership.objects.update(ends_on=day(offset))
        assert organisations_where(user, Verb.PLAN_TURF).exists() is holds


def test_the_hourly_round_takes_away_what_has_ended(organisation):
    gone, here = (make_user(role="volunteer", organisation=organisation) for _ in range(2))
    Membership.objects.filter(user=gone).update(ends_on=day(-1))
    Membership.objects.filter(user=here).update(ends_on=day(0))
    assert members.end_due_memberships(today=day(0)) == 1
    assert Membership.objects.get().user == here
    assert AuditEntry.objects.get().actor is None


def test_an_admin_sets_a_last_day_and_takes_it_back(client, organisation):
    client.force_login(make_user(role="admin", organisation=organisation))
    membership = make_user(role="volunteer", organisation=organisation).memberships.get()
    url = reverse("people:end", args=[membership.pk])
    assert client.post(url, {"last_day": day(-1).isoformat()}).status_code == 422
    client.post(url, {"last_day": day(7).isoformat()})
    membership.refresh_from_db()
    assert membership.ends_on == day(7)
    client.post(url, {"keep": "1", "last_day": day(7).isoformat()})
    membership.refresh_from_db()
    assert membership.ends_on is None


def test_an_admin_who_is_leaving_does_not_count_as_another_admin(organisation):
    first, second = (make_user(role="admin", organisation=organisation) for _ in range(2))
    members.set_last_day(membership=first.memberships.get(), last_day=day(7), by=first)
    with pytest.raises(PeopleError):
        members.set_last_day(membership=second.memberships.get(), last_day=day(9), by=second)
    with pytest.raises(PeopleError):
        members.end_membership(membership=second.memberships.get(), by=second)

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people.models import AuditEntry, Membership, Profile, Segment, User
from volunteers.shifts.models import SignUp
from volunteers.shifts.people.filters import PeopleFilter
from volunteers.shifts.people.queries import people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

MOST_QUERIES = 12


@pytest.fixture
def organisation():
    return make_organisation(name="Lindenhaven", slug="lindenhaven")


@pytest.fixture
def coordinator(client, organisation):
    user = make_user(role="coordinator", organisation=organisation, name="Coordinator")
    client.force_login(user)
    return user


def walk(user: User, organisation: Any, *, times: int = 1, days_ago: int = 3) -> None:
    campaign = make_campaign(organisation=organisation)
    for n in range(times):
        start = timezone.now() - timedelta(days=days_ago + n)
        shift = make_shift(campaign=campaign, starts_at=start, state="opened", opened_at=start)
        SignUp.objects.create(shift=shift, volunteer=user, checked_in_at=start)


@pytest.fixture
def cast(organisation):
    """Four volunteers that differ in everything the list can be asked."""
    people = {
        name: make_user(role="volunteer", organisation=organisation, name=name.title(), email=f"{name}@example.org")
        for name in ("anouk", "bram", "chantal", "daan")
    }
    walk(people["anouk"], organisation, times=5)
    walk(people["bram"], organisation, days_ago=200)
    Profile.objects.create(
        user=people["anouk"], languages=["nl", "tr"], availability=[2, 5], stairs=False, trained_on="2026-01-05"
    )
    Profile.objects.create(user=people["bram"], languages=["nl"], availability=[2], bike=True)
    User.objects.filter(pk=people["chantal"].pk).update(last_login=timezone.now())
    make_user(role="volunteer", name="Elsewhere")
    return people


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Anouk", "Bram", "Chantal", "Daan"]),
        ({"q": "an"}, ["Anouk", "Chantal", "Daan"]),
        ({"q": "BRAM@example"}, ["Bram"]),
        ({"q": "an ouk"}, ["Anouk"]),
        ({"experience": "new"}, ["Chantal", "Daan"]),
        ({"experience": "some"}, ["Bram"]),
        ({"experience": "seasoned"}, ["Anouk"]),
        ({"seen": "month"}, ["Anouk", "Chantal"]),
        ({"seen": "away"}, ["Bram", "Daan"]),
        ({"speaks": "tr"}, ["Anouk"]),
        ({"when": "2"}, ["Anouk", "Bram"]),
        ({"trained": "yes"}, ["Anouk"]),
        ({"trained": "no"}, ["Bram", "Chantal", "Daan"]),
        ({"stairs": "on"}, ["Bram", "Chantal", "Daan"]),
        ({"bike": "on"}, ["Bram"]),
        ({"role": "coordinator"}, []),
        ({"sort": "walked"}, ["Anouk", "Bram", "Chantal", "Daan"]),
        ({"sort": "away"}, ["Daan", "Bram", "Anouk", "Chantal"]),
        ({"experience": "nonsense"}, ["Anouk", "Bram", "Chantal", "Daan"]),
    ],
)
def test_the_list_answers_what_it_is_asked(organisation, cast, asked, found):
    rows = PeopleFilter(asked, queryset=people_of(organisation)).qs
    assert [membership.user.name for membership in rows] == found


def test_a_sign_up_without_a_check_in_or_before_everyone_is_back_is_no_experience(organisation):
    user = make_user(role="volunteer", organisation=organisation)
    shift = make_shift(campaign=make_campaign(organisation=organisation), state="opened")
    SignUp.objects.create(shift=shift, volunteer=user)
    SignUp.objects.create(shift=make_shift(), volunteer=user, checked_in_at=timezone.now())
    assert people_of(organisation).get().walked == 0


def test_whose_last_day_has_passed_is_not_in_the_list(organisation, cast):
    Membership.objects.filter(user=cast["bram"]).update(ends_on=timezone.localdate() - timedelta(days=1))
    Membership.objects.filter(user=cast["daan"]).update(ends_on=timezone.localdate())
    assert [membership.user.name for membership in people_of(organisation)] == ["Anouk", "Chantal", "Daan"]


@pytest.mark.parametrize("people", [0, 1, 5000])
def test_the_list_asks_the_database_a_fixed_number_of_times(
    client, coordinator, organisation, people, django_assert_max_num_queries
):
    users = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(people))
    Membership.objects.bulk_create(Membership(user=u, organisation=organisation, role="volunteer") for u in users)
    Profile.objects.bulk_create(Profile(user=user, languages=["nl"]) for user in users)
    url = reverse("people_list:list", args=["lindenhaven"])
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(url, {"experience": "new", "q": "person", "sort": "away"}).status_code == 200


def test_the_list_shows_no_addresses_and_a_look_at_a_person_is_written_down(client, coordinator, cast):
    html = client.get(reverse("people_list:list", args=["lindenhaven"])).content.decode()
    assert "Anouk" in html
    assert "anouk@example.org" not in html
    url = reverse("people_list:person", args=[cast["anouk"].memberships.get().pk])
    assert "anouk@example.org" in client.get(url).content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject) == ("viewed contact details", f"user {cast['anouk'].pk}")


def test_a_coordinator_notes_a_training_that_was(client, coordinator, cast):
    url = reverse("people_list:person", args=[cast["daan"].memberships.get().pk])
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.post(url, {"trained_on": tomorrow.isoformat()}).status_code == 422
    client.post(url, {"trained_on": "2026-02-01"})
    assert str(Profile.objects.get(user=cast["daan"]).trained_on) == "2026-02-01"


def test_addresses_are_shown_for_a_purpose_only_and_that_is_written_down(client, coordinator, cast):
    url = reverse("people_list:addresses", args=["lindenhaven"]) + "?experience=new&role=volunteer"
    assert "chantal@example.org" not in client.get(url).content.decode()
    assert client.post(url, {"purpose": ""}).status_code == 422
    html = client.post(url, {"purpose": "training"}).content.decode()
    assert "chantal@example.org, daan@example.org" in html
    assert "bram@example.org" not in html
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject) == ("copied addresses", "2 addresses for training")


def test_a_segment_keeps_the_questions_and_is_the_groups_own(client, coordinator, cast):
    save = reverse("people_list:segment-save", args=["lindenhaven"])
    assert client.post(save, {"name": "All"}).status_code == 422
    client.post(save + "?experience=new&sort=name&page=2&evil=1&role=", {"name": "First timers"})
    segment = Segment.objects.get()
    assert (segment.name, segment.filters) == ("First timers", {"experience": "new"})
    client.post(save + "?experience=some", {"name": "first TIMERS"})
    assert Segment.objects.get().filters == {"experience": "some"}
    assert "first TIMERS" in client.get(reverse("people_list:list", args=["lindenhaven"])).content.decode()
    other = make_user(role="admin")
    client.force_login(other)
    assert client.post(reverse("people_list:segment-delete", args=[segment.pk])).status_code == 404
    client.force_login(coordinator)
    client.post(reverse("people_list:segment-delete", args=[segment.pk]))
    assert not Segment.objects.exists()

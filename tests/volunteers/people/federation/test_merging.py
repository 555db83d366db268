from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.topics.models import SharedValue, Topic
from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people.errors import PeopleError
from volunteers.people.federation import merging
from volunteers.people.federation.merging import merge_organisations
from volunteers.people.models import AuditEntry, Invitation, Membership, Organisation
from volunteers.shifts.models import Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class Pair:
    """Two local groups of one member, with the same campaign, words and people in both."""

    def __init__(self) -> None:
        self.umbrella = make_organisation(kind="umbrella")
        self.source = make_organisation(parent=self.umbrella, name="Oost")
        self.into = make_organisation(parent=self.umbrella, name="West")
        self.admin = make_user(role="admin", organisation=self.umbrella)
        self.campaigns = [make_campaign(organisation=each, name="Wonen") for each in (self.source, self.into)]
        self.shift = make_shift(campaign=self.campaigns[0])
        self.topic = self.campaigns[0].statement.topic
        Topic.objects.filter(pk=self.topic.pk).update(code="housing")
        Topic.objects.filter(pk=self.campaigns[1].statement.topic_id).update(code="housing")
        self.both = make_user(role="coordinator", organisation=self.source)
        Membership.objects.create(user=self.both, organisation=self.into, role="volunteer")
        self.only = make_user(role="volunteer", organisation=self.source)
        for each in (self.source, self.into):
            Invitation.objects.create(
                organisation=each, email="new@example.org", role="volunteer", expires_at=timezone.now()
            )

    def merge(self):
        merge_organisations(source=self.source, into=self.into, by=self.admin)


@pytest.fixture
def pair(db):
    return Pair()


def test_everything_moves_and_nothing_is_left(pair):
    pair.merge()
    assert not Organisation.objects.filter(pk=pair.source.pk).exists()
    assert Shift.objects.get(pk=pair.shift.pk).campaign.organisation == pair.into
    assert set(Campaign.objects.filter(organisation=pair.into).values_list("name", flat=True)) == {
        "Wonen",
        "Wonen (Oost)",
    }
    assert set(Membership.objects.filter(organisation=pair.into).values_list("user", "role")) == {
        (pair.both.pk, "coordinator"),
        (pair.only.pk, "volunteer"),
    }
    assert Invitation.objects.get().organisation == pair.into
    assert AuditEntry.objects.filter(verb="merged organisation", organisation=pair.into).exists()


def test_a_topic_that_was_asked_about_stays_beside_its_namesake(pair):
    pair.merge()
    pair.topic.refresh_from_db()
    assert pair.topic.organisation == pair.into
    assert pair.topic.code == f"housing-{pair.topic.pk}"
    assert pair.topic.statements.exists()
    assert SharedValue.objects.get(code="care").organisation == pair.into


def test_a_membership_keeps_the_higher_role_whichever_side_it_is_on(pair):
    merge_organisations(source=pair.into, into=pair.source, by=pair.admin)
    assert Membership.objects.get(user=pair.both).role == "coordinator"


def test_a_merger_that_breaks_half_way_has_changed_nothing(pair, monkeypatch):
    def broken(*args, **kwargs):
        raise PeopleError("no")

    monkeypatch.setattr(merging, "_drop_twin", broken)
    with pytest.raises(PeopleError):
        pair.merge()
    assert pair.source.campaigns.count() == 1
    assert Membership.objects.filter(organisation=pair.source).count() == 2


def test_groups_below_come_along_where_they_fit(pair):
    member = make_organisation(kind="member", parent=pair.umbrella)
    below = make_organisation(parent=member)
    with pytest.raises(PeopleError):
        merge_organisations(source=member, into=pair.into, by=pair.admin)
    other = make_organisation(kind="member", parent=pair.umbrella)
    merge_organisations(source=member, into=other, by=pair.admin)
    below.refresh_from_db()
    assert below.parent == other


def test_an_organisation_goes_into_nothing_below_or_beside_itself(pair):
    for source, into in ((pair.umbrella, pair.into), (pair.into, pair.into)):
        with pytest.raises(PeopleError):
            merge_organisations(source=source, into=into, by=pair.admin)


def test_the_page_says_what_moves_before_it_does_and_that_it_is_for_good(client, pair):
    client.force_login(pair.admin)
    choose = reverse("people:organisation-merge", args=[pair.source.slug])
    sure = reverse("people:organisation-merge-into", args=[pair.source.slug, pair.into.slug])
    assert client.post(choose, {"organisation": pair.into.slug})["Location"] == sure
    html = client.get(sure, headers={"accept-language": "en"}).content.decode()
    for words in ("2 memberships", "1 invitation", "1 campaign", "1 shift", "1 person is in both", "cannot be undone"):
        assert words in html
    assert Organisation.objects.filter(pk=pair.source.pk).exists()
    client.post(sure)
    assert not Organisation.objects.filter(pk=pair.source.pk).exists()

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from canvass.campaigns.models import Programme
from tests.factories import make_campaign, make_organisation, make_user
from volunteers.people.errors import PeopleError
from volunteers.people.federation.arranging import add_organisation, free_slug, move_organisation
from volunteers.people.models import AuditEntry, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 12


class Tree:
    def __init__(self) -> None:
        self.umbrella = make_organisation(kind="umbrella", name="Koepel")
        self.member = make_organisation(kind="member", name="Lid", parent=self.umbrella)
        self.other = make_organisation(kind="member", name="Ander lid", parent=self.umbrella)
        self.local = make_organisation(kind="local", name="Buurtgroep", parent=self.member)
        self.admin = make_user(role="admin", organisation=self.umbrella)


@pytest.fixture
def tree(db):
    return Tree()


@pytest.fixture
def desk(client, tree):
    client.force_login(tree.admin)
    return client


def test_a_group_is_added_below_and_its_first_admin_is_invited_next(desk, tree):
    url = reverse("people:organisation-add", args=[tree.member.slug])
    answer = desk.post(url, {"name": "Nieuwe Buurt", "kind": "local"})
    made = Organisation.objects.get(name="Nieuwe Buurt")
    assert (made.parent, made.kind, made.slug) == (tree.member, "local", "nieuwe-buurt")
    assert answer["Location"] == reverse("people:members", args=[made.slug])
    assert desk.post(url, {"name": "Nog een", "kind": "umbrella"}).status_code == 422
    assert free_slug("Nieuwe Buurt") == "nieuwe-buurt-2"


def test_nothing_lies_below_a_local_group(desk, tree):
    assert desk.get(reverse("people:organisation-add", args=[tree.local.slug])).status_code == 404
    with pytest.raises(PeopleError):
        add_organisation(name="X", kind="local", above=tree.local, by=tree.admin)


def test_a_name_changes_and_its_address_does_not(desk, tree):
    desk.post(reverse("people:organisation-rename", args=[tree.local.slug]), {"name": "Andere naam"})
    after = Organisation.objects.get(pk=tree.local.pk)
    assert (after.name, after.slug) == ("Andere naam", tree.local.slug)


def test_a_group_moves_with_what_is_below_it_and_the_audit_log_says_so(desk, tree):
    url = reverse("people:organisation-move", args=[tree.local.slug])
    desk.post(url, {"organisation": tree.other.slug})
    assert Organisation.objects.get(pk=tree.local.pk).parent == tree.other
    assert AuditEntry.objects.get().verb == "moved organisation"


def test_it_moves_to_no_place_outside_ones_own_tree(desk, tree):
    stranger = make_organisation(kind="member")
    url = reverse("people:organisation-move", args=[tree.local.slug])
    assert desk.post(url, {"organisation": stranger.slug}).status_code == 422
    assert Organisation.objects.get(pk=tree.local.pk).parent == tree.member


def test_an_admin_of_the_group_itself_moves_it_nowhere(client, tree):
    client.force_login(make_user(role="admin", organisation=tree.member))
    assert client.get(reverse("people:organisation-move", args=[tree.member.slug])).status_code == 404
    assert client.get(reverse("people:organisation-move", args=[tree.local.slug])).status_code == 200


def test_there_is_no_circle_in_the_verb_nor_in_the_database(tree):
    inner = make_organisation(kind="umbrella", parent=tree.umbrella)
    with pytest.raises(PeopleError):
        move_organisation(organisation=tree.umbrella, above=inner, by=tree.admin)
    for above in (inner, tree.umbrella):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=tree.umbrella.pk).update(parent=above)


def test_campaigns_that_leave_an_umbrella_leave_its_programme(tree):
    elsewhere = make_organisation(kind="umbrella")
    programme = Programme.objects.create(organisation=tree.umbrella, name="P", first_year=2025, last_year=2030)
    campaign = make_campaign(organisation=tree.local, programme=programme)
    move_organisation(organisation=tree.local, above=tree.other, by=tree.admin)
    campaign.refresh_from_db()
    assert campaign.programme == programme
    move_organisation(organisation=tree.local, above=elsewhere, by=tree.admin)
    campaign.refresh_from_db()
    assert campaign.programme is None


@pytest.mark.parametrize("groups", [0, 1, 120])
def test_the_tree_costs_the_same_however_large(desk, tree, groups, django_assert_max_num_queries):
    for _ in range(groups):
        make_organisation(kind="local", parent=tree.other)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = desk.get(reverse("people:organisations"))
    assert len(answer.context["rows"]) == min(100, 4 + groups)


def test_the_tree_is_searched(desk, tree):
    page = desk.get(reverse("people:organisations"), {"q": "buurt"})
    assert [row.organisation for row in page.context["rows"]] == [tree.local]
    assert desk.get(reverse("people:organisations"), {"q": "nergens"}).status_code == 200


@pytest.mark.parametrize("name", ["add", "rename", "move", "merge"])
def test_the_pages_ask_the_database_little(desk, tree, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        assert desk.get(reverse(f"people:organisation-{name}", args=[tree.member.slug])).status_code == 200

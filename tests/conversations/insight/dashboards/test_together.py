"""The umbrella: everything summed first, hidden then, and nothing of one group."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.insight.dashboards.together import together
from tests.conversations.insight.dashboards.talks import Talks, publish
from tests.factories import make_organisation, make_statement, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class Tree:
    def __init__(self, *sizes: int) -> None:
        self.umbrella = make_organisation(kind="umbrella")
        statement = make_statement(self.umbrella)
        self.members, groups = [], []
        for seed, size in enumerate(sizes):
            member = make_organisation(parent=self.umbrella)
            talks = Talks(seed, organisation=member, statement=statement)
            self.members.append(member)
            rows = [
                talks.stage(
                    1, statement=statement, opening=4, closing=4 + i % 3, shared_values=["care"] if i % 2 else []
                )
                for i in range(size)
            ]
            groups.append([row for [row] in rows])
            statement.refresh_from_db()
        publish(*[group for group in groups if group])

    def board(self, organisation=None):
        return together(organisation or self.umbrella, topic=None, today=timezone.localdate())


@pytest.mark.parametrize("sizes", [(7, 8, 9)])
def test_groups_too_small_alone_are_shown_together(sizes):
    board = Tree(*sizes).board()
    [tables] = board.versions
    assert tables.conversations == sum(sizes)
    assert tables.ratings.pairs == sum(sizes)


@pytest.mark.parametrize("sizes", [(40,), (40, 5), (9, 9)])
def test_nothing_shows_that_is_mostly_of_one_group_or_follows_by_subtracting_ones_own(sizes):
    [tables] = Tree(*sizes).board().versions
    assert tables.few
    assert tables.ratings is None
    assert all(share.count is None for share in tables.values)


def test_ones_own_organisation_alone_is_no_secret():
    tree = Tree(40, 30)
    [tables] = tree.board(tree.members[0]).versions
    assert tables.ratings.pairs == 40


def test_the_pages_say_totals_and_never_name_a_group(client):
    tree = Tree(20, 30)
    client.force_login(make_user(role="admin", organisation=tree.umbrella))
    url = reverse("insight:together", args=[tree.umbrella.slug])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "This is not a measured effect" in page
    assert "50 conversations" in page
    for member in tree.members:
        assert member.name not in page
        assert client.get(reverse("insight:together", args=[member.slug])).status_code == 404
    home = client.get(reverse("insight:home"), headers={"accept-language": "en"}).content.decode()
    assert url in home
    assert client.get(reverse("insight:together-file", args=[tree.umbrella.slug]) + "?chart=funnel").status_code == 200

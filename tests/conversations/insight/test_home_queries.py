"""The home of who coordinates asks the database at most twelve times, above none, one or many groups."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_campaign, make_organisation, make_shift, make_user

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.mark.parametrize("role", ["admin", "coordinator"])
@pytest.mark.parametrize("groups", [0, 1, 30])
def test_an_umbrellas_home(client, role, groups, django_assert_max_num_queries):
    umbrella = make_organisation(kind="umbrella")
    for _ in range(groups):
        make_campaign(organisation=make_organisation(parent=umbrella))
    client.force_login(make_user(role=role, organisation=umbrella))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("insight:home"))
    assert page.context["overview"].below == groups
    assert len(page.context["overview"].together) == (1 if groups else 0)


@pytest.mark.parametrize("campaigns", [1, 12])
def test_an_umbrella_that_campaigns_itself(client, campaigns, django_assert_max_num_queries):
    umbrella = make_organisation(kind="umbrella")
    make_organisation(parent=umbrella)
    for _ in range(campaigns):
        make_shift(campaign=make_campaign(organisation=umbrella))
    client.force_login(make_user(role="admin", organisation=umbrella))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("insight:home"))
    assert len(page.context["overview"].shifts) == min(6, campaigns)

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.insight.models import ApiToken
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def admin(organisation, client):
    user = make_user(role="admin", organisation=organisation)
    client.force_login(user)
    return user


def sent(**other):
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Our CRM", "scopes": ["shifts", "totals"], "expires_on": day.isoformat()} | other


def test_a_token_is_shown_once_and_works(organisation, admin, client):
    url = f"/outcomes/tokens/{organisation.slug}/"
    page = client.post(url, sent())
    secret = page.context["fresh"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.get("/api/v1/campaigns", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    again = client.get(url).content.decode()
    assert secret not in again
    assert f"…{secret[-4:]}" in again
    assert "last used" in again
    token = ApiToken.objects.get()
    assert (token.made_by, token.scopes) == (admin, ["shifts", "totals"])
    client.post(f"/outcomes/tokens/{token.pk}/revoke/")
    assert client.get("/api/v1/campaigns", headers={"authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"scopes": []}, "required"),
        ({"expires_on": "2020-01-01"}, "from today to a year from now"),
        ({"expires_on": "2999-01-01"}, "from today to a year from now"),
        ({"name": "CRM"}, "still works"),
    ],
)
def test_a_form_that_says_what_is_wrong(organisation, admin, client, token_for, wrong, said):
    token_for(organisation, "shifts")
    page = client.post(f"/outcomes/tokens/{organisation.slug}/", sent(**wrong))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert ApiToken.objects.count() == 1


def test_many_tokens_in_few_queries(organisation, admin, client, token_for, django_assert_max_num_queries):
    for number in range(12):
        token_for(organisation, "shifts", name=f"CRM {number}")
    with django_assert_max_num_queries(12):
        client.get(f"/outcomes/tokens/{organisation.slug}/")


def test_an_admin_above_makes_no_token_here(organisation, client):
    client.force_login(make_user(role="admin", organisation=organisation.parent))
    assert client.post(f"/outcomes/tokens/{organisation.slug}/", sent()).status_code == 404
    assert not ApiToken.objects.exists()

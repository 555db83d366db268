from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people.models import Invitation, Membership, Organisation, User

pytestmark = pytest.mark.django_db

MOST_QUERIES = 13


@pytest.fixture
def admin(client):
    user = make_user(role="admin", organisation=make_organisation(name="Lindenhaven"))
    client.force_login(user)
    return user


@pytest.fixture
def organisation(admin):
    return Organisation.objects.get()


def members_page(client, organisation, **query):
    return client.get(reverse("people:members", args=[organisation.slug]), query, headers={"accept-language": "en"})


def test_an_admin_invites_and_sees_the_invitation_waiting(client, organisation):
    url = reverse("people:members", args=[organisation.slug])
    response = client.post(url, {"email": "nour@example.org", "role": "volunteer"}, follow=True)
    assert "nour@example.org" in response.content.decode()
    assert Invitation.objects.get().role == "volunteer"


def test_a_wrong_address_names_the_field_and_invites_nobody(client, organisation):
    url = reverse("people:members", args=[organisation.slug])
    response = client.post(url, {"email": "nour", "role": "volunteer"})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("people", [1, 60])
def test_the_list_asks_the_database_a_fixed_number_of_times(
    client, organisation, people, django_assert_max_num_queries
):
    for _ in range(people):
        make_user(role="volunteer", organisation=organisation)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert members_page(client, organisation).status_code == 200


def test_the_other_organisations_are_offered_only_to_who_manages_any(client, organisation):
    link = reverse("people:organisations") + '">All organisations'
    assert link not in members_page(client, organisation).content.decode()
    make_organisation(parent=organisation)
    assert link in members_page(client, organisation).content.decode()


def test_search_finds_by_name_and_says_when_nobody_matches(client, organisation):
    make_user(role="volunteer", organisation=organisation, name="Samira Haddou")
    assert "Samira Haddou" in members_page(client, organisation, q="haddou").content.decode()
    none = members_page(client, organisation, q="zzz").content.decode()
    assert "Nobody matches" in none
    assert f"0 people of {organisation} found" in none


def test_ending_asks_first_and_then_ends(client, organisation):
    membership = make_user(role="volunteer", organisation=organisation).memberships.get()
    url = reverse("people:end", args=[membership.pk])
    client.get(url)
    assert Membership.objects.filter(pk=membership.pk).exists()
    client.post(url)
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_a_removed_member_has_no_rights_at_the_next_request(client, admin, organisation):
    make_user(role="admin", organisation=organisation)
    assert members_page(client, organisation).status_code == 200
    admin.memberships.all().delete()
    assert members_page(client, organisation).status_code == 404


def test_a_newcomer_joins_through_the_link_and_signs_in_with_a_code(client, mailoutbox):
    invitation = Invitation.objects.create(
        organisation=make_organisation(),
        email="nour@example.org",
        role="volunteer",
        expires_at=timezone.now() + timedelta(days=1),
    )
    url = reverse("people:invitation", args=[invitation.token])
    assert client.post(url, {"name": ""}).status_code == 422
    client.post(url, {"name": "Nour"})
    client.post(reverse("account_request_login_code"), {"email": "nour@example.org"})
    [code] = re.findall(r"\b\d{6}\b", mailoutbox[-1].body)
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response.status_code == 302
    assert client.get(reverse("people:profile")).status_code == 200


def test_an_expired_invitation_is_not_listed_as_valid(client, organisation):
    fields = {"organisation": organisation, "role": "volunteer"}
    Invitation.objects.create(email="old@example.org", expires_at=timezone.now() - timedelta(days=1), **fields)
    assert "expired" in members_page(client, organisation).content.decode()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert "expired" not in members_page(client, organisation).content.decode()


def test_an_expired_link_says_so(client):
    invitation = Invitation.objects.create(
        organisation=make_organisation(), email="a@example.org", role="admin", expires_at=timezone.now()
    )
    response = client.get(reverse("people:invitation", args=[invitation.token]))
    assert response.status_code == 404
    assert not User.objects.exists()


def test_the_language_of_the_profile_wins_over_the_browser(client, admin):
    client.post(reverse("people:profile"), {"name": "Joost", "phone": "", "language": "en"})
    page = client.get(reverse("people:profile"), headers={"accept-language": "nl"})
    assert "My account" in page.content.decode()


def test_the_first_page_has_the_products_name_once_in_its_title(client, settings):
    html = client.get("/").content.decode()
    [title] = re.findall(r"<title>\s*(.*?)\s*</title>", html)
    assert title == settings.PRODUCT_NAME


def test_nobody_can_sign_up_without_an_invitation(client):
    response = client.post(reverse("account_signup"), {"email": "stranger@example.org"})
    assert not User.objects.filter(email="stranger@example.org").exists()
    assert response.status_code == 200


def test_the_second_factor_is_not_readable_in_the_database():
    from volunteers.people.adapters import SecondFactorAdapter

    adapter = SecondFactorAdapter()
    stored = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert adapter.decrypt(stored) == "JBSWY3DPEHPK3PXP"

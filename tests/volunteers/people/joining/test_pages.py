from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people.joining import upcoming
from volunteers.people.joining.links import make_link
from volunteers.people.models import JoinLink, JoinRequest, Membership, PublicPage, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

MOST_QUERIES = 12


@pytest.fixture
def organisation():
    organisation = make_organisation(name="Lindenhaven", slug="lindenhaven")
    PublicPage.objects.create(organisation=organisation, is_open=True, about_nl="Wij lopen.", about_en="We walk.")
    return organisation


@pytest.fixture
def coordinator(client, organisation):
    user = make_user(role="coordinator", organisation=organisation)
    client.force_login(user)
    return user


def test_a_closed_page_answers_like_a_group_that_does_not_exist(client, organisation):
    url = reverse("people:join", args=["lindenhaven"])
    assert client.get(url).status_code == 200
    PublicPage.objects.update(is_open=False)
    assert client.get(url).status_code == 404
    assert client.get(reverse("people:join", args=["nowhere"])).status_code == 404


def test_a_stranger_reads_what_the_group_does_and_no_names(client, organisation):
    member = make_user(role="volunteer", organisation=organisation, name="Samira Haddou")
    html = client.get(reverse("people:join", args=["lindenhaven"])).content.decode()
    assert "We walk." in html
    assert "Samira" not in html
    assert member.email not in html


def test_shifts_come_in_through_the_gap(client, organisation, monkeypatch):
    monkeypatch.setattr(upcoming, "_providers", [])
    start = timezone.now() + timedelta(days=2)
    upcoming.register(lambda _: [upcoming.OpenShift(start, start + timedelta(hours=3), 1)])
    html = client.get(reverse("people:join", args=["lindenhaven"])).content.decode()
    assert "1 place left" in html
    assert "No shift is planned" not in html


def test_a_newcomer_is_signed_in_after_the_code(client, organisation, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("people:join", args=["lindenhaven"]), {"name": "Nour", "email": "nour@example.org"}
        )
    assert response["Location"] == reverse("people:join-code")
    [code] = re.findall(r"\b\d{6}\b", mailoutbox[-1].body)
    wrong = client.post(reverse("people:join-code"), {"code": "12"})
    assert wrong.status_code == 422
    response = client.post(reverse("people:join-code"), {"code": f"{code[:3]} {code[3:]}"})
    assert response["Location"] == reverse("shifts:index")
    assert int(client.session["_auth_user_id"]) == User.objects.get(email="nour@example.org").pk
    assert client.get(reverse("people:profile")).status_code == 200


def test_known_and_unknown_addresses_get_the_same_answer(client, organisation):
    make_user(role="volunteer", organisation=organisation, email="known@example.org")
    url = reverse("people:join", args=["lindenhaven"])
    answers = {
        (response.status_code, response["Location"])
        for email in ("known@example.org", "unknown@example.org")
        for response in [client.post(url, {"name": "N", "email": email})]
    }
    assert len(answers) == 1


def test_who_asks_too_often_is_told_to_wait(client, organisation, monkeypatch):
    monkeypatch.setattr("volunteers.people.joining.newcomers.MOST_TO_ONE_ADDRESS", 1)
    url, data = reverse("people:join", args=["lindenhaven"]), {"name": "N", "email": "n@example.org"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 429


def test_who_waits_reads_so_on_the_first_page(client, organisation):
    user = make_user()
    JoinRequest.objects.create(organisation=organisation, user=user)
    client.force_login(user)
    assert "Your request is with Lindenhaven" in client.get("/").content.decode()


def test_a_coordinator_makes_a_link_shows_it_as_a_code_and_closes_it(client, coordinator):
    url = reverse("people:joining", args=["lindenhaven"])
    assert client.post(url, {"label": "", "days": 31}).status_code == 422
    response = client.post(url, {"label": "Library", "days": 7, "max_uses": "20"}, follow=True)
    html = response.content.decode()
    link = JoinLink.objects.get()
    assert link.token in html
    assert "<path d=" in html
    client.logout()
    assert client.get(reverse("people:join-link", args=[link.token])).status_code == 200
    client.force_login(coordinator)
    client.post(reverse("people:link-close", args=[link.pk]))
    assert client.get(reverse("people:join-link", args=[link.token])).status_code == 404


def test_a_coordinator_answers_a_request(client, coordinator, organisation):
    yes, no = make_user(), make_user()
    for user in (yes, no):
        JoinRequest.objects.create(organisation=organisation, user=user)
    url = reverse("people:joining", args=["lindenhaven"])
    assert "2 people ask to join" in client.get(url).content.decode()
    client.post(reverse("people:newcomer-accept", args=[yes.join_requests.get().pk]))
    client.post(reverse("people:newcomer-decline", args=[no.join_requests.get().pk]))
    assert Membership.objects.filter(organisation=organisation).count() == 2
    assert "Nobody waits" in client.get(url).content.decode()


def test_a_coordinator_opens_the_public_page(client, coordinator, organisation):
    PublicPage.objects.all().delete()
    url = reverse("people:public-page", args=["lindenhaven"])
    client.post(url, {"is_open": "on", "asks_first": "on", "about_nl": "Hallo", "about_en": ""})
    page = PublicPage.objects.get()
    assert (page.is_open, page.asks_first, page.about) == (True, True, "Hallo")


@pytest.mark.parametrize("rows", [0, 1, 5000])
def test_the_page_of_newcomers_asks_a_fixed_number_of_times(
    client, coordinator, organisation, rows, django_assert_max_num_queries
):
    people = User.objects.bulk_create(User(email=f"n{n}@example.org", name=f"N {n}") for n in range(rows))
    JoinRequest.objects.bulk_create(JoinRequest(organisation=organisation, user=user) for user in people)
    now = timezone.now()
    if rows:
        make_link(organisation=organisation, label="x", max_uses=None, lasts=timedelta(days=1), by=coordinator, now=now)
        JoinLink.objects.bulk_create(
            JoinLink(organisation=organisation, token=f"t{n}", label=f"l{n}", expires_at=now) for n in range(rows - 1)
        )
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(reverse("people:joining", args=["lindenhaven"])).status_code == 200

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people.errors import PeopleError
from volunteers.people.joining import newcomers
from volunteers.people.joining.links import close_link, make_link
from volunteers.people.joining.newcomers import Outcome, TooOften, arrive, mail_a_code
from volunteers.people.joining.requests import accept_request, decline_request
from volunteers.people.models import AuditEntry, JoinRequest, Membership, PendingJoin, PublicPage, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def organisation():
    organisation = make_organisation()
    PublicPage.objects.create(organisation=organisation, is_open=True)
    return organisation


@pytest.fixture
def ask(organisation, mailoutbox, django_capture_on_commit_callbacks):
    """Ask for a code and read it in the mail: ``(id, code)``."""

    def ask(email: str = "nour@example.org", **kwargs: Any) -> tuple[UUID, str]:
        fields = {
            "organisation": organisation,
            "link": None,
            "email": email,
            "name": "Nour",
            "language": "nl",
            "address": "192.0.2.1",
            "now": timezone.now(),
        }
        with django_capture_on_commit_callbacks(execute=True):
            pending = mail_a_code(**fields | kwargs)
        return pending.pk, re.findall(r"\b\d{6}\b", mailoutbox[-1].body)[0]

    return ask


def come(asked: tuple[UUID, str], **kwargs: Any) -> newcomers.Arrival:
    return arrive(**{"pending_id": asked[0], "code": asked[1], "now": timezone.now()} | kwargs)


def test_the_code_makes_an_account_and_a_volunteer(organisation, ask):
    arrival = come(ask("Nour@Example.org "))
    assert arrival.outcome == Outcome.JOINED
    membership = Membership.objects.get(user=arrival.user)
    assert (membership.organisation, membership.role, arrival.user.email) == (
        organisation,
        "volunteer",
        "nour@example.org",
    )
    assert not PendingJoin.objects.exists()
    assert AuditEntry.objects.get().verb == "joined"


def test_nothing_is_made_before_the_code_comes_back(ask):
    ask()
    assert not User.objects.exists()
    assert not Membership.objects.exists()


def test_a_code_works_once_and_for_ten_minutes(ask):
    first = ask()
    come(first)
    with pytest.raises(PeopleError):
        come(first)
    late = ask("late@example.org")
    with pytest.raises(PeopleError):
        come(late, now=timezone.now() + newcomers.CODE_LASTS + timedelta(seconds=1))


def test_five_wrong_codes_end_it_also_for_the_right_one(ask):
    pending_id, code = ask()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(newcomers.MOST_TRIES):
        with pytest.raises(PeopleError, match="not the code"):
            arrive(pending_id=pending_id, code=wrong, now=timezone.now())
    with pytest.raises(PeopleError, match="no longer works"):
        arrive(pending_id=pending_id, code=code, now=timezone.now())
    assert not User.objects.exists()


def test_the_code_is_not_readable_in_the_database(ask):
    _pending_id, code = ask()
    row = PendingJoin.objects.values().get()
    assert code.encode() not in bytes(row["code_hash"])
    assert all(code not in str(value) for name, value in row.items() if name not in ("id", "created_at"))


@pytest.mark.parametrize(
    ("limit", "kwargs"),
    [
        ("MOST_TO_ONE_ADDRESS", lambda n: {"email": "same@example.org", "address": f"192.0.2.{n}"}),
        ("MOST_FROM_ONE_NETWORK", lambda n: {"email": f"p{n}@example.org"}),
        ("MOST_FOR_ONE_GROUP", lambda n: {"email": f"p{n}@example.org", "address": f"192.0.2.{n}"}),
    ],
)
def test_codes_are_limited_per_address_per_network_and_per_group(ask, monkeypatch, limit, kwargs):
    monkeypatch.setattr(newcomers, limit, 3)
    for n in range(3):
        ask(**kwargs(n))
    with pytest.raises(TooOften):
        ask(**kwargs(3))
    ask(**kwargs(3) | {"now": timezone.now() + timedelta(hours=1, seconds=1)})


def test_a_group_that_wants_to_be_asked_gets_a_request_and_answers_by_mail(
    organisation, ask, mailoutbox, django_capture_on_commit_callbacks
):
    PublicPage.objects.update(asks_first=True)
    coordinator = make_user(role="coordinator", organisation=organisation)
    arrival = come(ask())
    assert arrival.outcome == Outcome.ASKED
    assert not arrival.user.memberships.exists()
    with django_capture_on_commit_callbacks(execute=True):
        accept_request(request=JoinRequest.objects.get(), by=coordinator)
    assert arrival.user.memberships.get().role == "volunteer"
    assert mailoutbox[-1].to == [arrival.user.email]
    assert not JoinRequest.objects.exists()


def test_a_no_removes_a_newcomers_account_but_nobody_who_belongs_elsewhere(
    organisation, ask, mailoutbox, django_capture_on_commit_callbacks
):
    PublicPage.objects.update(asks_first=True)
    coordinator = make_user(role="coordinator", organisation=organisation)
    elsewhere = make_user(role="volunteer", email="known@example.org")
    come(ask())
    come(ask("known@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        for request in JoinRequest.objects.all():
            decline_request(request=request, by=coordinator)
    assert {mail.to[0] for mail in mailoutbox[-2:]} == {"nour@example.org", "known@example.org"}
    assert not User.objects.filter(email="nour@example.org").exists()
    assert User.objects.filter(pk=elsewhere.pk).exists()


def test_a_link_lets_in_as_many_as_it_says_and_never_more_than_a_volunteer(organisation, ask):
    PublicPage.objects.update(asks_first=True)  # a link is the group's own yes
    admin = make_user(role="admin", organisation=organisation)
    link = make_link(
        organisation=organisation, label="poster", max_uses=1, lasts=timedelta(days=1), by=admin, now=timezone.now()
    )
    first, second = ask("a@example.org", link=link), ask("b@example.org", link=link)
    assert come(first).outcome == Outcome.JOINED
    with pytest.raises(PeopleError, match="used up"):
        come(second)
    assert not User.objects.filter(email="b@example.org").exists()
    link.refresh_from_db()
    assert link.uses == 1
    assert Membership.objects.get(user__email="a@example.org").role == "volunteer"


def test_a_closed_link_lets_nobody_in_also_after_the_code_went_out(organisation, ask):
    admin = make_user(role="admin", organisation=organisation)
    link = make_link(
        organisation=organisation, label="poster", max_uses=None, lasts=timedelta(days=1), by=admin, now=timezone.now()
    )
    asked = ask(link=link)
    close_link(link=link, by=admin, now=timezone.now())
    with pytest.raises(PeopleError):
        come(asked)


def test_a_coordinator_who_uses_a_link_stays_a_coordinator(organisation, ask):
    user = make_user(role="coordinator", organisation=organisation, email="c@example.org")
    assert come(ask("c@example.org")).outcome == Outcome.MEMBER_ALREADY
    assert user.memberships.get().role == "coordinator"

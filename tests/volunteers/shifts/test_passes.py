"""Codes of the meeting place: once, ten minutes, one phone, one shift, and nothing but the doors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_assignment, make_shift, make_turf, make_user
from volunteers.people.adapters import AccountAdapter
from volunteers.people.models import AuditEntry, Membership
from volunteers.shifts.errors import PassRefused, ShiftError
from volunteers.shifts.models import DuoMember, ShiftPass, SignUp
from volunteers.shifts.passes import MOST_PER_PERSON, find_pass, forget_passes, issue_pass, use_pass
from volunteers.shifts.presence import check_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    """A duo with a turf, both checked in, and who runs the shift."""
    assignment = make_assignment()
    shift = assignment.duo.shift
    people = [member.volunteer for member in DuoMember.objects.filter(duo=assignment.duo).order_by("pk")]
    for person in people:
        check_in(shift=shift, volunteer=person, now=timezone.now())
    coordinator = make_user(role="coordinator", organisation=shift.campaign.organisation)
    return shift, people, coordinator


@pytest.fixture
def shown(evening):
    shift, people, coordinator = evening
    return issue_pass(shift=shift, volunteer=people[0], by=coordinator, now=timezone.now())


def join(token: str, client: Client | None = None) -> Client:
    phone = client or Client()
    answer = phone.post(reverse("doorstep:join", args=[token]))
    assert answer.status_code == 302
    return phone


def test_a_phone_joins_by_one_tap_and_gets_the_route(evening, shown):
    phone = Client()
    looked = phone.get(reverse("doorstep:join", args=[shown.token]))
    assert looked.status_code == 200
    assert evening[1][0].first_name in looked.content.decode()
    join(shown.token, phone)
    assert phone.get("/field/session").json()["user"] == evening[1][0].pk
    assert len(phone.get("/field/assignments").json()["assignments"]) == 1


def test_looking_uses_nothing_up_and_joining_does(shown):
    for _ in range(3):
        assert Client().get(reverse("doorstep:join", args=[shown.token])).status_code == 200
    join(shown.token)
    again = Client().post(reverse("doorstep:join", args=[shown.token]))
    assert again.status_code == 410
    assert "_auth_user_id" not in again.wsgi_request.session


def test_the_same_phone_may_open_the_address_again(shown):
    phone = join(shown.token)
    assert phone.get(reverse("doorstep:join", args=[shown.token]))["Location"] == "/field/"
    assert phone.post(reverse("doorstep:join", args=[shown.token]))["Location"] == "/field/"


def test_the_token_is_stored_as_a_hash_only(shown):
    row = ShiftPass.objects.get()
    assert shown.token.encode() not in bytes(row.token_hash)
    assert not AuditEntry.objects.filter(subject__contains=shown.token[:10]).exists()


def test_a_code_runs_out_after_ten_minutes(shown):
    later = shown.row.issued_at + timedelta(minutes=10, seconds=1)
    with pytest.raises(PassRefused):
        use_pass(token=shown.token, now=later)
    assert find_pass(token=shown.token, now=later - timedelta(seconds=2)) == shown.row


def test_a_new_code_ends_the_unused_one(evening, shown):
    shift, people, coordinator = evening
    second = issue_pass(shift=shift, volunteer=people[0], by=coordinator, now=timezone.now())
    assert Client().get(reverse("doorstep:join", args=[shown.token])).status_code == 410
    join(second.token)


def test_only_who_is_checked_in_gets_a_code(evening):
    shift, people, coordinator = evening
    SignUp.objects.filter(volunteer=people[1]).update(checked_in_at=None)
    with pytest.raises(ShiftError):
        issue_pass(shift=shift, volunteer=people[1], by=coordinator, now=timezone.now())


def test_too_many_codes_are_counted_in_rows(evening, in_english):
    shift, people, coordinator = evening
    for _ in range(MOST_PER_PERSON):
        issue_pass(shift=shift, volunteer=people[0], by=coordinator, now=timezone.now())
    with pytest.raises(ShiftError, match="Wait"):
        issue_pass(shift=shift, volunteer=people[0], by=coordinator, now=timezone.now())


def test_whoever_cancelled_since_does_not_get_in(evening, shown):
    SignUp.objects.filter(volunteer=evening[1][0]).update(state="cancelled")
    assert Client().get(reverse("doorstep:join", args=[shown.token])).status_code == 410


def test_a_coordinator_who_joins_has_a_volunteers_reach_only(evening):
    shift, people, coordinator = evening
    Membership.objects.filter(user=people[0]).update(role="admin")
    code = issue_pass(shift=shift, volunteer=people[0], by=coordinator, now=timezone.now())
    phone = join(code.token)
    assert people[0].name not in phone.get("/").content.decode()
    for path in (reverse("shifts:index"), reverse("shifts:detail", args=[shift.pk]), reverse("people:profile")):
        assert phone.get(path)["Location"].startswith("/accounts/"), path
    assert phone.get("/field/").status_code == 200
    # Signed in still where it may be.
    assert phone.get("/field/session").json()["user"] == people[0].pk


def test_such_a_session_walks_its_own_shift_only(evening, shown):
    shift, people, _coordinator = evening
    other = make_assignment(shift=make_shift(campaign=shift.campaign), turf=make_turf(campaign=shift.campaign))
    DuoMember.objects.create(duo=other.duo, shift=other.duo.shift, volunteer=people[0])
    phone = join(shown.token)
    routes = phone.get("/field/assignments").json()["assignments"]
    assert [route["shift"] for route in routes] == [shift.pk]
    assert phone.get(f"/field/bundle/{other.pk}").status_code == 404
    whole = Client()
    whole.force_login(people[0])
    assert len(whole.get("/field/assignments").json()["assignments"]) == 2


def test_the_session_ends_a_day_after_the_shift(evening, shown):
    phone = join(shown.token)
    ends = evening[0].ends_at + timedelta(hours=24)
    assert abs(phone.session.get_expiry_date() - ends) < timedelta(seconds=2)
    ShiftPass.objects.update(lasts_until=timezone.now())
    assert phone.get("/field/assignments").status_code == 401


def test_what_has_ended_is_forgotten(evening, shown):
    assert forget_passes(now=timezone.now()) == 0
    assert forget_passes(now=shown.row.lasts_until) == 1


def test_a_lost_phone_is_out_at_once(evening, shown, client):
    shift, people, coordinator = evening
    phone = join(shown.token)
    by_mail = Client()
    by_mail.force_login(people[0])
    UserSession.objects.create(user=people[0], session_key=by_mail.session.session_key, ip="127.0.0.1")
    client.force_login(coordinator)
    url = reverse("shifts:phone-lost", args=[shift.pk, people[0].pk])
    assert client.get(url).status_code == 200
    assert phone.get("/field/assignments").status_code == 200
    client.post(url)
    assert phone.get("/field/assignments").status_code == 401
    assert phone.get("/field/session").json()["user"] is None
    assert by_mail.get("/field/assignments").status_code == 401
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"showed a sign-in code", "joined by a sign-in code", "signed out a lost phone"} <= verbs


def test_a_revoked_pass_ends_a_session_that_was_not_found(evening, shown):
    """Belt and braces: also when the session's own row could not be deleted."""
    phone = join(shown.token)
    ShiftPass.objects.update(revoked_at=timezone.now())
    assert phone.get("/field/assignments").status_code == 401


def test_a_full_sign_in_on_the_same_phone_widens_it(evening, shown, settings):
    phone = join(shown.token)
    assert phone.get(reverse("shifts:index")).status_code == 302
    request = RequestFactory().get("/")
    request.session, request.user = phone.session, evening[1][0]
    AccountAdapter(request).login(request, evening[1][0])
    request.session.save()
    phone.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    assert phone.get(reverse("shifts:index")).status_code == 200


def test_a_code_on_somebody_elses_phone_signs_them_out_first(evening, shown):
    _shift, people, _coordinator = evening
    phone = Client()
    phone.force_login(people[1])
    assert people[1].first_name in phone.get(reverse("doorstep:join", args=[shown.token])).content.decode()
    join(shown.token, phone)
    assert phone.get("/field/session").json()["user"] == people[0].pk


def test_nobody_else_may_make_or_watch_a_code(evening, shown, client):
    shift, people, _coordinator = evening
    client.force_login(people[1])
    assert client.post(reverse("shifts:show-code", args=[shift.pk, people[1].pk])).status_code == 404
    assert client.get(reverse("shifts:pass-state", args=[shown.row.pk])).status_code == 404


def test_the_page_with_the_code_says_when_a_phone_used_it(evening, client):
    shift, people, coordinator = evening
    client.force_login(coordinator)
    page = client.post(reverse("shifts:show-code", args=[shift.pk, people[0].pk]))
    token = page.context["link"].rstrip("/").rsplit("/", 1)[-1]
    state = reverse("shifts:pass-state", args=[page.context["pass"].pk])
    assert "hx-trigger" in client.get(state).content.decode()
    join(token)
    assert "hx-trigger" not in client.get(state).content.decode()

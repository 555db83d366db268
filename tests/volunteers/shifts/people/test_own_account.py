from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from canvass.core.models import Job
from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people import audit
from volunteers.people.models import AuditEntry, Invitation, Membership, Profile, User
from volunteers.shifts.experience import Experience, experience_of
from volunteers.shifts.models import Duo, DuoMember, DuoWish, SignUp
from volunteers.shifts.people.erasing import NotYet, erase_account
from volunteers.shifts.people.own_data import own_data, relations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def nour(organisation):
    return make_user(role="volunteer", organisation=organisation, name="Nour Amrani", email="nour@example.org")


@pytest.fixture
def walked(organisation, nour):
    """A shift that is closed, walked in a duo."""
    campaign, start = make_campaign(organisation=organisation), timezone.now() - timedelta(days=9)
    shift = make_shift(campaign=campaign, starts_at=start, state="closed", closed_at=start, opened_at=start)
    SignUp.objects.create(shift=shift, volunteer=nour, checked_in_at=start)
    DuoMember.objects.create(duo=Duo.objects.create(shift=shift, number=1), shift=shift, volunteer=nour)
    return shift


def test_experience_counts_shifts_and_hours(nour, walked):
    other = make_user()
    assert experience_of([nour.pk, other.pk]) == {
        nour.pk: Experience(1, 3, timezone.localtime(walked.starts_at).date()),
        other.pk: Experience(),
    }


def test_one_says_how_one_walks(client, nour):
    client.force_login(nour)
    url = reverse("people_list:walking")
    data = {"languages": ["nl", "tr"], "max_km": "5", "bike": "on", "availability": ["2", "20"]}
    assert client.post(url, data | {"availability": ["21"]}).status_code == 422
    client.post(url, data)
    profile = Profile.objects.get(user=nour)
    assert (profile.languages, profile.max_km, profile.stairs, profile.bike) == (["nl", "tr"], 5, False, True)
    assert profile.can_on(weekday=0, part=2)
    assert profile.can_on(weekday=6, part=2)
    assert client.get(url).content.decode().count(" checked>") >= 4


def test_every_key_to_an_account_says_what_becomes_of_it():
    """Rows about a person go with the account, rows that they only handled stay without the name; nothing else.

    Lines of the log keep a number that then leads to nobody.
    """
    ways = {relation.on_delete for relation in relations() if relation.related_model is not AuditEntry}
    assert ways == {models.CASCADE, models.SET_NULL}


def test_the_copy_holds_what_is_kept_and_no_secret_and_nobody_else(client, nour, walked, organisation):
    Profile.objects.create(user=nour, languages=["nl"])
    other = make_user(email="other@example.org", name="Bram Jansen")
    Invitation.objects.create(
        organisation=organisation,
        email="third@example.org",
        role="volunteer",
        invited_by=nour,
        expires_at=timezone.now(),
    )
    audit.note(actor=nour, organisation=organisation, verb="invited", subject=f"user {other.pk}")
    client.force_login(nour)
    assert client.get(reverse("people_list:copy")).status_code == 405
    response = client.post(reverse("people_list:copy"))
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode()
    held = json.loads(text)
    assert held["account"]["email"] == "nour@example.org"
    assert held["kept_on_you"]["people.profile"][0]["languages"] == ["nl"]
    assert held["kept_on_you"]["shifts.signup"][0]["state"] == "going"
    assert held["handled_by_you"]["people.invitation.invited_by"] == 1
    for secret in ("password", "third@example.org", "other@example.org", "Bram", "session_key"):
        assert secret not in text


def test_the_copy_holds_ones_own_wishes_and_not_what_others_wished(nour, organisation):
    bram = make_user()
    for wisher, about, kind in ((nour, bram, "with"), (bram, nour, "not")):
        DuoWish.objects.create(organisation=organisation, wisher=wisher, about=about, kind=kind)
    [wish] = own_data(nour, now=timezone.now())["kept_on_you"]["shifts.duowish"]
    assert wish["kind"] == "with"


def test_every_kind_of_row_about_a_person_is_in_the_copy(nour):
    kept = own_data(nour, now=timezone.now())["kept_on_you"]
    assert set(kept) == {
        relation.related_model._meta.label_lower for relation in relations() if relation.on_delete is models.CASCADE
    }
    assert {"people.membership", "people.message", "shifts.signup", "account.emailaddress"} <= set(kept)


def test_deleting_takes_the_person_and_leaves_the_numbers(nour, walked, organisation):
    audit.note(actor=nour, organisation=organisation, verb="joined")
    Invitation.objects.create(
        organisation=make_organisation(), email=nour.email, role="volunteer", expires_at=timezone.now()
    )
    asked = {"kind": "x", "owner_id": nour.pk, "not_before": timezone.now()}
    left = make_organisation()
    job = Job.objects.create(key="of a group that she left", organisation_id=left.pk, **asked)
    Job.objects.create(key="nobody else's", **asked)
    erase_account(user=nour, now=timezone.now())
    assert not User.objects.filter(email="nour@example.org").exists()
    assert not Invitation.objects.exists()
    lines = AuditEntry.objects.select_related("actor")
    assert lines.get(verb="joined").actor is None
    assert lines.get(verb="account deleted by its owner").actor_id is None
    job.refresh_from_db()
    assert job.owner_id is None
    assert Job.objects.get() == job
    sign_up = SignUp.objects.get(shift=walked)
    assert sign_up.volunteer.email.endswith("@deleted.invalid")
    assert not sign_up.volunteer.is_active
    assert str(sign_up.volunteer) == "former volunteer"
    assert DuoMember.objects.get(shift=walked).volunteer == sign_up.volunteer
    assert not Membership.objects.filter(user=sign_up.volunteer).exists()


def test_places_in_coming_shifts_become_free(nour, organisation):
    shift = make_shift(
        campaign=make_campaign(organisation=organisation), starts_at=timezone.now() + timedelta(days=2), places=1
    )
    SignUp.objects.create(shift=shift, volunteer=nour)
    erase_account(user=nour, now=timezone.now())
    assert not shift.sign_ups.exists()


def test_the_only_admin_reads_what_to_do_first(client, organisation):
    admin = make_user(role="admin", organisation=organisation)
    client.force_login(admin)
    url = reverse("people_list:erase")
    assert "Make somebody else admin first" in client.get(url).content.decode()
    assert client.post(url, {"address": admin.email}).status_code == 422
    make_user(role="admin", organisation=organisation)
    assert client.post(url, {"address": admin.email}).status_code == 302
    assert not User.objects.filter(pk=admin.pk).exists()


def test_a_shift_whose_log_is_not_put_away_holds_the_account(nour, walked):
    walked.sign_ups.model.objects.create(
        shift=make_shift(campaign=walked.campaign), volunteer=nour, checked_in_at=timezone.now()
    )
    with pytest.raises(NotYet):
        erase_account(user=nour, now=timezone.now())
    assert User.objects.filter(pk=nour.pk).exists()


def test_deleting_asks_for_the_address_and_signs_out(client, nour):
    client.force_login(nour)
    url = reverse("people_list:erase")
    assert client.post(url, {"address": "other@example.org"}).status_code == 422
    assert User.objects.filter(pk=nour.pk).exists()
    assert client.post(url, {"address": " NOUR@example.org "}).status_code == 302
    assert "_auth_user_id" not in client.session

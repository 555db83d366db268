from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_organisation, make_user
from volunteers.people import members
from volunteers.people.errors import PeopleError
from volunteers.people.models import AuditEntry, Invitation, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def admin(organisation):
    return make_user(role="admin", organisation=organisation)


def test_an_invitation_becomes_an_account_with_a_role(
    organisation, admin, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = members.invite(
            organisation=organisation, email="New@Example.org", role="coordinator", invited_by=admin
        )
    assert str(invitation.token) in mailoutbox[0].body
    membership = members.accept_invitation(token=invitation.token, name="Nour", language="nl")
    assert (membership.user.email, membership.role) == ("new@example.org", "coordinator")
    with pytest.raises(PeopleError):
        members.accept_invitation(token=invitation.token, name="Again", language="nl")


def test_an_expired_invitation_gives_nothing(organisation, admin):
    invitation = members.invite(organisation=organisation, email="a@example.org", role="admin", invited_by=admin)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PeopleError):
        members.accept_invitation(token=invitation.token, name="Late", language="nl")
    assert not Membership.objects.filter(user__email="a@example.org").exists()


def test_an_accepted_invitation_does_not_lower_a_role(organisation, admin):
    invitation = Invitation.objects.create(
        organisation=organisation, email=admin.email, role="volunteer", expires_at=timezone.now() + timedelta(days=1)
    )
    assert members.accept_invitation(token=invitation.token, name="", language="nl").role == "admin"


def test_a_second_invitation_replaces_the_first(organisation, admin):
    first = members.invite(organisation=organisation, email="a@example.org", role="volunteer", invited_by=admin)
    second = members.invite(organisation=organisation, email="A@example.org", role="admin", invited_by=admin)
    assert list(Invitation.objects.values_list("token", flat=True)) == [second.token] != [first.token]


def test_the_last_admin_can_neither_leave_nor_step_down(organisation, admin):
    membership = admin.memberships.get()
    with pytest.raises(PeopleError):
        members.end_membership(membership=membership, by=admin)
    with pytest.raises(PeopleError):
        members.change_role(membership=membership, role="volunteer", by=admin)
    other = make_user(role="admin", organisation=organisation)
    members.end_membership(membership=membership, by=other)
    assert not admin.memberships.exists()


def test_every_change_of_rights_is_in_the_audit_log(organisation, admin):
    volunteer = make_user(role="volunteer", organisation=organisation)
    members.change_role(membership=volunteer.memberships.get(), role="coordinator", by=admin)
    members.end_membership(membership=volunteer.memberships.get(), by=admin)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "changed role",
        "ended membership",
    ]

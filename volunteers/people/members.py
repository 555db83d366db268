"""Invite people, change what they may do, and end it. A removed membership holds from the next request on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from canvass.core.wall.scope import acting_for
from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.mail import send_now
from volunteers.people.models import Invitation, Membership, Organisation, User

INVITATION_LASTS = timedelta(days=14)
Role = Membership.Role


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: str, invited_by: User) -> Invitation:
    """Offer ``role`` by mail; a second invitation to the same address replaces the first."""
    email = email.strip().lower()
    if Membership.objects.filter(organisation=organisation, user__email=email).exists():
        raise PeopleError(_("%(email)s is already a member. Change the role in the list.") % {"email": email})
    Invitation.objects.filter(organisation=organisation, email=email, accepted_at=None).delete()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by=invited_by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    audit.note(actor=invited_by, organisation=organisation, verb="invited", subject=f"invitation {invitation.pk}")
    transaction.on_commit(lambda: mail_invitation(invitation))
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    audit.note(actor=by, organisation=invitation.organisation, verb="revoked invitation", subject=invitation.pk)
    invitation.delete()


@transaction.atomic
def accept_invitation(*, token: UUID, name: str, language: str) -> Membership:
    """Turn an open invitation into an account and a membership; the link proves the address."""
    invitation = (
        Invitation.objects.select_for_update()
        .select_related("organisation")
        .filter(token=token, accepted_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None:
        raise PeopleError(_("This invitation was used or has expired. Ask for a new one."))
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email, name=name, language=invitation.language or language)
    # The link came by mail, so the address is theirs; without this no second step could be turned on.
    EmailAddress.objects.get_or_create(user=user, email=invitation.email, defaults={"verified": True, "primary": True})
    with acting_for(invitation.organisation_id):
        membership, _created = Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, defaults={"role": invitation.role}
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.note(actor=user, organisation=invitation.organisation, verb="joined", subject=membership.role)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> None:
    if membership.role == Role.ADMIN and role != Role.ADMIN:
        _require_another_admin(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.note(
        actor=by, organisation=membership.organisation, verb="changed role", subject=f"user {membership.user_id}"
    )


@transaction.atomic
def end_membership(*, membership: Membership, by: User | None) -> None:
    if membership.role == Role.ADMIN:
        _require_another_admin(membership)
    audit.note(
        actor=by, organisation=membership.organisation, verb="ended membership", subject=f"user {membership.user_id}"
    )
    membership.delete()


@transaction.atomic
def set_last_day(*, membership: Membership, last_day: date | None, by: User) -> None:
    """Let it end by itself after a day to come, or (``None``) go on until somebody ends it."""
    if last_day is not None and membership.role == Role.ADMIN:
        _require_another_admin(membership)
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    audit.note(
        actor=by, organisation=membership.organisation, verb="set last day", subject=f"user {membership.user_id}"
    )


def end_due_memberships(*, today: date) -> int:
    """Those whose last day has passed; they held no rights since. Each on its own, so that one holds up no other."""
    due = Membership.objects.filter(ends_on__lt=today).select_related("organisation")
    for membership in due:
        end_membership(membership=membership, by=None)
    return len(due)


def _require_another_admin(membership: Membership) -> None:
    """Lock the organisation's admins, so that two cannot leave at the same moment. Who has a last day is leaving."""
    admins = Membership.objects.select_for_update().filter(
        organisation=membership.organisation, role=Role.ADMIN, ends_on=None
    )
    if not any(admin.pk != membership.pk for admin in admins):
        raise PeopleError(_("This is the only admin. Make somebody else admin first."))


def mail_invitation(invitation: Invitation) -> None:
    with override(invitation.language or "nl"):
        link = settings.PUBLIC_URL + reverse("people:invitation", args=[invitation.token])
        context = {"invitation": invitation, "link": link, "product_name": settings.PRODUCT_NAME}
        subject = _("You are invited by %(name)s") % {"name": invitation.organisation.name}
        send_now(
            to=invitation.email,
            subject=subject,
            text=render_to_string("emails/invitation.txt", context),
            html=render_to_string("emails/invitation.html", context),
        )

"""Newcomers who wait for a coordinator's yes."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from canvass.core.wall.scope import asking_as
from volunteers.people import audit
from volunteers.people.mail import send_now
from volunteers.people.models import JoinRequest, Membership, Organisation, User

# A newcomer's account and request are written together.
SAME_MOMENT = timedelta(minutes=1)


def ask_to_join(*, organisation: Organisation, user: User) -> JoinRequest:
    return JoinRequest.objects.get_or_create(organisation=organisation, user=user)[0]


@transaction.atomic
def accept_request(*, request: JoinRequest, by: User) -> Membership:
    membership, _created = Membership.objects.get_or_create(
        user=request.user, organisation=request.organisation, defaults={"role": Membership.Role.VOLUNTEER}
    )
    audit.note(actor=by, organisation=request.organisation, verb="accepted newcomer", subject=f"user {request.user_id}")
    request.delete()
    transaction.on_commit(lambda: _tell(membership.user, membership.organisation, accepted=True))
    return membership


@transaction.atomic
def decline_request(*, request: JoinRequest, by: User) -> None:
    """The account goes with the request when nothing else hangs on it: we keep nobody whom we said no to."""
    user, organisation = request.user, request.organisation
    made_for_it = request.created_at - user.created_at < SAME_MOMENT
    audit.note(actor=by, organisation=organisation, verb="declined newcomer", subject=f"user {user.pk}")
    request.delete()
    transaction.on_commit(lambda: _tell(user, organisation, accepted=False))
    with asking_as(user.pk):  # a membership elsewhere is not this coordinator's to see
        if made_for_it and not (user.memberships.exists() or user.join_requests.exists()):
            # By query: the object in hand still tells where the mail goes.
            User.objects.filter(pk=user.pk).delete()


def _tell(user: User, organisation: Organisation, *, accepted: bool) -> None:
    with override(user.language or "nl"):
        context = {
            "user": user,
            "organisation": organisation,
            "accepted": accepted,
            "link": settings.PUBLIC_URL,
            "product_name": settings.PRODUCT_NAME,
        }
        subject = _("Welcome to %(name)s") if accepted else _("About your request to %(name)s")
        send_now(
            to=user.email,
            subject=subject % {"name": organisation.name},
            text=render_to_string("emails/join_answer.txt", context),
            html=render_to_string("emails/join_answer.html", context),
        )

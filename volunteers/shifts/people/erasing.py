"""Deleting one's own account: what goes, what stays as a count, and when it has to wait."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from canvass.core.backup.erasures import erases, note_erasure
from canvass.core.models import Job
from canvass.core.wall.scope import acting_for, asking_as
from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.models import Invitation, Membership, Organisation, PendingJoin, User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.experience import WALKED
from volunteers.shifts.models import DuoMember, Shift, SignUp
from volunteers.shifts.people.own_data import addresses_of_account
from volunteers.shifts.signups import cancel_sign_up

Role = Membership.Role
# Reserved by RFC 2606: no mail can ever go there.
NOWHERE = "deleted.invalid"


class NotYet(PeopleError):
    """The account has to wait; the message says for what and what to do."""


@transaction.atomic
def erase_account(*, user: User, now: datetime) -> None:
    """The row goes, and with it all that hangs on it; past shifts keep their numbers under a nameless place-holder."""
    with _seeing_all_of(user):
        locked = User.objects.select_for_update().get(pk=user.pk)
        # Both admins of a group who leave at the same moment: the second finds the first gone.
        list(Membership.objects.select_for_update().filter(organisation__in=_led_by(locked)).order_by("pk"))
        if obstacles := what_stands_in_the_way(locked):
            raise NotYet(" ".join(obstacles))
        _leave_coming_shifts(locked, now=now)
        for organisation in Organisation.objects.filter(memberships__user=locked):
            audit.note(actor=None, organisation=organisation, verb="account deleted by its owner")
        note_erasure(kind="account", reference=str(locked.pk))
        _erase(locked)


@erases("account")
def erase_account_again(reference: str, at: datetime) -> bool:
    """Came back with older data. What stood in the way then was settled before it was erased."""
    user = User.objects.filter(pk=reference, created_at__lt=at).first()
    if user is None:
        return False
    with _seeing_all_of(user):
        _erase(user)
    return True


@contextmanager
def _seeing_all_of(user: User) -> Iterator[None]:
    with asking_as(user.pk):
        # Also of groups that one left: rows there would be out of sight once the name is off them.
        walked = Shift.objects.filter(sign_ups__volunteer=user).values_list("campaign__organisation", flat=True)
        asked = Job.objects.filter(owner_id=user.pk).values_list("organisation_id", flat=True)
        with acting_for(*walked.distinct(), *asked.distinct()):
            yield


def _erase(user: User) -> None:
    _keep_numbers(user)
    addresses = addresses_of_account(user)
    Invitation.objects.filter(email__in=addresses).delete()
    PendingJoin.objects.filter(email__in=addresses).delete()
    Job.objects.filter(owner_id=user.pk, organisation_id=None).delete()  # nobody else's
    Job.objects.filter(owner_id=user.pk).update(owner_id=None)
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.delete()


def what_stands_in_the_way(user: User) -> list[str]:
    """With the remedy in each: groups that would have no admin left, and a shift whose log is not put away yet."""
    found = [
        _("You are the only admin of %(name)s. Make somebody else admin first.") % {"name": organisation.name}
        for organisation in Organisation.objects.filter(pk__in=_led_by(user)).order_by("name")
        if not organisation.memberships.filter(role=Role.ADMIN, ends_on=None).exclude(user=user).exists()
    ]
    open_shifts = SignUp.objects.filter(
        volunteer=user,
        state=SignUp.State.GOING,
        checked_in_at__isnull=False,
        shift__state__in=[Shift.State.PLANNED, Shift.State.OPENED],
    )
    if open_shifts.exists():
        found.append(
            _("A shift that you walked is not closed yet. Try again when it is, or ask the coordinator to close it.")
        )
    return found


def _led_by(user: User) -> list[int]:
    return list(Membership.objects.filter(user=user, role=Role.ADMIN).values_list("organisation", flat=True))


def _leave_coming_shifts(user: User, *, now: datetime) -> None:
    """Like a cancellation by hand, so that places are free again and whoever waits hears of it."""
    coming = SignUp.objects.filter(volunteer=user, shift__state=Shift.State.PLANNED, shift__ends_at__gt=now)
    for sign_up in coming.select_related("shift"):
        try:
            cancel_sign_up(shift=sign_up.shift, volunteer=user)
        except ShiftError as error:  # a route in hand: the coordinator takes it back first
            raise NotYet(str(error)) from error


def _keep_numbers(user: User) -> None:
    """Shifts, hours and volunteers of the past stay right: they hang on a fresh row that leads to nobody."""
    walked = SignUp.objects.filter(WALKED, volunteer=user)
    if not walked.exists():
        return
    nobody = User.objects.create_user(f"{uuid.uuid4().hex}@{NOWHERE}", name=_("former volunteer"), is_active=False)
    shifts = list(walked.values_list("shift", flat=True))
    DuoMember.objects.filter(volunteer=user, shift__in=shifts).update(volunteer=nobody)
    walked.update(volunteer=nobody)

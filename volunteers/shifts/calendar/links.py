"""Addresses in a mail that sign one person up for one shift, or give one place back, in one tap."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from canvass.core.wall.scope import proven
from volunteers.people.models import User
from volunteers.people.policy import Verb, may
from volunteers.people.signed_links import read, sign
from volunteers.shifts.models import Shift, SignUp

JOIN, LEAVE = "join-shift", "leave-shift"
# A season: the shift's own end comes first nearly always.
LASTS = timedelta(days=120)


def join_link(shift: Shift, volunteer: User) -> str:
    return settings.PUBLIC_URL + reverse("shifts:join-link", args=[sign(JOIN, shift.pk, volunteer.pk)])


def leave_link(sign_up: SignUp) -> str:
    """Of this very sign-up: who signs up anew gets another one."""
    return settings.PUBLIC_URL + reverse("shifts:leave-link", args=[sign(LEAVE, sign_up.pk)])


def who_joins(token: str) -> tuple[Shift, User] | None:
    """The shift and the person of a link, as long as that person may still see the shift."""
    ids = read(JOIN, token, LASTS)
    if ids is None:
        return None
    proven(person=int(ids[1]))
    shift = Shift.objects.select_related("campaign__organisation", "place").filter(pk=ids[0]).first()
    volunteer = User.objects.filter(pk=ids[1], is_active=True).first()
    if shift is None or volunteer is None or not may(volunteer, Verb.SEE_SHIFTS, shift.campaign.organisation):
        return None
    return shift, volunteer


def who_leaves(token: str) -> SignUp | None:
    ids = read(LEAVE, token, LASTS)
    if ids is None:
        return None
    rows = SignUp.objects.filter(pk=ids[0], volunteer__is_active=True)
    proven(person=rows.values_list("volunteer", flat=True).first())
    return rows.select_related("shift__campaign__organisation", "shift__place", "volunteer").first()

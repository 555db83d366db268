"""A volunteer looks back on a shift: a mood, whether anything shifted, and, where allowed, two short moments."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.core.keyring.ring import destroy, keyed_hash, seal, unseal
from conversations.insight.debriefs.identifiers import find_identifiers
from conversations.insight.errors import InsightError
from conversations.insight.models import DebriefChoice, Reflection
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import Shift

MOMENTS_KEPT = timedelta(days=30)
LONGEST = 280


@transaction.atomic
def look_back(
    *, shift: Shift, volunteer: User, mood: str, shifted_in_me: str, fine: str, hard: str, now: datetime
) -> Reflection:
    """Write or put right one's own answer; until the shift is closed."""
    if Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk).state == Shift.State.CLOSED:
        raise InsightError(_("This shift is closed: its debrief has been."))
    if (fine or hard) and not moments_allowed(shift.campaign):
        raise InsightError(_("This campaign keeps no short texts."))
    for text in (fine, hard):
        if len(text) > LONGEST:
            raise InsightError(_("Keep it to 280 characters."))
        if find_identifiers(text):
            raise InsightError(refusal())
    mine, _created = Reflection.objects.get_or_create(
        shift=shift,
        volunteer_hash=owner_hash(shift, volunteer),
        defaults={"mood": mood, "moments_until": (now + MOMENTS_KEPT).date()},
    )
    mine.mood, mine.shifted_in_me = mood, shifted_in_me
    destroy(_name(mine))  # what was said first and put right is not to be read in a backup either
    mine.fine_moment, mine.hard_moment = _seal(mine, "fine", fine), _seal(mine, "hard", hard)
    mine.save()
    return mine


def refusal() -> str:
    return _(
        "This looks like a phone number, e-mail address, account, citizen number or address. "
        "Write about us, not about a resident, and leave it out."
    )


def moment(reflection: Reflection, which: str) -> str:
    """``fine`` or ``hard``, in clear."""
    sealed = reflection.fine_moment if which == "fine" else reflection.hard_moment
    return unseal(bytes(sealed), name=_name(reflection), part=which).decode() if sealed else ""


def own_reflection(shift: Shift, volunteer: User) -> Reflection | None:
    return Reflection.objects.filter(shift=shift, volunteer_hash=owner_hash(shift, volunteer)).first()


def owner_hash(shift: Shift, volunteer: User) -> bytes:
    return keyed_hash(f"{shift.pk}|{volunteer.pk}", purpose="reflection")


def moments_allowed(campaign: Campaign) -> bool:
    """Off until the campaign says otherwise."""
    return DebriefChoice.objects.filter(campaign=campaign, moments_allowed=True).exists()


@transaction.atomic
def allow_moments(*, campaign: Campaign, allowed: bool, by: User) -> None:
    """Turning it off also deletes what was written."""
    DebriefChoice.objects.update_or_create(campaign=campaign, defaults={"moments_allowed": allowed})
    if not allowed:
        Reflection.objects.filter(shift__campaign=campaign).update(fine_moment=None, hard_moment=None)
    verb = "allowed short texts" if allowed else "ended short texts"
    audit.note(actor=by, organisation=campaign.organisation, verb=verb, subject=campaign.pk)


def forget_who(shift: Shift) -> None:
    """At closing: nobody's answer leads to them any more."""
    Reflection.objects.filter(shift=shift).update(volunteer_hash=None)


def forget_moments(*, now: datetime) -> int:
    due = Reflection.objects.filter(moments_until__lte=now.date()).exclude(fine_moment=None, hard_moment=None)
    return due.update(fine_moment=None, hard_moment=None)


def _seal(reflection: Reflection, which: str, text: str) -> bytes | None:
    return seal(text.encode(), name=_name(reflection), part=which) if text else None


def _name(reflection: Reflection) -> str:
    return f"reflection|{reflection.pk}"

"""With whom somebody likes to walk, or rather not. Told by the person or noted by a coordinator; seen by those only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from volunteers.people.models import Organisation, User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import DuoMember, DuoWish, Shift

# Of the people one walked with, the latest so many are offered.
REMEMBERED = 30


@dataclass(frozen=True)
class Companion:
    """Somebody one walked with, and what one wishes since."""

    organisation: Organisation
    person: User
    kind: str


@transaction.atomic
def set_wish(*, organisation: int, wisher: User, about: User, kind: str) -> None:
    """One wish about one person; an empty kind takes it back."""
    if wisher == about:
        raise ShiftError(_("Choose somebody else."))
    mine = DuoWish.objects.filter(organisation_id=organisation, wisher=wisher, about=about)
    if not kind:
        mine.delete()
        return
    DuoWish.objects.update_or_create(
        organisation_id=organisation, wisher=wisher, about=about, defaults={"kind": kind}
    )  # fmt: skip


def companions_of(user: User) -> Sequence[Companion]:
    """Those one shared a duo with: their names are known already, so no list of members is shown to anybody."""
    duos = DuoMember.objects.filter(volunteer=user, shift__state__in=[Shift.State.OPENED, Shift.State.CLOSED])
    others = (
        DuoMember.objects.filter(duo__in=duos.values("duo"), volunteer__is_active=True)
        .exclude(volunteer=user)
        .select_related("volunteer", "shift__campaign__organisation")
        .order_by("-shift__starts_at")
    )
    kinds = {
        (wish.organisation_id, wish.about_id): wish.kind for wish in DuoWish.objects.filter(wisher=user)
    }  # fmt: skip
    found: dict[tuple[int, int], Companion] = {}
    for member in others[: 4 * REMEMBERED]:
        house = member.shift.campaign.organisation
        key = (house.pk, member.volunteer_id)
        found.setdefault(key, Companion(house, member.volunteer, kinds.get(key, "")))
    return list(found.values())[:REMEMBERED]


def wishes_about(shift: Shift, person: User) -> list[DuoWish]:
    """What this person wishes, and what others wish about them, in the shift's own organisation."""
    mine = DuoWish.objects.filter(organisation=shift.campaign.organisation_id)
    both = mine.filter(Q(wisher=person) | Q(about=person)).select_related("wisher", "about")
    return list(both.order_by("kind", "wisher__name"))

"""Every kind of message the product sends, in one table: what it is for, and what a person may decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# News this shortly before a shift cannot wait for the morning.
HURRY = timedelta(hours=12)


@dataclass(frozen=True)
class Kind:
    code: str
    label: Promise
    # Told to the person who decides whether to get it.
    when: Promise
    # Whoever signed up for a shift must hear that it moved: such a kind always comes by mail.
    optional: bool = True
    # Goes out within quiet hours where the shift begins this soon.
    hurries: bool = False
    for_coordinators: bool = False


ALL = (
    Kind("shift-reminder", _("Shift reminder"), _("A day and two hours before your shift.")),
    Kind(
        "place-free",
        _("A place for you"),
        _("When you are on the waiting list and a place comes free."),
        optional=False,
        hurries=True,
    ),
    Kind("sign-up-confirmed", _("You are signed up"), _("When you have signed up for a shift.")),
    Kind(
        "shift-cancelled",
        _("Shift cancelled"),
        _("When a shift that you signed up for does not go on."),
        optional=False,
        hurries=True,
    ),
    Kind(
        "shift-moved",
        _("Shift moved"),
        _("When a shift that you signed up for gets another time or place."),
        optional=False,
        hurries=True,
    ),
    Kind("route-open", _("Route still open"), _("When you took a route and have not said that you are back.")),
    Kind("thank-you", _("Thank you"), _("After a shift, with what you did together.")),
    Kind("announcement", _("News from your group"), _("When a coordinator writes to everybody.")),
    Kind(
        "promised-return",
        _("Promised to come back"),
        _("Once a week, when residents asked to come back at another time."),
        for_coordinators=True,
    ),
    Kind(
        "coordinator-digest",
        _("Weekly overview"),
        _("On Monday: the shifts of the week, and what asks attention."),
        for_coordinators=True,
    ),
)
KINDS = {kind.code: kind for kind in ALL}


class UnknownKind(LookupError):
    """No row of the table above."""


def kind_of(code: str) -> Kind:
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None

"""The words on a printed card, in each of its two languages."""

from __future__ import annotations

from django.utils.translation import gettext as _


def card_texts() -> dict[str, str]:
    return {
        "title": _("Thank you for talking with us."),
        "text": _("With this code you see, change or erase what we noted, without name or address."),
    }

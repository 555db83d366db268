"""A resident's own door, found by what they fill in, for the wish that nobody rings."""

from __future__ import annotations

from canvass.places.house_numbers import parse
from canvass.places.models import Address

# More than this and the form asks for the street, the letter or the box.
MOST = 20


def find_doors(*, postcode: str, number: str, street: str = "") -> list[Address]:
    """Front doors that fit. Spelling of postcodes and capitals do not matter."""
    asked = parse(number)
    tidy = "".join(postcode.upper().split())
    if asked is None or not tidy:
        return []
    spaced = f"{tidy[:4]} {tidy[4:]}" if len(tidy) > 4 else tidy
    rows = Address.objects.live().filter(postcode__in={tidy, spaced}, number=asked.number)
    if street.strip():
        rows = rows.filter(street__iexact=street.strip())
    wanted = _tail(asked.letter, asked.addition, asked.box)
    return [row for row in rows.order_by("pk")[:MOST] if _tail(row.letter, row.addition, row.box) == wanted]


def _tail(*parts: str) -> str:
    return "".join("".join(parts).lower().split())

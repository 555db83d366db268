"""A record of any register as an address, or as the reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places import house_numbers
from canvass.places.errors import LoadError, wrong_projection
from canvass.places.projection import fits
from canvass.places.rows import AddressRow, ProblemRow, Row

LONGEST_KEY = 80
# Registers keep objects that were planned or are gone; nobody can ring there.
GONE = ("niet gerealiseerd", "ingetrokken", "ten onrechte", "buiten gebruik")
HOME = "woonfunctie"
TRUE = frozenset({"t", "true", "1", "j", "ja", "yes"})


@dataclass(frozen=True, slots=True)
class Record:
    file: Path
    where: str
    values: Mapping[str, str]
    x: str | float
    y: str | float
    srid: int


def address_rows(record: Record, columns: Mapping[str, str]) -> Iterator[Row]:
    """One row: an address, or a problem. `columns` maps our fields to the record's."""

    def text(field: str) -> str:
        return record.values[columns[field]].strip() if field in columns else ""

    key = text("key")
    label = f"{text('street')} {text('number')}{text('letter')} {text('addition')} {text('city')}".strip()
    number = house_numbers.parse(text("number"))
    point = _point(record)
    if reason := _no_door(text("secondary"), text("use"), text("status")):
        yield ProblemRow(reason, key or record.where, label)
    elif number is None:
        yield ProblemRow("address_without_number", key or record.where, label)
    elif point is None:
        yield ProblemRow("address_without_coordinates", key or record.where, label)
    else:
        letter, addition, box = text("letter") or number.letter, text("addition") or number.addition, text("box")
        parts = (text("street"), str(number.number), letter, addition, box, text("postcode"), text("city"))
        yield AddressRow(
            key or _made_key(parts), text("street"), number.number, *point,
            letter=letter, addition=addition, box=box or number.box, postcode=text("postcode").replace(" ", ""),
            city=text("city"), floor=house_numbers.floor_of(addition, box),
        )  # fmt: skip


def _no_door(secondary: str, use: str, status: str) -> str:
    if secondary.lower() in TRUE:
        return "secondary_address"
    if any(word in status.lower() for word in GONE):
        return "not_in_use"
    return "not_a_home" if use and HOME not in use.lower() else ""


def _point(record: Record) -> tuple[float, float] | None:
    if record.x == "" or record.y == "":
        return None
    try:
        x, y = (float(value.replace(",", ".")) if isinstance(value, str) else value for value in (record.x, record.y))
    except ValueError:
        raise LoadError(
            file=record.file,
            where=record.where,
            problem=_("the coordinates '%(x)s' '%(y)s' are no numbers.") % {"x": record.x, "y": record.y},
            remedy=_("Check which columns hold them, and the decimal sign."),
        ) from None
    if not fits(record.srid, x, y):
        raise wrong_projection(record.file, record.srid, x, y, where=record.where)
    return x, y


def _made_key(parts: tuple[str, ...]) -> str:
    """A stable key for a file without one: the address itself."""
    key = "|".join(part.lower().replace(" ", "") for part in parts)
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()

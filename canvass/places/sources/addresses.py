"""A record of any register as an address, or as the reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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


class RecordReader:
    """Turns records of one layout into rows. `columns` maps our fields to the layout's."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = dict(columns)
        # Most files have no second addresses, uses or states to look at.
        self._told = any(field in columns for field in ("secondary", "use", "status"))

    def row(self, record: Record) -> Row:
        """An address, or the problem why it is none."""
        values = record.values
        texts = {field: values[column].strip() for field, column in self._columns.items()}
        text = texts.get
        key = text("key", "")
        number = house_numbers.parse(texts["number"])
        # Asked of every record: a wrong projection is an error even where there is nothing to ring at.
        point = _point(record)
        if self._told and (reason := _no_door(text("secondary", ""), text("use", ""), text("status", ""))):
            return ProblemRow(reason, key or record.where, _label(texts), texts.get("city", ""))
        if number is None:
            return ProblemRow("address_without_number", key or record.where, _label(texts), texts.get("city", ""))
        if point is None:
            return ProblemRow("address_without_coordinates", key or record.where, _label(texts), texts.get("city", ""))
        street, postcode, city = texts["street"], text("postcode", ""), text("city", "")
        letter = text("letter") or number.letter
        addition = text("addition") or number.addition
        box = text("box", "")
        key = key or _made_key((street, str(number.number), letter, addition, box, postcode, city))
        floor = house_numbers.floor_of(addition, box) if addition or box else 0
        return AddressRow(
            key, street, number.number, point[0], point[1], letter, addition, box or number.box,
            postcode.replace(" ", ""), city, floor,
        )  # fmt: skip


def _label(texts: Mapping[str, str]) -> str:
    street, number, letter, addition, city = (
        texts.get(field, "") for field in ("street", "number", "letter", "addition", "city")
    )
    return f"{street} {number}{letter} {addition} {city}".strip()


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
        x, y = _metres(record.x), _metres(record.y)
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


def _metres(value: str | float) -> float:
    """Or degrees; with a decimal comma or a point."""
    return float(value.replace(",", ".")) if isinstance(value, str) else value


def _made_key(parts: tuple[str, ...]) -> str:
    """A stable key for a file without one: the address itself."""
    key = "|".join(parts).lower().replace(" ", "")
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()

"""The Dutch address register as NLExtract writes it (bagadres.csv, also the full variant)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError, wrong_projection
from canvass.places.projection import WGS84
from canvass.places.rows import AddressRow, Progress, Row, Source
from canvass.places.sources.csv import open_csv, read_header

REQUIRED = ("openbareruimte", "huisnummer", "postcode", "woonplaats", "object_id")
# The Netherlands in degrees, a little wide: catches longitude and latitude in each other's place.
WEST, SOUTH, EAST, NORTH = 3.2, 50.6, 7.4, 53.8


def open_bag(path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None) -> Source:
    header, delimiter = read_header(path)
    missing = [name for name in REQUIRED if name not in header]
    if missing and not mapping:
        raise LoadError(
            file=path,
            problem=_("it lacks the column(s) %(columns)s of NLExtract's bagadres.csv.")
            % {"columns": ", ".join(missing)},
            remedy=_("Use --format csv with --map for another layout. Columns are: %(columns)s.")
            % {"columns": ", ".join(header)},
            remedy_on_page=_("Choose “Other addresses” for another layout. Columns are: %(columns)s.")
            % {"columns": ", ".join(header)},
        )
    source = open_csv(path, mapping=mapping, srid=srid, delimiter=delimiter)

    def rows(progress: Progress) -> Iterator[Row]:
        for row in source.rows(progress):
            if isinstance(row, AddressRow) and source.srid == WGS84 and not _in_the_netherlands(row):
                where = _("object %(key)s (in the Netherlands)") % {"key": row.key}
                raise wrong_projection(path, source.srid, row.x, row.y, where=where)
            yield row

    return Source(source.srid, rows)


def _in_the_netherlands(row: AddressRow) -> bool:
    return WEST <= row.x <= EAST and SOUTH <= row.y <= NORTH

"""Belgian addresses: the federal BeSt files, and Flanders' own Adressenregister.

BeSt (``openaddress-bevlg.csv``, ``-bebru``, ``-bewal``; https://opendata.bosa.be/): columns as listed in
https://github.com/Fedict/best-tools/blob/master/osoc19/converter/README.md, and ``status``. Until October 2026 the
metres are in ``EPSG:31370_x`` and ``_y`` (Lambert 72), since then in ``EPSG:3812_x`` and ``_y`` (Lambert 2008); a door
without a known place has ``0.00000`` there. Status: proposed, current, retired, reserved or rejected.

Adressenregister (https://www.vlaanderen.be/digitaal-vlaanderen/onze-diensten-en-platformen/gebouwen-en-adressenregister,
attributes in https://metadata.vlaanderen.be/srv/api/records/e78e3264-4a72-4b44-9c22-4dfcde4f5f2f): a GeoPackage, or its
table as CSV with the place in ``x`` and ``y`` or as WKT. Status: voorgesteld, inGebruik, gehistoreerd or afgekeurd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.projection import BELGIAN_LAMBERT_72, BELGIAN_LAMBERT_2008, WGS84, guess
from canvass.places.rows import ProblemRow, Progress, Row, Source, no_progress
from canvass.places.sources import fields, gpkg
from canvass.places.sources.addresses import Record, RecordReader
from canvass.places.sources.csv import read_header, read_lines

IN_USE = frozenset({"current", "ingebruik"})
REQUIRED = ("street", "number", "status")
# What a record is turned into, whichever language its street has a name in.
PLAIN = ("key", "street", "number", "box", "postcode", "city")
# In metres first: the degrees of BeSt are rounded to about one metre.
BEST_PLACES = (
    ("EPSG:3812_x", "EPSG:3812_y", BELGIAN_LAMBERT_2008),
    ("EPSG:31370_x", "EPSG:31370_y", BELGIAN_LAMBERT_72),
    ("EPSG:4326_lon", "EPSG:4326_lat", WGS84),
)
_WKT_POINT = re.compile(r"^(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(?P<x>[-\d.eE+]+)\s+(?P<y>[-\d.eE+]+)[^)]*\)\s*$", re.I)

Coordinate = str | float
# Where in the file, its values by column, and the place.
Doors = Iterator[tuple[str, Mapping[str, str], Coordinate, Coordinate]]


def open_best(path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None) -> Source:
    """BeSt's list of one region. With `srid`, the place is taken from the columns of that system."""
    header, delimiter = read_header(path)
    columns = fields.choose(
        file=path, columns=header, aliases=fields.BEST, mapping=mapping or {}, required=(*REQUIRED, "key")
    )
    places = [place for place in BEST_PLACES if {place[0], place[1]} <= set(header) and srid in (None, place[2])]
    if not places:
        raise _no_place(path, header)
    x, y, own = places[0]

    def doors(progress: Progress) -> Doors:
        for line, values in read_lines(path, delimiter, progress):
            yield _("line %d") % line, values, _unless_zero(values[x]), _unless_zero(values[y])

    return Source(own, lambda progress: _rows(path, doors, columns, own, progress))


def open_adressenregister(path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None) -> Source:
    """The register's addresses. Without `srid` a CSV's first place tells which Lambert it is: they lie far apart."""
    if path.suffix.lower() == ".gpkg":
        return _register_gpkg(path, mapping or {}, srid)
    header, delimiter = read_header(path)
    columns = fields.choose(
        file=path, columns=header, aliases=fields.ADRESSENREGISTER, mapping=mapping or {}, required=REQUIRED
    )
    if "wkt" not in columns and not {"x", "y"} <= set(columns):
        raise _no_place(path, header)

    def doors(progress: Progress) -> Doors:
        for line, values in read_lines(path, delimiter, progress):
            where = _("line %d") % line
            yield where, values, *_written(path, where, values, columns)

    own = srid or _first_system(path, doors(no_progress))
    return Source(own, lambda progress: _rows(path, doors, columns, own, progress))


def _register_gpkg(path: Path, mapping: Mapping[str, str], srid: int | None) -> Source:
    found = gpkg.layers(path)
    layer = next((layer for layer in found if "adres" in layer.name.lower()), found[0] if found else None)
    if layer is None:
        raise gpkg.no_layer(path, found, _("a street and a number"))
    columns = fields.choose(
        file=path, columns=layer.columns, aliases=fields.ADRESSENREGISTER, mapping=mapping, required=REQUIRED
    )
    own = srid or gpkg.one_srid(path, {layer: None})

    def doors(progress: Progress) -> Doors:
        for number, shape, values in gpkg.read_layer(path, layer):
            progress(number, layer.rows)
            where = _("layer %(layer)s, row %(row)d") % {"layer": layer.name, "row": number}
            yield where, values, *gpkg.middle(path, where, shape)

    return Source(own, lambda progress: _rows(path, doors, columns, own, progress))


def _rows(
    path: Path, doors: Callable[[Progress], Doors], columns: Mapping[str, str], srid: int, progress: Progress
) -> Iterator[Row]:
    """Twice through the file: a house number of which the boxes are listed too is no door of its own."""
    boxed = {
        _house(values, columns)
        for _where, values, _x, _y in doors(no_progress)
        if _text(values, columns, "box") and _in_use(values, columns)
    }
    read = RecordReader({name: name for name in PLAIN}).row
    for where, values, x, y in doors(progress):
        plain = {name: _text(values, columns, name) for name in PLAIN}
        row = read(Record(path, where, plain, x, y, srid))
        key, label = plain["key"] or where, f"{plain['street']} {plain['number']} {plain['box']} {plain['city']}"
        if not _in_use(values, columns):
            yield ProblemRow("not_in_use", key, label, plain["city"])
        elif not plain["box"] and _house(values, columns) in boxed:
            yield ProblemRow("number_with_boxes", key, label, plain["city"])
        else:
            yield row


def _text(values: Mapping[str, str], columns: Mapping[str, str], field: str) -> str:
    """In Dutch, or in the first language that the record has: Brussels has two, Wallonia seldom Dutch."""
    for name in (field, f"{field}_fr", f"{field}_de"):
        if name in columns and (text := values[columns[name]].strip()):
            return text
    return ""


def _house(values: Mapping[str, str], columns: Mapping[str, str]) -> int:
    """Which house number of which street; a hash, because a region has hundreds of thousands."""
    street = _text(values, columns, "street_id") or _text(values, columns, "street")
    return hash((street, _text(values, columns, "postcode"), _text(values, columns, "number").upper()))


def _in_use(values: Mapping[str, str], columns: Mapping[str, str]) -> bool:
    return _text(values, columns, "status").lower().replace(" ", "") in IN_USE


def _unless_zero(value: str) -> str:
    return "" if value.strip("0. ") == "" else value


def _written(
    path: Path, where: str, values: Mapping[str, str], columns: Mapping[str, str]
) -> tuple[Coordinate, Coordinate]:
    if "wkt" not in columns:
        return _unless_zero(values[columns["x"]]), _unless_zero(values[columns["y"]])
    text = values[columns["wkt"]].strip()
    if not text or text.upper().endswith("EMPTY"):
        return "", ""
    if found := _WKT_POINT.match(text):
        return found["x"], found["y"]
    raise LoadError(
        file=path,
        where=where,
        problem=_("'%(text)s' is not a point in WKT.") % {"text": text[:40]},
        remedy=_("Export the addresses with POINT (x y), or with columns x and y."),
    )


def _first_system(path: Path, doors: Doors) -> int:
    """Raises LoadError when the first place fits none of the systems in use in Belgium."""
    for where, _values, x, y in doors:
        if x == "" or y == "":
            continue
        try:
            found = guess(float(x), float(y))
        except ValueError:
            break
        if found in (BELGIAN_LAMBERT_72, BELGIAN_LAMBERT_2008, WGS84):
            return found
        raise LoadError(
            file=path,
            where=where,
            problem=_("the coordinates %(x)s %(y)s lie in neither Lambert 72 nor Lambert 2008.") % {"x": x, "y": y},
            remedy=_("Give the projection that the file really has with --srid, or convert the file."),
            remedy_on_page=_("Fill in the projection that the file really has, or convert the file."),
        )
    return BELGIAN_LAMBERT_72


def _no_place(path: Path, header: list[str]) -> LoadError:
    listed = {"columns": ", ".join(header)}
    return LoadError(
        file=path,
        problem=_("it has no columns for the coordinates in that projection."),
        remedy=_("Check --format and --srid. Columns are: %(columns)s.") % listed,
        remedy_on_page=_("Check the kind of file and the projection. Columns are: %(columns)s.") % listed,
    )

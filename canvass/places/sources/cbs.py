"""Neighbourhood polygons: Statistics Netherlands' wijken en buurten, Statbel's statistical sectors, and any polygons
with a code and a name.

Statistical sectors (https://statbel.fgov.be/en/open-data/statistical-sectors-2019 and later years) are the smallest
areas with figures in Belgium; their districts are the six first places of the code (``cd_sub_munty``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import shape

from canvass.places.errors import LoadError, wrong_projection
from canvass.places.projection import WGS84, fits
from canvass.places.rows import AreaRow, ProblemRow, Progress, Row, Source
from canvass.places.sources import fields, geojson, gpkg
from canvass.places.sources.csv import read_header, read_lines

REQUIRED = ("code", "name")
POLYGONS = frozenset({"Polygon", "MultiPolygon"})
FIRST_LAYER = "buurten"


def open_neighbourhoods(path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None) -> Source:
    if path.suffix.lower() == ".gpkg":
        return _open_gpkg(path, mapping or {}, srid)
    if path.suffix.lower() in {".geojson", ".json"}:
        return _open_geojson(path, mapping or {}, srid)
    if path.suffix.lower() in {".csv", ".txt"}:
        return _open_csv(path, mapping or {}, srid)
    raise LoadError(
        file=path,
        problem=_("neighbourhoods come as GeoPackage or GeoJSON, or as CSV with WKT."),
        remedy=_("Give a .gpkg, .geojson or .csv file."),
    )


def _open_gpkg(path: Path, mapping: Mapping[str, str], srid: int | None) -> Source:
    found = gpkg.layers(path)
    # CBS puts municipalities and districts in the same file.
    candidates = [layer for layer in found if layer.name.lower().startswith(FIRST_LAYER)] or found
    if len(candidates) != 1:
        raise gpkg.no_layer(path, found, _("the name 'buurten', and there are several"))
    layer = candidates[0]
    chosen = fields.choose(
        file=path, columns=layer.columns, aliases=fields.NEIGHBOURHOOD, mapping=mapping, required=REQUIRED
    )
    own = srid or gpkg.one_srid(path, {layer: None})

    def rows(progress: Progress) -> Iterator[Row]:
        for number, wkb, values in gpkg.read_layer(path, layer):
            progress(number, layer.rows)
            where = _("row %d") % number
            geometry = None if wkb is None else _geometry(path, where, lambda data=wkb: shapely.from_wkb(data))
            yield _area(path, where, geometry, values, chosen, own)

    return Source(own, rows)


def _open_geojson(path: Path, mapping: Mapping[str, str], srid: int | None) -> Source:
    own = srid or geojson.crs_of(path)

    def rows(progress: Progress) -> Iterator[Row]:
        chosen: dict[str, str] = {}
        for number, feature in geojson.read_features(path, progress):
            values = {name: "" if v is None else str(v) for name, v in (feature.get("properties") or {}).items()}
            chosen = chosen or fields.choose(
                file=path, columns=values, aliases=fields.NEIGHBOURHOOD, mapping=mapping, required=REQUIRED
            )
            where, data = _("feature %d") % number, feature.get("geometry")
            geometry = None if data is None else _geometry(path, where, lambda data=data: shape(data))
            yield _area(path, where, geometry, values, chosen, own)

    return Source(own, rows)


def _open_csv(path: Path, mapping: Mapping[str, str], srid: int | None) -> Source:
    """Polygons as well-known text. Such a file cannot say in which system: degrees, unless the caller knows better."""
    header, delimiter = read_header(path)
    chosen = fields.choose(file=path, columns=header, aliases=fields.NEIGHBOURHOOD, mapping=mapping, required=REQUIRED)
    wkt = next((name for name in header if name.lower() in fields.WKT), "")
    if not wkt:
        raise LoadError(
            file=path,
            problem=_("it has no column with the polygons as text (WKT)."),
            remedy=_("Export the polygons with a column named WKT."),
        )
    own = srid or WGS84

    def rows(progress: Progress) -> Iterator[Row]:
        for line, values in read_lines(path, delimiter, progress):
            where, text = _("line %d") % line, values[wkt].strip()
            geometry = _geometry(path, where, lambda text=text: shapely.from_wkt(text)) if text else None
            yield _area(path, where, geometry, values, chosen, own)

    return Source(own, rows)


def _geometry(path: Path, where: str, read: Any) -> Any:
    try:
        geometry = read()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.GEOSException) as error:
        raise LoadError(
            file=path,
            where=where,
            problem=_("its geometry is unreadable (%(reason)s).") % {"reason": error},
            remedy=_("Export the file again."),
        ) from error
    if geometry.geom_type not in POLYGONS:
        raise LoadError(
            file=path, where=where, problem=_("it is a %(kind)s, not a polygon.") % {"kind": geometry.geom_type},
            remedy=_("Neighbourhoods are areas: choose the layer with polygons."),
        )  # fmt: skip
    return geometry


def _area(
    path: Path, where: str, geometry: Any, values: Mapping[str, str], columns: Mapping[str, str], srid: int
) -> Row:
    def text(field: str) -> str:
        named = (
            values.get(columns[name], "").strip() for name in (field, f"{field}_fr", f"{field}_de") if name in columns
        )
        return next((text for text in named if text), "")

    code, name = text("code"), text("name")
    if text("water").upper() in {"JA", "J"}:
        return ProblemRow("neighbourhood_of_water", code, name)
    if geometry is None or geometry.is_empty:
        return ProblemRow("neighbourhood_without_geometry", code or where, name)
    if not code or not name:
        field = "name" if code else "code"
        raise LoadError(
            file=path, where=where, problem=_("the field %(column)s is empty.") % {"column": columns[field]},
            remedy=_("Every neighbourhood needs a %(field)s; choose another column with --map %(field)s=COLUMN.")
            % {"field": field},
            remedy_on_page=_("Every neighbourhood needs a %(field)s; fill in at “Columns”: %(field)s=COLUMN.")
            % {"field": field},
        )  # fmt: skip
    west, south, east, north = geometry.bounds
    for x, y in ((west, south), (east, north)):
        if not fits(srid, x, y):
            raise wrong_projection(path, srid, x, y, where=f"{where} ({name})")
    return AreaRow(
        code, name, shapely.to_wkb(geometry, hex=True, output_dimension=2), text("district"),
        text("municipality") or _municipality(code), text("town"), where=where,
    )  # fmt: skip


def _municipality(code: str) -> str:
    """BU0363AA01 lies in municipality GM0363."""
    return f"GM{code[2:6]}" if code[:2].upper() == "BU" and code[2:6].isdigit() else ""

"""Addresses, streets, neighbourhoods and backdrop: how each staged table becomes rows."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.merging import Changes, Target, delete_missing, fresh_table, merge, run, value

ADDRESSES = Target(
    table="places_address",
    fresh="fresh_address",
    key="source_key",
    columns=("street", "number", "letter", "addition", "box", "postcode", "city", "point", "floor"),
    retires=True,
    waiting="new_address",
)
SEGMENTS = Target(
    table="places_streetsegment",
    fresh="fresh_segment",
    key="source_key",
    columns=("name", "road_class", "junction_from", "junction_to", "geometry", "tags"),
    derived=("length_m",),
)
NEIGHBOURHOODS = Target(
    table="places_neighbourhood",
    fresh="fresh_area",
    key="code",
    columns=("name", "district_code", "municipality_code", "municipality_name", "geometry"),
    retires=True,
    key_is_global=True,
)
SHAPES = Target(table="places_backdropshape", fresh="fresh_shape", key="source_key", columns=("kind", "geometry"))
MOST_LISTED = 5


def merge_addresses(*, source: str, file: Path, srid: int, replace: bool) -> Changes:
    _list_doubles("stage_address", "key", "address_twice_in_file")
    fresh_table(
        "fresh_address",
        "SELECT DISTINCT ON (key) left(key, 80) AS source_key, left(btrim(street), 160) AS street, number, "
        "left(letter, 4) AS letter, left(addition, 16) AS addition, left(box, 16) AS box, "
        "left(postcode, 12) AS postcode, left(btrim(city), 80) AS city, floor, guessed, "
        "ST_Transform(ST_SetSRID(ST_MakePoint(x, y), %s), 4326) AS point FROM stage_address ORDER BY key, ctid",
        srid,
    )
    # A number worked out between two others gives way to a door that somebody really noted.
    run(
        "DELETE FROM fresh_address g USING fresh_address a WHERE g.guessed AND NOT a.guessed "
        "AND a.street = g.street AND a.number = g.number AND ST_DWithin(a.point, g.point, 0.005)"
    )
    return merge(ADDRESSES, source=source, file=file, replace=replace)


def merge_segments(*, source: str, file: Path, srid: int, metric: int, replace: bool) -> Changes:
    line = f"ST_Transform(ST_SetSRID(geometry, {int(srid)}), 4326)"
    fresh_table(
        "fresh_segment",
        "SELECT DISTINCT ON (key) left(key, 60) AS source_key, left(btrim(name), 160) AS name, "
        "left(road_class, 24) AS road_class, junction_from, junction_to, tags, "
        f"{line} AS geometry, ST_Length(ST_Transform({line}, %s)) AS length_m FROM stage_segment ORDER BY key, ctid",
        metric,
    )
    changes = merge(SEGMENTS, source=source, file=file, replace=replace)
    delete_missing(SEGMENTS, source=source)
    return changes


def merge_neighbourhoods(*, source: str, file: Path, srid: int, replace: bool) -> Changes:
    _reject_broken_areas(file)
    _list_doubles("stage_area", "code", "neighbourhood_twice_in_file")
    fresh_table(
        "fresh_area",
        "SELECT DISTINCT ON (code) left(code, 40) AS code, left(btrim(name), 120) AS name, rank, "
        "left(district_code, 40) AS district_code, left(municipality_code, 40) AS municipality_code, "
        "left(municipality_name, 120) AS municipality_name, "
        "ST_Multi(ST_Transform(ST_SetSRID(geometry, %s), 4326)) AS geometry FROM stage_area ORDER BY code, ctid",
        srid,
        key="code",
    )
    # A municipality is a neighbourhood only where the file has nothing finer.
    run(
        "DELETE FROM fresh_area a USING fresh_area b WHERE a.rank = 8 AND b.rank > 8 "
        "AND ST_Intersects(a.geometry, ST_PointOnSurface(b.geometry))"
    )
    return merge(NEIGHBOURHOODS, source=source, file=file, replace=replace)


def merge_shapes(*, source: str, file: Path, srid: int) -> Changes:
    run(
        "INSERT INTO problem SELECT 'broken_geometry', key, ST_IsValidReason(geometry) FROM stage_shape "
        "WHERE NOT ST_IsValid(geometry)"
    )
    fresh_table(
        "fresh_shape",
        "SELECT DISTINCT ON (key) left(key, 60) AS source_key, kind, "
        "ST_Transform(ST_SetSRID(geometry, %s), 4326) AS geometry FROM stage_shape WHERE ST_IsValid(geometry) "
        "ORDER BY key, ctid",
        srid,
    )
    changes = merge(SHAPES, source=source, file=file, replace=True)
    delete_missing(SHAPES, source=source)
    return changes


def add_box_neighbourhood(*, name: str, source: str) -> None:
    """For an extract without boundaries: one neighbourhood around all its addresses and streets."""
    run(
        "INSERT INTO stage_area SELECT %s, %s, '', '', '', ST_Expand(ST_Extent(p)::geometry, 0.0005), 99, '' FROM "
        "(SELECT ST_MakePoint(x, y) AS p FROM stage_address UNION ALL SELECT geometry FROM stage_segment) all_points "
        "HAVING count(*) > 0",
        f"{source}-{name}"[:40],
        name,
    )


def middle_of_streets(srid: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of the staged streets."""
    lon, lat = value(
        "SELECT ARRAY[ST_X(c), ST_Y(c)] FROM (SELECT ST_Transform(ST_SetSRID(ST_Centroid(ST_Extent(geometry)::geometry)"
        ", %s), 4326) AS c FROM stage_segment) x",
        srid,
    )
    return lon, lat


def _list_doubles(table: str, key: str, kind: str) -> None:
    run(
        f"INSERT INTO problem SELECT %s, {key}, count(*) || ' times, the first was kept' FROM {table} "
        f"GROUP BY {key} HAVING count(*) > 1",
        kind,
    )


def _reject_broken_areas(file: Path) -> None:
    """A neighbourhood that crosses itself has no inside: which doors lie in it would be a guess."""
    run("DROP TABLE IF EXISTS broken_area")
    run(
        "CREATE TEMP TABLE broken_area ON COMMIT DROP AS SELECT code, name, place, ST_IsValidReason(geometry) AS why "
        "FROM stage_area WHERE NOT ST_IsValid(geometry) ORDER BY ctid"
    )
    count = value("SELECT count(*) FROM broken_area")
    if not count:
        return
    listed = value(
        "SELECT string_agg(name || ' (' || concat_ws(', ', code, nullif(place, '')) || ': ' || why || ')', '; ') "
        "FROM (SELECT * FROM broken_area LIMIT %s) few",
        MOST_LISTED,
    )
    raise LoadError(
        file=file,
        problem=_("%(count)d polygon(s) cross themselves or are otherwise broken: %(listed)s.")
        % {"count": count, "listed": listed},
        remedy=_("Mend them at the source (in QGIS: Fix geometries) and load the file again."),
    )

"""Addresses to what lies around them: neighbourhood, street segment with side and position, entrance.

Set-based: a handful of statements for a village as for a country, over the addresses in `link_scope` and the
new ones that wait in `new_address`. These are linked first and then written, once.
"""

from __future__ import annotations

from canvass.places.areas import count_drawn_doors
from canvass.places.entrances import link_entrances
from canvass.places.merging import learn, run, value
from canvass.places.projection import metric_srid
from canvass.routing.profiles import PROFILES

# A door further than this from its street stays unlinked: better listed than planned wrongly.
REACH_METRES = 150
# Given two streets as near, people enter from the one with a name and pavements.
LESSER_STREET_METRES = 10
# Of latitude; about 200 m, and up to 65 degrees north as much in longitude when doubled.
REACH_DEGREES = 0.0018

# Spelling differs between registers: capitals, hyphens and points do not count, nor does the German sharp s.
PLAIN = "regexp_replace(replace(replace(lower({0}), 'ß', 'ss'), 'strasse', 'str'), '[^[:alnum:]]', '', 'g')"

NEW = """
CREATE TEMP TABLE new_address (
    id int8, source text, source_key text, street text, number int, letter text, addition text, box text,
    postcode text, city text, point geometry(Point, 4326), floor int
) ON COMMIT DROP
"""
CENTRE = """
SELECT ARRAY[ST_X(c), ST_Y(c)] FROM (
    SELECT ST_Centroid(ST_Extent(point)::geometry) AS c FROM (
        SELECT point FROM places_address WHERE id IN (SELECT id FROM link_scope)
        UNION ALL SELECT point FROM new_address
    ) every
) x WHERE c IS NOT NULL
"""
POINTS = """
CREATE TEMP TABLE link_point ON COMMIT DROP AS
SELECT id, {plain} AS plain, point, ST_Transform(point, %s) AS place FROM (
    SELECT id, street, point FROM places_address WHERE retired_at IS NULL AND id IN (SELECT id FROM link_scope)
    UNION ALL SELECT id, street, point FROM new_address
) every
"""
SEGMENTS = """
CREATE TEMP TABLE link_segment ON COMMIT DROP AS
SELECT s.id, {plain} AS plain, s.road_class = ANY(%s) AS sided,
       ST_Transform(s.geometry, %s) AS line, s.length_m
FROM places_streetsegment s
WHERE s.geometry && (SELECT ST_Expand(ST_SetSRID(ST_Extent(point)::geometry, 4326), {x}, {y}) FROM link_point)
"""
# First by name (OFFSET 0: through that index, not by a look at every street around), else whatever is near.
# The nearest few, and of those the one people enter from: a pavement or cycle path mapped beside its road loses.
NEAREST = """
CREATE TEMP TABLE link_match ON COMMIT DROP AS
SELECT p.id, p.place, coalesce(named.segment_id, around.segment_id) AS segment_id,
       coalesce(named.line, around.line) AS line, coalesce(named.sided, around.sided) AS sided
FROM link_point p
LEFT JOIN LATERAL (
    SELECT * FROM (
        SELECT s.id AS segment_id, s.line, s.sided
        FROM (SELECT * FROM link_segment WHERE plain = p.plain AND p.plain <> '' OFFSET 0) s
        WHERE ST_DWithin(s.line, p.place, {reach})
        ORDER BY ST_Distance(s.line, p.place) LIMIT 6
    ) few
    ORDER BY ST_Distance(line, p.place) + CASE WHEN sided THEN 0 ELSE {lesser} END, segment_id LIMIT 1
) named ON true
LEFT JOIN LATERAL (
    SELECT * FROM (
        SELECT s.id AS segment_id, s.line, s.sided, s.plain FROM link_segment s
        WHERE named.segment_id IS NULL AND ST_DWithin(s.line, p.place, {reach})
        ORDER BY s.line <-> p.place LIMIT 6
    ) few
    ORDER BY ST_Distance(line, p.place) + CASE WHEN sided AND plain <> '' THEN 0 ELSE {lesser} END, segment_id LIMIT 1
) around ON true
"""
# Left is where the cross product of the street's direction and the way to the door is positive.
# OFFSET 0: measured once, not again in every place that uses it.
POSITIONS = """
CREATE TEMP TABLE link_position ON COMMIT DROP AS
SELECT id, segment_id, length * share AS offset_m,
       CASE WHEN NOT sided THEN 0 ELSE sign(
           (ST_X(ahead) - ST_X(behind)) * (ST_Y(place) - ST_Y(behind))
         - (ST_Y(ahead) - ST_Y(behind)) * (ST_X(place) - ST_X(behind))) END AS side
FROM (
    SELECT *, ST_LineInterpolatePoint(line, greatest(share - step, 0)) AS behind,
              ST_LineInterpolatePoint(line, least(share + step, 1)) AS ahead
    FROM (
        SELECT *, ST_Length(line) AS length, ST_LineLocatePoint(line, place) AS share,
               least(0.5 / nullif(ST_Length(line), 0), 1) AS step
        FROM link_match WHERE segment_id IS NOT NULL
        OFFSET 0
    ) measured
) directed
"""
AREAS = """
CREATE TEMP TABLE link_area ON COMMIT DROP AS
SELECT DISTINCT ON (p.id) p.id, n.id AS neighbourhood_id
FROM places_neighbourhood n JOIN link_point p ON ST_Covers(n.geometry, p.point)
WHERE n.retired_at IS NULL AND n.source <> 'drawn' ORDER BY p.id, ST_Area(n.geometry), n.code
"""
WRITE = """
UPDATE places_address a
SET neighbourhood_id = x.neighbourhood_id, segment_id = x.segment_id, side = x.side, offset_m = x.offset_m
FROM (
    SELECT p.id, n.neighbourhood_id, s.segment_id, coalesce(s.side, 0)::smallint AS side,
           coalesce(round(s.offset_m::numeric, 2), 0)::float8 AS offset_m
    FROM link_point p LEFT JOIN link_area n USING (id) LEFT JOIN link_position s USING (id)
) x
WHERE a.id = x.id AND (a.neighbourhood_id, a.segment_id, a.side, a.offset_m)
    IS DISTINCT FROM (x.neighbourhood_id, x.segment_id, x.side, x.offset_m)
"""
STORE = """
INSERT INTO places_address (
    id, source, source_key, street, number, letter, addition, box, postcode, city, point, floor,
    neighbourhood_id, segment_id, side, offset_m, entrance_id
)
SELECT a.*, n.neighbourhood_id, s.segment_id, coalesce(s.side, 0), coalesce(round(s.offset_m::numeric, 2), 0),
       d.entrance_id
FROM new_address a LEFT JOIN link_area n USING (id) LEFT JOIN link_position s USING (id)
LEFT JOIN link_door d USING (id)
"""
COUNTS = """
UPDATE places_neighbourhood n SET address_count = x.doors
FROM (
    SELECT n.id, count(a.id) AS doors FROM places_neighbourhood n
    LEFT JOIN places_address a ON a.neighbourhood_id = n.id AND a.retired_at IS NULL
    WHERE n.source <> 'drawn' GROUP BY n.id
) x
WHERE n.id = x.id AND n.address_count <> x.doors
"""


def start_scope() -> None:
    run("DROP TABLE IF EXISTS link_scope")
    run("CREATE TEMP TABLE link_scope (id int8) ON COMMIT DROP")
    run("DROP TABLE IF EXISTS new_address")
    run(NEW)


def widen_scope(*touched: str) -> None:
    """Add the addresses that the touched rows of `fresh_*` tables may concern."""
    sql = {
        "fresh_address": "SELECT id FROM touched_fresh_address",
        "fresh_segment": f"{_around('touched_fresh_segment', 2 * REACH_DEGREES, REACH_DEGREES)} UNION "
        "SELECT a.id FROM places_address a JOIN touched_fresh_segment t ON t.id = a.segment_id",
        "fresh_shape": _around("touched_fresh_shape", 0, 0),
        "fresh_area": f"{_around('touched_fresh_area', 0, 0)} UNION SELECT a.id FROM places_address a "
        "JOIN touched_fresh_area t ON t.id = a.neighbourhood_id",
    }
    for table in touched:
        run(f"ANALYZE touched_{table}")
        run(f"INSERT INTO link_scope {sql[table]}")


def _around(table: str, x: float, y: float) -> str:
    return f"SELECT DISTINCT a.id FROM places_address a JOIN {table} t ON a.point && ST_Expand(t.box, {x}, {y})"


def link_scope() -> int:
    """Link every address in the scope anew, and bring in the new ones; returns how many were looked at."""
    run("ANALYZE link_scope")
    run("ANALYZE new_address")
    for table in ("link_point", "link_segment", "link_match", "link_position", "link_area"):
        run(f"DROP TABLE IF EXISTS {table}")
    centre = value(CENTRE)
    if centre is None:
        count_doors()
        return 0
    metric = metric_srid(*centre)
    count = run(POINTS.format(plain=PLAIN.format("street")), metric)
    _index("link_point", "point")
    sided = list(PROFILES["foot"].crossing_metres)
    plain = PLAIN.format("s.name")
    run(SEGMENTS.format(plain=plain, x=2 * REACH_DEGREES, y=REACH_DEGREES), sided, metric)
    run("CREATE INDEX ON link_segment (plain)")
    _index("link_segment", "line")
    run(NEAREST.format(reach=REACH_METRES, lesser=LESSER_STREET_METRES))
    run(POSITIONS)
    run(AREAS)
    run("ANALYZE link_position")
    run("ANALYZE link_area")
    run(WRITE)
    link_entrances(metric=metric)
    run(STORE)
    learn("places_address", count)
    count_doors()
    return count


def count_doors() -> None:
    run(COUNTS)
    count_drawn_doors()


def _index(table: str, column: str) -> None:
    run(f"CREATE INDEX ON {table} USING gist ({column})")
    run(f"ANALYZE {table}")

"""Which addresses share a street door.

Two rules: registers put the flats of one stairwell on one point; and one house number with several
letters, additions or boxes, close together in one building, is one stairwell as well. A house of its own
has no entrance: its front door is the address.
"""

from __future__ import annotations

from canvass.places.merging import run

SAME_POINT_METRES = 0.5
SAME_STAIRWELL_METRES = 5
# Those who may share a door with an address in scope; about 6 m, whatever the latitude.
NEIGHBOUR_DEGREES = 0.0001

NEIGHBOURS = """
CREATE TEMP TABLE near_door ON COMMIT DROP AS
SELECT a.id, a.source || ':' || a.source_key AS key, a.street, a.number, a.neighbourhood_id, a.point,
       ST_Transform(a.point, %s) AS place,
       (SELECT b.id FROM places_backdropshape b WHERE b.kind = 'building' AND ST_Covers(b.geometry, a.point)
        ORDER BY b.id LIMIT 1) AS building
FROM places_address a JOIN near_id USING (id)
"""
# OFFSET 0 keeps the search lateral: one look into the index per door, never every door against every other.
NEAR = """
CREATE TEMP TABLE near_id ON COMMIT DROP AS
SELECT DISTINCT n.id
FROM (SELECT DISTINCT point FROM places_address WHERE id IN (SELECT id FROM link_scope)) s
CROSS JOIN LATERAL (
    SELECT id FROM places_address WHERE retired_at IS NULL AND point && ST_Expand(s.point, {neighbour}) OFFSET 0
) n
"""
GROUPS = """
CREATE TEMP TABLE door_group ON COMMIT DROP AS
SELECT id, min(key) OVER grouped AS door, count(*) OVER grouped AS doors, key, street, number, point
FROM (
    SELECT *,
        CASE WHEN spot IS NOT NULL THEN concat_ws('-', 'p', neighbourhood_id, spot)
             WHEN stairwell IS NOT NULL THEN concat_ws('-', 'b', building, street, number, stairwell)
             ELSE 'a' || id END AS grp
    FROM (
        SELECT *,
            ST_ClusterDBSCAN(place, {same}, 2) OVER (PARTITION BY neighbourhood_id) AS spot,
            CASE WHEN building IS NOT NULL
                THEN ST_ClusterDBSCAN(place, {stairwell}, 2) OVER (PARTITION BY building, street, number)
            END AS stairwell
        FROM near_door
    ) clustered
) named
WINDOW grouped AS (PARTITION BY grp)
"""
DOORS = """
INSERT INTO places_entrance AS e (source_key, label, point)
SELECT door, left(concat_ws(' ', min(street), CASE WHEN min(number) = max(number) THEN min(number)::text
           ELSE min(number) || '-' || max(number) END), 120),
       ST_Centroid(ST_Collect(point ORDER BY key))
FROM door_group WHERE doors > 1 GROUP BY door
ON CONFLICT (source_key) DO UPDATE SET label = excluded.label, point = excluded.point
WHERE (e.label, e.point) IS DISTINCT FROM (excluded.label, excluded.point)
"""
WRITE = """
UPDATE places_address a SET entrance_id = x.entrance_id
FROM (SELECT g.id, e.id AS entrance_id FROM door_group g
      LEFT JOIN places_entrance e ON e.source_key = g.door AND g.doors > 1) x
WHERE a.id = x.id AND a.entrance_id IS DISTINCT FROM x.entrance_id
"""


def link_entrances(*, metric: int) -> None:
    for table in ("near_id", "near_door", "door_group"):
        run(f"DROP TABLE IF EXISTS {table}")
    run(NEAR.format(neighbour=NEIGHBOUR_DEGREES))
    run("ANALYZE near_id")
    run(NEIGHBOURS, metric)
    run(GROUPS.format(same=SAME_POINT_METRES, stairwell=SAME_STAIRWELL_METRES))
    run("ANALYZE door_group")
    run(DOORS)
    run(WRITE)

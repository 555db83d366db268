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

# Touched doors and those who shared a street door with them until now; whoever stands near one of these; and whoever
# shares a door with those: an entrance is judged whole or not at all.
MATES = """
SELECT b.id FROM places_address a JOIN places_address b ON b.entrance_id = a.entrance_id
WHERE b.retired_at IS NULL AND a.id IN (SELECT id FROM {these})
"""
# OFFSET 0 keeps the search lateral: one look into the index per door, never every door against every other.
NEAR = f"""
CREATE TEMP TABLE near_id ON COMMIT DROP AS
WITH touched AS (SELECT id FROM link_scope UNION {MATES.format(these="link_scope")}),
near AS (
    SELECT DISTINCT n.id
    FROM (SELECT point FROM places_address WHERE id IN (SELECT id FROM touched) UNION SELECT point FROM new_address) s
    CROSS JOIN LATERAL (
        SELECT id FROM places_address
        WHERE retired_at IS NULL AND point && ST_Expand(s.point, {NEIGHBOUR_DEGREES}) OFFSET 0
    ) n
)
SELECT id FROM near UNION {MATES.format(these="near")}
"""
# A building is looked for only where a number is there twice: it decides nothing elsewhere.
NEIGHBOURS = """
CREATE TEMP TABLE near_door ON COMMIT DROP AS
SELECT id, key, street, number, neighbourhood_id, point, ST_Transform(point, %s) AS place,
       CASE WHEN count(*) OVER (PARTITION BY street, number) > 1 THEN (
           SELECT min(b.id) FROM places_backdropshape b WHERE b.kind = 'building' AND ST_Covers(b.geometry, d.point)
       ) END AS building
FROM (
    SELECT a.id, a.source || ':' || a.source_key AS key, a.street, a.number, a.neighbourhood_id, a.point
    FROM places_address a JOIN near_id USING (id)
    UNION ALL
    SELECT a.id, a.source || ':' || a.source_key, a.street, a.number, n.neighbourhood_id, a.point
    FROM new_address a LEFT JOIN link_area n USING (id)
) d
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
SHARED = """
CREATE TEMP TABLE link_door ON COMMIT DROP AS
SELECT g.id, e.id AS entrance_id FROM door_group g JOIN places_entrance e ON e.source_key = g.door WHERE g.doors > 1
"""
WRITE = """
UPDATE places_address a SET entrance_id = x.entrance_id
FROM (SELECT n.id, d.entrance_id FROM near_id n LEFT JOIN link_door d USING (id)) x
WHERE a.id = x.id AND a.entrance_id IS DISTINCT FROM x.entrance_id
"""


def link_entrances(*, metric: int) -> None:
    """Write the entrances of the doors that are there; those of new ones wait in `link_door`."""
    for table in ("near_id", "near_door", "door_group", "link_door"):
        run(f"DROP TABLE IF EXISTS {table}")
    run(NEAR)
    run("ANALYZE near_id")
    run(NEIGHBOURS, metric)
    run(GROUPS.format(same=SAME_POINT_METRES, stairwell=SAME_STAIRWELL_METRES))
    run("ANALYZE door_group")
    run(DOORS)
    run(SHARED)
    run("ANALYZE link_door")
    run(WRITE)

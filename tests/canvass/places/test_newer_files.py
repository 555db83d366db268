"""A newer file of the same source: what it moves, takes away or brings shows everywhere as if it had been the first."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvass.places.files import load_addresses, load_neighbourhoods, load_osm
from canvass.places.merging import MANY
from canvass.places.models import Address, Neighbourhood
from tests.canvass.places.towns import LAT, LON, OsmFile, bag_file, geojson_file, square

pytestmark = pytest.mark.django_db
# A few places within and just beyond the reach of one street door, in degrees east of the first.
NEAR = (0.0, 0.000005, 0.00003, 0.00006, 0.00009, 0.0002)
_names = count()


def two_areas(tmp_path) -> None:
    areas = [({"code": "BU1", "name": "West"}, square(-4, -2, 4)), ({"code": "BU2", "name": "East"}, square(0, -2, 4))]
    load_neighbourhoods(path=geojson_file(tmp_path / "areas.geojson", areas))


def doors_by_area() -> dict[str, int]:
    return dict(Neighbourhood.objects.values_list("name", "address_count"))


def load(tmp_path, *rows: dict[str, object]):
    path = bag_file(tmp_path / f"bag-{next(_names)}.csv", [*rows])
    return load_addresses(path=path, layout="bag", replace=True)


def test_door_counts_follow_doors_that_move_between_neighbourhoods_go_and_come_back(tmp_path):
    two_areas(tmp_path)
    first, second, third = ({"object_id": name, "lon": LON + 0.001} for name in "abc")
    load(tmp_path, first, second, third)
    assert doors_by_area() == {"West": 0, "East": 3}
    load(tmp_path, first | {"lon": LON - 0.001}, second, third)
    assert doors_by_area() == {"West": 1, "East": 2}
    load(tmp_path, first | {"lon": LON - 0.001}, third)
    assert doors_by_area() == {"West": 1, "East": 1}
    load(tmp_path, third | {"lon": LON + 1})
    assert doors_by_area() == {"West": 0, "East": 0}
    load(tmp_path, first, second, third)
    assert doors_by_area() == {"West": 0, "East": 3}


def test_door_counts_follow_the_borders(tmp_path):
    two_areas(tmp_path)
    load(tmp_path, {"lon": LON + 0.001}, {"lon": LON + 0.003})
    moved = [({"code": "BU1", "name": "West"}, square(-4, -2, 6)), ({"code": "BU2", "name": "East"}, square(2, -2, 4))]
    load_neighbourhoods(path=geojson_file(tmp_path / "moved.geojson", moved))
    assert doors_by_area() == {"West": 1, "East": 1}


def test_flats_let_go_of_an_entrance_when_their_neighbour_moves_out_of_it(tmp_path):
    here = {"lon": LON, "lat": LAT}
    flats = [here | {"object_id": name} for name in "abc"]
    load(tmp_path, *flats)
    load(tmp_path, flats[0] | {"lon": LON + 0.01}, *flats[1:])
    assert mates() == {"b": {"b", "c"}, "c": {"b", "c"}}
    load(tmp_path, flats[0] | {"lon": LON + 0.01}, flats[2])
    assert mates() == {}


def mates() -> dict[str, set[str]]:
    """Who shares a street door with whom."""
    behind: dict[int, set[str]] = {}
    for entrance, key in Address.objects.live().exclude(entrance=None).values_list("entrance", "source_key"):
        behind.setdefault(entrance, set()).add(key)
    return {key: doors for doors in behind.values() for key in doors}


doors = st.dictionaries(
    st.sampled_from("abcdefgh"), st.tuples(st.sampled_from(NEAR), st.sampled_from([1, 2])), min_size=1, max_size=8
)


@given(older=doors, newer=doors)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_newer_file_gives_the_same_entrances_as_that_file_alone(tmp_path, older, newer):
    building = OsmFile()
    for number, (east, north) in enumerate([(-0.1, -0.1), (0.15, -0.1), (0.15, 0.1), (-0.1, 0.1)], 1):
        building.node(number, east, north)
    building.way(1, [1, 2, 3, 4, 1], building="yes")
    load_osm(path=building.write(tmp_path / "building.osm"))

    def stand(found):
        return [
            {"object_id": key, "lon": LON + east, "lat": LAT, "huisnummer": number}
            for key, (east, number) in found.items()
        ]

    Address.objects.all().delete()
    load(tmp_path, *stand(older))
    load(tmp_path, *stand(newer))
    grown = mates()
    Address.objects.all().delete()
    load(tmp_path, *stand(newer))
    assert grown == mates()


def test_a_large_load_leaves_statistics_behind(tmp_path):
    """The pages that follow would plan with those of the table before; as autovacuum does it, but not minutes later."""
    load(tmp_path, *({} for _ in range(MANY + 1)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'places_address'")
        assert cursor.fetchone()[0] > MANY

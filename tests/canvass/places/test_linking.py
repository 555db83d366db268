from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvass.places.files import load_osm
from canvass.places.models import Address, Entrance
from tests.canvass.places.towns import OsmFile

pytestmark = pytest.mark.django_db
# Metres in a thousandth of a degree at 52.15 north.
EAST, NORTH = 68.4, 111.3


def load(town: OsmFile, tmp_path):
    return load_osm(path=town.write(tmp_path / "town.osm"), replace=True)


def street(road_class: str = "residential", **tags: str) -> OsmFile:
    town = OsmFile()
    town.node(1, 0, 0)
    town.node(2, 4, 0)
    town.way(10, [1, 2], highway=road_class, name="Kerkstraat", **tags)
    return town


@given(
    angle=st.floats(0, 2 * math.pi),
    share=st.floats(0.05, 0.95),
    side=st.sampled_from([1, -1]),
    away=st.floats(1, 100),
)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_side_and_position_follow_from_the_geometry(tmp_path, angle, share, side, away):
    """A door put `away` metres to one side of a 300 m street lies there, whatever way the street runs."""
    dx, dy = math.cos(angle), math.sin(angle)
    x, y = 300 * share * dx - side * away * dy, 300 * share * dy + side * away * dx
    town = OsmFile()
    town.node(1, 0, 0)
    town.node(2, 300 * dx / EAST, 300 * dy / NORTH)
    town.way(10, [1, 2], highway="residential", name="Kerkstraat")
    town.node(3, x / EAST, y / NORTH, addr__housenumber="1", addr__street="Kerkstraat")
    load(town, tmp_path)
    door = Address.objects.live().get()
    assert door.side == side
    assert door.offset_m == pytest.approx(300 * share, abs=1.5)


def test_a_door_belongs_to_its_own_street_even_when_another_is_nearer(tmp_path):
    town = street()
    for number, east, north in [(3, 0, 0.4), (4, 4, 0.4)]:
        town.node(number, east, north)
    town.way(11, [3, 4], highway="residential", name="Achterweg")
    town.node(20, 2, 0.3, addr__housenumber="1", addr__street="kerk-straat")
    load(town, tmp_path)
    assert Address.objects.get().segment.name == "Kerkstraat"


def test_a_door_without_its_street_goes_to_the_nearest_with_pavements(tmp_path):
    town = street()
    for number, east, north in [(3, 0, 0.05), (4, 4, 0.05)]:
        town.node(number, east, north)
    town.way(11, [3, 4], highway="footway")
    town.node(20, 2, 0.1, addr__housenumber="1", addr__street="Onbekend")
    load(town, tmp_path)
    assert Address.objects.get().segment.name == "Kerkstraat"


def test_a_door_beyond_150_metres_stays_loose(tmp_path):
    town = street()
    town.node(20, 2, 1.30, addr__housenumber="1", addr__street="Kerkstraat")
    town.node(21, 2, 1.38, addr__housenumber="3", addr__street="Kerkstraat")
    report = load(town, tmp_path)
    assert [door.segment is not None for door in Address.objects.order_by("number")] == [True, False]
    assert report.problems["address_without_segment"] == 1


@pytest.mark.parametrize("road_class", ["footway", "steps", "path", "pedestrian"])
def test_paths_have_no_sides(tmp_path, road_class):
    town = street(road_class)
    town.node(20, 2, 0.1, addr__housenumber="1", addr__street="Kerkstraat")
    report = load(town, tmp_path)
    assert Address.objects.get().side == Address.NO_SIDE
    assert report.problems["address_without_side"] == 1


def test_flats_on_one_point_share_an_entrance_and_neighbours_do_not(tmp_path):
    town = street()
    for number in range(1, 5):
        town.node(20 + number, 1, 0.1, addr__housenumber=f"{number}", addr__street="Kerkstraat")
    town.node(30, 1.08, 0.1, addr__housenumber="9", addr__street="Kerkstraat")
    load(town, tmp_path)
    entrance = Entrance.objects.get()
    assert entrance.label == "Kerkstraat 1-4"
    assert set(entrance.addresses.values_list("number", flat=True)) == {1, 2, 3, 4}
    assert Address.objects.get(number=9).entrance is None


def test_letters_of_one_number_close_together_in_one_building_share_an_entrance(tmp_path):
    town = street()
    for number, (east, north) in enumerate([(0.5, 0.05), (3, 0.05), (3, 0.3), (0.5, 0.3)], 40):
        town.node(number, east, north)
    town.way(50, [40, 41, 42, 43, 40], building="yes")
    town.node(20, 1.00, 0.1, addr__housenumber="7a", addr__street="Kerkstraat")
    town.node(21, 1.03, 0.1, addr__housenumber="7b", addr__street="Kerkstraat")
    town.node(22, 1.30, 0.1, addr__housenumber="7c", addr__street="Kerkstraat")
    town.node(23, 1.33, 0.1, addr__housenumber="9", addr__street="Kerkstraat")
    load(town, tmp_path)
    shared = set(Address.objects.exclude(entrance=None).values_list("letter", flat=True))
    assert shared == {"a", "b"}


def test_an_entrance_ends_when_one_door_is_left(tmp_path):
    town = street()
    town.node(20, 1, 0.1, addr__housenumber="1", addr__street="Kerkstraat")
    town.node(21, 1, 0.1, addr__housenumber="3", addr__street="Kerkstraat")
    load(town, tmp_path)
    assert Address.objects.exclude(entrance=None).count() == 2
    town.nodes.pop()
    load(town, tmp_path)
    assert Address.objects.live().get().entrance is None

"""The made-up town: the same from the same seed, and a town that could be."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict

import osmium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, STRtree

from canvass.demo.town import Town, build_town
from canvass.demo.writing import write_town


@pytest.fixture(scope="module")
def town() -> Town:
    return build_town(1)


def test_same_seed_same_bytes(tmp_path, town):
    first = write_town(town, tmp_path / "a")
    second = write_town(build_town(1), tmp_path / "b")
    for one, other in zip(vars(first).values(), vars(second).values(), strict=True):
        assert one.read_bytes() == other.read_bytes()
    other = write_town(build_town(2), tmp_path / "c")
    assert other.addresses.read_bytes() != first.addresses.read_bytes()


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_seed_gives_a_whole_town(seed):
    town = build_town(seed)
    assert len(town.doors) >= 3000
    numbers = Counter((door.street, door.number, door.letter, door.addition) for door in town.doors)
    assert max(numbers.values()) == 1
    areas = [Polygon(outline) for *_, outline in town.neighbourhoods]
    assert all(area.is_valid for area in areas)
    for door in town.doors:
        assert sum(area.contains(Point(door.point)) for area in areas) == 1


def test_no_house_stands_in_another_in_water_or_on_a_street(town):
    houses = [Polygon(outline) for outline in town.buildings]
    tree = STRtree(houses)
    for number, house in enumerate(houses):
        near = [other for other in tree.query(house) if other != number]
        assert all(house.intersection(houses[other]).area < 0.25 * house.area for other in near)
    for water in town.waters:
        assert not tree.query(Polygon(water).buffer(-1), predicate="intersects").size
    for street in town.streets:
        if street.plan.road != "footway":
            assert not tree.query(LineString(street.points).buffer(2), predicate="intersects").size


def test_odd_numbers_face_even_ones(town):
    """Seen along each straight street, odd is left and even is right."""
    street = next(street for street in town.streets if street.plan.name == "Korenmolenstraat")
    line = LineString(street.points)
    for door in town.doors:
        if door.street == street.plan.name:
            at = line.project(Point(door.point))
            a, b = line.interpolate(at - 1), line.interpolate(at + 1)
            left = (b.x - a.x) * (door.point[1] - a.y) - (b.y - a.y) * (door.point[0] - a.x) > 0
            assert left == bool(door.number % 2)


def test_flats_share_a_street_door(town):
    behind = defaultdict(list)
    for door in town.doors:
        behind[door.point].append(door)
    sizes = Counter(len(doors) for doors in behind.values())
    assert sizes[40] >= 3  # towers
    assert sizes[25] >= 4  # galleries
    assert sizes[8] >= 20  # stairwells
    tower = next(doors for doors in behind.values() if len(doors) == 40)
    assert {door.addition for door in tower} == {"H", *"123456789"}


def test_all_streets_hang_together_and_some_end_dead(town):
    neighbours = defaultdict(set)
    for street in town.streets:
        for a, b in zip(street.nodes, street.nodes[1:], strict=False):
            neighbours[a].add(b)
            neighbours[b].add(a)
    seen, todo = set(), [next(iter(neighbours))]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += neighbours[node]
    assert seen == set(neighbours)
    assert sum(len(nodes) == 1 for nodes in neighbours.values()) >= 5


def test_the_canal_is_crossed_by_bridges_only(town):
    canal = Polygon(town.waters[0])
    crossing = [street for street in town.streets if LineString(street.points).intersects(canal)]
    assert len(crossing) >= 3
    assert all(street.plan.tags.get("bridge") == "yes" for street in crossing)


def test_files_have_the_layouts_of_their_sources(tmp_path, town):
    files = write_town(town, tmp_path)
    with files.addresses.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == len({row["object_id"] for row in rows}) == len(town.doors)
    assert all(3.2 < float(row["lon"]) < 7.3 and 50.7 < float(row["lat"]) < 53.7 for row in rows)
    properties = [feature["properties"] for feature in json.loads(files.neighbourhoods.read_text())["features"]]
    assert {"buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam"} <= set(properties[0])
    keys = Counter()
    for item in osmium.FileProcessor(str(files.osm)):
        keys.update(key for key, _ in item.tags)
    assert not any(key.startswith("addr:") for key in keys)
    assert keys["highway"] == len(town.streets)
    assert keys["building"] == len(town.buildings)

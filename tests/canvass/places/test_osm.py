from __future__ import annotations

from collections import Counter

import pytest

from canvass.places.errors import LoadError
from canvass.places.rows import AddressRow, AreaRow, ProblemRow, SegmentRow, ShapeRow
from canvass.places.sources.osm import read_osm
from tests.canvass.places.towns import LAT, LON, OsmFile, crossroads


def rows_of(town: OsmFile, tmp_path, kind=None, **options):
    rows = list(read_osm(town.write(tmp_path / "town.osm"), **options))
    return rows if kind is None else [row for row in rows if isinstance(row, kind)]


def test_streets_are_cut_where_they_meet_and_only_there(tmp_path):
    ends = {(row.name, row.junction_from, row.junction_to) for row in rows_of(crossroads(), tmp_path, SegmentRow)}
    assert ends == {("Kerkstraat", 1, 3), ("Kerkstraat", 3, 4), ("Dorpsweg", 5, 3), ("Dorpsweg", 3, 6)}


def test_a_junction_inside_a_segment_is_impossible(tmp_path):
    town = crossroads()
    town.node(7, 1, 1)
    town.way(12, [3, 7, 2, 3], highway="footway")  # a loop that also touches Kerkstraat
    segments = rows_of(town, tmp_path, SegmentRow)
    assert Counter(row.key.split(":")[0] for row in segments) == {"w10": 3, "w11": 2, "w12": 2}
    assert len({row.key for row in segments}) == len(segments)


def test_only_tags_that_plans_need_are_kept(tmp_path):
    dorpsweg = next(row for row in rows_of(crossroads(), tmp_path, SegmentRow) if row.name == "Dorpsweg")
    assert dorpsweg.tags == {"maxspeed": "50"}


@pytest.mark.parametrize(
    "tags",
    [{"highway": "motorway"}, {"highway": "residential", "foot": "no"}, {"highway": "service", "access": "private"},
     {"highway": "trunk"}, {"highway": "pedestrian", "area": "yes"}, {"highway": "proposed"}],
)  # fmt: skip
def test_nobody_is_sent_where_one_may_not_walk(tmp_path, tags):
    town = OsmFile()
    town.node(1, 0, 0)
    town.node(2, 1, 0)
    town.way(10, [1, 2], **tags)
    assert rows_of(town, tmp_path, SegmentRow) == []


def test_addresses_stand_on_nodes_buildings_and_relations(tmp_path):
    town = crossroads()
    for number, (east, north) in enumerate([(1, 1), (2, 1), (2, 2), (1, 2)], 30):
        town.node(number, east, north)
    town.way(40, [30, 31, 32, 33, 30], building="yes", addr__housenumber="5", addr__street="Dorpsweg")
    town.node(50, -1, -1, addr__housenumber="7;9", addr__street="Dorpsweg")
    town.node(51, -1, -2, addr__housenumber="11", addr__flats="1-3")
    found = {row.key: row for row in rows_of(town, tmp_path, AddressRow)}
    assert set(found) == {"n20", "n21", "w40", "n50", "n50:2", "n51", "n51:2", "n51:3"}
    assert (found["n21"].number, found["n21"].letter, found["n21"].postcode) == (2, "a", "1234 AB")
    assert (found["w40"].x, found["w40"].y) == pytest.approx((LON + 0.0015, LAT + 0.0015))
    assert [found[key].number for key in ("n50", "n50:2")] == [7, 9]
    assert [found[key].box for key in ("n51", "n51:2", "n51:3")] == ["1", "2", "3"]


def test_interpolation_lines_give_the_doors_between(tmp_path):
    town = OsmFile()
    for number, east in [(1, 0), (2, 1), (3, 3)]:
        numbers = {1: "1", 3: "9"}.get(number)
        tags = {"addr__housenumber": numbers, "addr__street": "Kade"} if numbers else {}
        town.node(number, east, 0, **tags)
    town.way(10, [1, 2, 3], addr__interpolation="odd")
    guessed = [row for row in rows_of(town, tmp_path, AddressRow) if row.guessed]
    assert [(row.number, row.street) for row in guessed] == [(3, "Kade"), (5, "Kade"), (7, "Kade")]
    assert [row.x for row in guessed] == pytest.approx([LON + 0.00075, LON + 0.0015, LON + 0.00225])


def test_boundaries_and_backdrop_become_areas_and_shapes(tmp_path):
    town = OsmFile()
    for number, (east, north) in enumerate([(0, 0), (4, 0), (4, 4), (0, 4)], 1):
        town.node(number, east, north)
    town.way(10, [1, 2, 3])
    town.way(11, [3, 4, 1])
    town.way(12, [1, 2, 3, 4, 1], building="house")
    town.way(13, [1, 3], waterway="canal")
    town.way(14, [2, 4], railway="rail", tunnel="yes")
    town.way(15, [1, 2, 3, 4, 1], place="neighbourhood", name="Oost")
    town.relation(20, [10, 11], type="boundary", boundary="administrative", admin_level="10", name="Binnenstad")
    town.relation(21, [10, 99], type="boundary", boundary="administrative", admin_level="10", name="Half")
    rows = rows_of(town, tmp_path)
    assert {row.name for row in rows if isinstance(row, AreaRow)} == {"Binnenstad", "Oost"}
    assert {(row.key, row.kind) for row in rows if isinstance(row, ShapeRow)} == {("w12", "building"), ("w13", "water")}
    assert [row for row in rows if isinstance(row, ProblemRow)] == [ProblemRow("boundary_not_closed", "r21", "Half")]


def test_only_the_parts_asked_for_are_read(tmp_path):
    kinds = {type(row) for row in rows_of(crossroads(), tmp_path, parts=("addresses",))}
    assert kinds == {AddressRow}


def test_progress_may_stop_the_reading(tmp_path):
    town = crossroads()
    for number in range(1000, 6000):
        town.way(number, [1, 2], highway="path")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rows_of(town, tmp_path, progress=stop)


@pytest.mark.parametrize("content", ["<osm version='0.6'><node id='1' lat='52'", "PK not a map"])
def test_a_damaged_file_gives_one_clear_error(tmp_path, content):
    path = tmp_path / "town.osm"
    path.write_text(content)
    with pytest.raises(LoadError, match=r"town.osm: the file is damaged or cut off .* Download it again"):
        list(read_osm(path))


def test_another_kind_of_file_is_refused_by_name(tmp_path):
    with pytest.raises(LoadError, match=r"ends in .osm.pbf"):
        list(read_osm(tmp_path / "town.zip"))

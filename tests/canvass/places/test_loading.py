from __future__ import annotations

import csv

import pytest

from canvass.places.errors import LoadError
from canvass.places.files import load_addresses, load_neighbourhoods, load_osm
from canvass.places.models import Address, BackdropShape, Neighbourhood, PlaceLoad, StreetSegment
from canvass.places.quality import list_path
from tests.canvass.places.towns import LAT, LON, bag_file, crossroads, geojson_file, square

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, ...]:
    models = (Address, Neighbourhood, StreetSegment, BackdropShape, PlaceLoad)
    return tuple(model.objects.count() for model in models)


def doors(path, number: int, **first):
    return bag_file(path, [first, *({} for _ in range(number - 1))])


def test_a_map_file_brings_streets_and_linked_doors(tmp_path):
    report = load_osm(path=crossroads().write(tmp_path / "town.osm"), box_name="Kern")
    assert report.read == {"streets": 4, "addresses": 2, "neighbourhoods": 1, "backdrop": 0, "address_nodes": 2}
    left, right = Address.objects.order_by("number")
    assert left.segment == right.segment
    assert left.segment.name == "Kerkstraat"
    assert (left.side, right.side) == (Address.LEFT, Address.RIGHT)
    # Half of a segment that runs 0.003 degrees east from the crossing.
    assert left.offset_m == pytest.approx(left.segment.length_m / 2, abs=0.1)
    assert left.segment.length_m == pytest.approx(205.4, abs=0.5)
    assert left.neighbourhood.name == "Kern"
    assert left.neighbourhood.address_count == 2
    assert left.entrance is None


def test_a_second_load_changes_nothing(tmp_path):
    path = crossroads().write(tmp_path / "town.osm")
    load_osm(path=path, box_name="Kern")
    before = [list(model.objects.order_by("pk").values()) for model in (Address, Neighbourhood, StreetSegment)]
    again = load_osm(path=path, box_name="Kern")
    assert again.changed == 0
    assert again.linked == 0
    assert before == [list(model.objects.order_by("pk").values()) for model in (Address, Neighbourhood, StreetSegment)]


def test_a_newer_file_updates_adds_and_retires(tmp_path):
    load_addresses(path=doors(tmp_path / "old.csv", 3), layout="bag")
    kept = Address.objects.get(number=1)
    newer = bag_file(tmp_path / "new.csv", [{"postcode": "9999ZZ"}, {}, {"object_id": "new", "huisnummer": "8"}])
    report = load_addresses(path=newer, layout="bag")
    change = report.changes["addresses"]
    assert (change.new, change.changed, change.unchanged, change.retired) == (1, 1, 1, 1)
    kept.refresh_from_db()
    assert kept.postcode == "9999ZZ"
    assert list(Address.objects.live().order_by("number").values_list("number", flat=True)) == [1, 2, 8]
    # A door that comes back is the same door.
    load_addresses(path=doors(tmp_path / "old.csv", 3), layout="bag")
    assert Address.objects.get(number=3).retired_at is None


def test_a_street_that_goes_takes_its_links_along(tmp_path):
    town = crossroads()
    load_osm(path=town.write(tmp_path / "town.osm"))
    town.ways = [way for way in town.ways if "Kerkstraat" not in way]
    load_osm(path=town.write(tmp_path / "newer.osm"))
    assert set(StreetSegment.objects.values_list("name", flat=True)) == {"Dorpsweg"}
    assert {address.segment.name for address in Address.objects.all()} == {"Dorpsweg"}


def test_a_file_of_another_region_is_stopped_unless_one_says_replace(tmp_path):
    load_addresses(path=doors(tmp_path / "a.csv", 60), layout="bag")
    other = bag_file(tmp_path / "b.csv", [{"object_id": f"x{n}"} for n in range(60)])
    with pytest.raises(LoadError, match=r"b.csv: it lacks 60 of the 60 rows .* --source"):
        load_addresses(path=other, layout="bag")
    assert Address.objects.live().count() == 60
    load_addresses(path=other, layout="bag", source="bag-b")
    assert Address.objects.live().count() == 120
    load_addresses(path=other, layout="bag", replace=True)
    assert Address.objects.live().filter(source="bag").count() == 60


def test_sources_do_not_touch_each_other(tmp_path):
    load_osm(path=crossroads().write(tmp_path / "town.osm"))
    report = load_addresses(path=doors(tmp_path / "bag.csv", 2), layout="bag")
    assert Address.objects.live().count() == 4
    assert report.changes["addresses"].retired == 0


def test_doors_lie_in_the_smallest_area_around_them(tmp_path):
    path = geojson_file(
        tmp_path / "areas.geojson",
        [({"code": "GM1", "name": "Town"}, square(-5, -5, 10)), ({"code": "BU1", "name": "East"}, square(0, -2, 4))],
    )
    load_neighbourhoods(path=path)
    load_addresses(path=doors(tmp_path / "bag.csv", 3, lon=LON - 0.001, object_id="west"), layout="bag")
    assert dict(Neighbourhood.objects.values_list("name", "address_count")) == {"Town": 1, "East": 2}


def test_neighbourhoods_that_come_later_find_their_doors_and_renumbered_ones_let_go(tmp_path):
    load_addresses(path=doors(tmp_path / "bag.csv", 2), layout="bag")
    load_neighbourhoods(
        path=geojson_file(tmp_path / "1.geojson", [({"code": "BU1", "name": "East"}, square(0, -2, 4))])
    )
    assert set(Address.objects.values_list("neighbourhood__code", flat=True)) == {"BU1"}
    load_neighbourhoods(
        path=geojson_file(tmp_path / "2.geojson", [({"code": "BU9", "name": "East"}, square(0, -2, 4))])
    )
    assert set(Address.objects.values_list("neighbourhood__code", flat=True)) == {"BU9"}
    assert list(Neighbourhood.objects.live().values_list("code", flat=True)) == ["BU9"]
    assert Neighbourhood.objects.get(code="BU1").address_count == 0


def test_doubtful_rows_are_counted_and_listed(tmp_path):
    rows = [{}, {"huisnummer": "x"}, {"lon": ""}, {"nevenadres": "t"}, {"object_id": "d"}, {"object_id": "d"},
            {"openbareruimte": ""}, {"huisnummer": "1", "object_id": "same as the first"}]  # fmt: skip
    report = load_addresses(path=bag_file(tmp_path / "bag.csv", rows), layout="bag")
    assert report.problems == {
        "address_without_number": 1,
        "address_without_coordinates": 1,
        "secondary_address": 1,
        "address_twice_in_file": 1,
        "address_double": 1,
        "address_without_street": 1,
        "address_without_segment": 4,
        "address_without_neighbourhood": 4,
    }
    for kind, count in report.problems.items():
        with list_path(report.load_id, kind).open() as file:
            assert len(list(csv.DictReader(file))) == count
    assert PlaceLoad.objects.get(pk=report.load_id).report["problems"] == report.problems


def test_a_stopped_load_leaves_everything_as_it_was(tmp_path, settings):
    load_osm(path=crossroads().write(tmp_path / "town.osm"), box_name="Kern")
    before = counts()

    def stop_late(done: int, total: int) -> None:
        if done >= 90:
            raise KeyboardInterrupt

    town = crossroads()
    town.node(22, 2, 0.1, addr__housenumber="3", addr__street="Kerkstraat")
    with pytest.raises(KeyboardInterrupt):
        load_osm(path=town.write(tmp_path / "newer.osm"), progress=stop_late)
    assert counts() == before
    assert len(list((settings.MEDIA_ROOT / "loads").iterdir())) == 1


def test_an_empty_file_is_no_load(tmp_path):
    with pytest.raises(LoadError, match="nothing to load"):
        load_addresses(path=bag_file(tmp_path / "bag.csv", []), layout="bag")


def test_a_source_name_must_fit(tmp_path):
    with pytest.raises(LoadError, match="1 to 20 characters"):
        load_addresses(path=doors(tmp_path / "bag.csv", 1), layout="bag", source="x" * 21)


def test_rd_coordinates_land_where_they_should(tmp_path):
    # The tower of Amersfoort, origin of the Dutch grid: 155000, 463000.
    columns = ["openbareruimte", "huisnummer", "postcode", "woonplaats", "object_id", "x", "y"]
    path = bag_file(tmp_path / "bag.csv", [{"x": 155_000, "y": 463_000}], columns)
    load_addresses(path=path, layout="bag")
    point = Address.objects.get().point
    assert (point.x, point.y) == pytest.approx((5.38720621, 52.15517440), abs=2e-5)
    assert point.y > LAT

from __future__ import annotations

import json

import pytest
import shapely

from canvass.places.rows import AddressRow, AreaRow, ProblemRow, no_progress
from canvass.places.sources import geojson
from canvass.places.sources.bag import open_bag
from canvass.places.sources.cbs import open_neighbourhoods
from canvass.places.sources.csv import open_csv
from canvass.places.sources.geojson import CHUNK, read_features
from canvass.places.sources.gpkg import open_gpkg
from tests.canvass.places.towns import LAT, LON, bag_file, geojson_file, gpkg_file, point_wkb, square

PDOK = ["identificatie", "openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging", "postcode",
        "woonplaats_naam", "gebruiksdoel", "status"]  # fmt: skip
CBS = ["buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water"]


def read(source):
    return list(source.rows(no_progress))


def test_bag_rows_become_addresses(tmp_path):
    row = {"huisnummer": "12", "huisletter": "A", "huisnummertoevoeging": "2", "object_id": "0750010000012345"}
    source = open_bag(bag_file(tmp_path / "bag.csv", [row]))
    assert source.srid == 4326
    assert read(source) == [
        AddressRow(
            "0750010000012345", "Kerkstraat", 12, LON + 0.0001, LAT + 0.0001, letter="A", addition="2",
            postcode="1234AB", city="Lindenhaven", floor=2,
        )
    ]  # fmt: skip


def test_the_full_variant_of_bag_tells_where_nobody_lives(tmp_path):
    columns = [*["openbareruimte", "huisnummer", "postcode", "woonplaats", "object_id", "nevenadres", "lon", "lat"],
               "verblijfsobjectgebruiksdoel", "verblijfsobjectstatus"]  # fmt: skip
    rows = [
        {"verblijfsobjectgebruiksdoel": "woonfunctie,winkelfunctie", "verblijfsobjectstatus": "in gebruik"},
        {"verblijfsobjectgebruiksdoel": "kantoorfunctie"},
        {"verblijfsobjectstatus": "Verblijfsobject ingetrokken"},
        {"nevenadres": "t"},
    ]
    found = read(open_bag(bag_file(tmp_path / "bag.csv", rows, columns)))
    assert [row.kind for row in found[1:]] == ["not_a_home", "not_in_use", "secondary_address"]
    assert isinstance(found[0], AddressRow)


def test_a_plain_csv_needs_only_a_mapping(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        '\ufeffSTRAAT,NR,LNG,LTD,BUS\n"Lange Nieuwstraat, zuid",3 bis,"4,40",51.22,0102\n', encoding="utf-8"
    )
    mapping = {"street": "STRAAT", "number": "NR", "lon": "LNG", "lat": "LTD", "box": "BUS"}
    (row,) = read(open_csv(path, mapping=mapping))
    assert (row.street, row.number, row.addition, row.box) == ("Lange Nieuwstraat, zuid", 3, "bis", "0102")
    assert (row.x, row.y, row.floor) == (4.40, 51.22, 1)
    # Without a key of its own, the address is its key: a second file finds it again.
    assert row.key == "langenieuwstraat,zuid|3||bis|0102||"


def test_the_pdok_geopackage_gives_homes_of_every_layer_with_addresses(tmp_path):
    values = [
        "0363010000000001",
        "Damrak",
        1,
        "",
        "",
        "1012LG",
        "Amsterdam",
        "woonfunctie",
        "Verblijfsobject in gebruik",
    ]
    office = [*values[:7], "kantoorfunctie", values[8]]
    path = gpkg_file(
        tmp_path / "bag.gpkg", "verblijfsobject", 28992, PDOK,
        [(point_wkb(121_500, 487_300), values), (point_wkb(121_500, 487_300), office), (None, values)], pand=28992,
    )  # fmt: skip
    source = open_gpkg(path)
    assert source.srid == 28992
    home, *problems = read(source)
    assert (home.key, home.street, home.city, home.x, home.y) == (values[0], "Damrak", "Amsterdam", 121_500, 487_300)
    assert [row.kind for row in problems] == ["not_a_home", "address_without_coordinates"]


def test_a_berth_is_a_polygon_with_a_point_inside(tmp_path):
    berth = shapely.to_wkb(shapely.box(1000, 400_000, 1010, 400_004))
    path = gpkg_file(tmp_path / "bag.gpkg", "ligplaats", 28992, ["straatnaam", "huisnummer"], [(berth, ["Kade", "1"])])
    (row,) = read(open_gpkg(path))
    assert (row.x, row.y) == (1005, 400_002)


@pytest.mark.parametrize("names", [CBS, ["BU_CODE", "BU_NAAM", "WK_CODE", "GM_CODE", "GM_NAAM", "H2O"]])
def test_cbs_neighbourhoods_in_old_and_new_layout(tmp_path, names):
    shape = shapely.to_wkb(shapely.box(120_000, 486_000, 121_000, 487_000))
    rows = [
        (shape, ["BU03630001", "Burgwallen", "WK036300", "GM0363", "Amsterdam", "NEE"]),
        (shape, ["BU03639999", "IJ", "WK036399", "GM0363", "Amsterdam", "JA"]),
    ]
    path = gpkg_file(tmp_path / "wijken.gpkg", "buurten_2024_v1", 28992, names, rows, wijken=28992, gemeenten=28992)
    source = open_neighbourhoods(path)
    area, water = read(source)
    assert source.srid == 28992
    assert (area.code, area.name, area.district_code, area.municipality_code, area.municipality_name) == tuple(
        rows[0][1][:5]
    )
    assert water == ProblemRow("neighbourhood_of_water", "BU03639999", "IJ")


def test_geojson_names_its_projection_the_old_way(tmp_path):
    ring = [[120_000, 486_000], [121_000, 486_000], [121_000, 487_000], [120_000, 486_000]]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    path = geojson_file(tmp_path / "buurten.geojson", [({"buurtcode": "BU03630001", "buurtnaam": "A"}, ring)], crs=crs)
    source = open_neighbourhoods(path)
    assert source.srid == 28992
    (area,) = read(source)
    assert area.municipality_code == "GM0363"
    assert shapely.from_wkb(bytes.fromhex(area.geometry)).bounds == (120_000, 486_000, 121_000, 487_000)


def test_any_polygons_with_a_mapping_and_without_height(tmp_path):
    ring = [[*point, 12.5] for point in square(0, 0, 1)]
    path = geojson_file(
        tmp_path / "own.geojson", [({"NR": 7, "TITEL": "Oost"}, ring), ({"NR": 8, "TITEL": "Zee"}, None)]
    )
    area, missing = read(open_neighbourhoods(path, mapping={"code": "NR", "name": "TITEL"}))
    assert isinstance(area, AreaRow)
    assert not shapely.from_wkb(bytes.fromhex(area.geometry)).has_z
    assert missing.kind == "neighbourhood_without_geometry"


def test_features_longer_than_a_chunk_are_read_whole(tmp_path):
    ring = [[5 + n / 1e6, 52.0] for n in range(CHUNK // 8)]
    path = geojson_file(tmp_path / "long.geojson", [({"code": str(n)}, ring) for n in range(3)], name="x")
    features = list(read_features(path, no_progress))
    assert [number for number, _ in features] == [1, 2, 3]
    assert all(len(feature["geometry"]["coordinates"][0]) == len(ring) for _, feature in features)


@pytest.mark.parametrize("chunk", range(1, 60))
def test_wherever_a_chunk_ends_the_features_are_the_same(tmp_path, monkeypatch, chunk):
    path = geojson_file(tmp_path / "a.geojson", [({"code": str(n), "name": "]},{"}, square(n, 0, 1)) for n in range(3)])
    monkeypatch.setattr(geojson, "CHUNK", chunk)
    found = [feature for _, feature in geojson.read_features(path, no_progress)]
    assert found == json.loads(path.read_text())["features"]


def test_an_empty_collection_has_no_features(tmp_path):
    path = tmp_path / "empty.geojson"
    path.write_text(json.dumps({"features": [], "type": "FeatureCollection"}))
    assert list(read_features(path, no_progress)) == []

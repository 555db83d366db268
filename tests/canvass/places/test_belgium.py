"""Flemish files read into the same rows as Dutch ones."""

from __future__ import annotations

import pytest
import shapely

from canvass.places.errors import LoadError
from canvass.places.rows import AddressRow, AreaRow, ProblemRow, no_progress
from canvass.places.sources.belgium import open_adressenregister, open_best
from canvass.places.sources.cbs import open_neighbourhoods
from tests.canvass.places.flanders import (
    BEST_2008_COLUMNS,
    BEST_COLUMNS,
    LAT,
    REGISTER_COLUMNS,
    SECTOR_COLUMNS,
    X08,
    X72,
    Y08,
    Y72,
    best_file,
    register_file,
    register_rows,
    sector,
    sector_square,
    wkt,
)
from tests.canvass.places.towns import geojson_file, gpkg_file, point_wkb


def read(source):
    return list(source.rows(no_progress))


def kinds(source):
    return [row.kind if isinstance(row, ProblemRow) else row.box for row in read(source)]


def test_best_before_and_after_the_change_to_lambert_2008(tmp_path):
    row = {"house_number": "12A", "box_number": "0302"}
    for columns, srid, x, y in [(BEST_COLUMNS, 31370, X72, Y72), (BEST_2008_COLUMNS, 3812, X08, Y08)]:
        source = open_best(best_file(tmp_path / "openaddress-bevlg.csv", [row], columns))
        assert source.srid == srid
        assert read(source) == [
            AddressRow(
                "3000001", "Veldstraat", 12, pytest.approx(x + 1), pytest.approx(y), letter="A", box="0302",
                postcode="9000", city="Gent", floor=3,
            )
        ]  # fmt: skip


def test_the_degrees_of_best_are_taken_on_request(tmp_path):
    source = open_best(best_file(tmp_path / "best.csv", [{}]), srid=4326)
    assert source.srid == 4326
    assert [row.y for row in read(source)] == [LAT]


def test_only_addresses_in_use_are_doors(tmp_path):
    states = ["current", "proposed", "reserved", "retired", "rejected", ""]
    rows = read(open_best(best_file(tmp_path / "best.csv", [{"status": state} for state in states])))
    assert [row.kind for row in rows[1:]] == ["not_in_use"] * 5
    assert isinstance(rows[0], AddressRow)
    register = register_file(
        tmp_path / "adres.csv",
        [{"status": s, "x": X72, "y": Y72} for s in ("inGebruik", "voorgesteld", "gehistoreerd", "afgekeurd")],
        "x", "y",
    )  # fmt: skip
    assert kinds(open_adressenregister(register)) == ["", "not_in_use", "not_in_use", "not_in_use"]


def test_a_number_with_boxes_is_no_door_of_its_own(tmp_path):
    house = {"house_number": "7"}
    path = best_file(
        tmp_path / "best.csv",
        [
            house,
            house | {"box_number": "0101"},
            house | {"box_number": "0102"},
            house | {"street_id": 1, "streetname_nl": "Kouter"},
            {"house_number": "9"},
            {"house_number": "9", "box_number": "1", "status": "retired"},
        ],
    )
    assert kinds(open_best(path)) == ["number_with_boxes", "0101", "0102", "", "", "not_in_use"]


def test_a_street_has_its_dutch_name_or_the_one_it_has(tmp_path):
    names = [
        {"streetname_fr": "Chaussée de Mons", "streetname_nl": "Bergense Steenweg"},
        {
            "streetname_fr": "Rue Haute",
            "streetname_nl": "",
            "municipality_name_nl": "",
            "municipality_name_fr": "Namur",
        },
        {"streetname_de": "Klosterstraße", "streetname_nl": ""},
    ]
    rows = read(open_best(best_file(tmp_path / "best.csv", names)))
    assert [(row.street, row.city) for row in rows] == [
        ("Bergense Steenweg", "Gent"),
        ("Rue Haute", "Namur"),
        ("Klosterstraße", "Gent"),
    ]


def test_a_place_of_zeros_is_no_place(tmp_path):
    path = best_file(tmp_path / "best.csv", [{"EPSG:31370_x": "0.00000", "EPSG:31370_y": "0.00000"}])
    (row,) = read(open_best(path))
    assert row == ProblemRow("address_without_coordinates", "3000001", "Veldstraat 1  Gent", "Gent")


@pytest.mark.parametrize(("x", "y", "srid"), [(X72, Y72, 31370), (X08, Y08, 3812)])
def test_the_register_tells_its_lambert_by_its_numbers(tmp_path, x, y, srid):
    rows = [{"WKT": "POINT EMPTY"}, {"WKT": f"POINT ({x} {y})", "busnr": "3"}]
    for source in (
        open_adressenregister(register_file(tmp_path / "wkt.csv", rows, "WKT")),
        open_adressenregister(register_file(tmp_path / "xy.csv", [{}, {"x": x, "y": y, "busnr": "3"}], "x", "y")),
    ):
        assert source.srid == srid
        lost, door = read(source)
        assert lost.kind == "address_without_coordinates"
        assert (door.key, door.box, door.x, door.y) == ("3000002", "3", x, y)


def test_the_register_as_geopackage(tmp_path):
    values = [[row.get(name, "") for name in REGISTER_COLUMNS] for row in register_rows([{}, {"busnr": "0201"}])]
    path = gpkg_file(
        tmp_path / "Adressenregister.gpkg", "Adres", 31370, REGISTER_COLUMNS,
        [(point_wkb(X72, Y72), row) for row in values], Gemeente=31370,
    )  # fmt: skip
    source = open_adressenregister(path)
    assert source.srid == 31370
    assert [(row.number, row.box, row.floor) for row in read(source)] == [(1, "", 0), (2, "0201", 2)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"EPSG:31370_x": X08, "EPSG:31370_y": Y08}, r"line 2: .* not lie in Lambert 72 .* look like Lambert 2008"),
        ({"EPSG:31370_x": 4.35, "EPSG:31370_y": 50.8}, r"line 2: .* look like longitude and latitude"),
    ],
)
def test_best_in_another_system_than_its_columns_say(tmp_path, row, message):
    with pytest.raises(LoadError, match=message):
        read(open_best(best_file(tmp_path / "best.csv", [row])))


def test_what_a_belgian_file_lacks_is_named(tmp_path):
    def fails(message, opener, path, **arguments):
        with pytest.raises(LoadError, match=message) as caught:
            opener(path, **arguments)
        assert "--" not in str(caught.value.for_page())

    without = [name for name in BEST_COLUMNS if name != "status"]
    fails("no column for status", open_best, best_file(tmp_path / "a.csv", [{}], without))
    fails("no columns for the coordinates", open_best, best_file(tmp_path / "b.csv", [{}], BEST_COLUMNS[4:]))
    fails("no columns for the coordinates", open_best, best_file(tmp_path / "c.csv", [{}]), srid=3812)
    fails("no columns for the coordinates", open_adressenregister, register_file(tmp_path / "d.csv", [{}]))
    odd = register_file(tmp_path / "e.csv", [{"WKT": "LINESTRING (0 0, 1 1)"}], "WKT")
    fails(r"line 2: 'LINESTRING .* is not a point", open_adressenregister, odd)
    far = register_file(tmp_path / "f.csv", [{"x": 5_000_000, "y": 1}], "x", "y")
    fails("neither Lambert 72 nor Lambert 2008", open_adressenregister, far)


def test_statistical_sectors_are_neighbourhoods(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3812"}}
    properties = [
        sector("44021A00-", "KUIP"),
        sector("92094A01-", "", tx_sector_descr_fr="CENTRE", tx_munty_descr_nl=""),
    ]
    rings = [sector_square(0), sector_square(500)]
    path = geojson_file(tmp_path / "sectors.geojson", list(zip(properties, rings, strict=True)), crs=crs)
    source = open_neighbourhoods(path)
    area, french = read(source)
    assert source.srid == 3812
    assert isinstance(area, AreaRow)
    assert (area.code, area.name, area.district_code) == ("44021A00-", "KUIP", "44021A")
    assert (area.municipality_code, area.municipality_name) == ("44021", "Gent")
    assert (french.name, french.municipality_name) == ("CENTRE", "Gand")


def test_statistical_sectors_as_geopackage_and_as_text(tmp_path):
    values = [sector("44021A00-", "KUIP").get(name, "") for name in SECTOR_COLUMNS]
    ring = sector_square(0)
    package = gpkg_file(
        tmp_path / "sectors.gpkg", "sh_statbel_statistical_sectors_3812_20240101", 3812, SECTOR_COLUMNS,
        [(shapely.to_wkb(shapely.Polygon(ring)), values)],
    )  # fmt: skip
    text = tmp_path / "sectors.csv"
    cells = [f'"{wkt(ring)}"', *values]
    text.write_text(";".join(["WKT", *SECTOR_COLUMNS]) + "\n" + ";".join(map(str, cells)) + "\n")
    for source in (open_neighbourhoods(package), open_neighbourhoods(text, srid=3812)):
        assert source.srid == 3812
        (area,) = read(source)
        assert (area.code, area.name) == ("44021A00-", "KUIP")
        assert shapely.from_wkb(bytes.fromhex(area.geometry)).area == pytest.approx(250_000)
    with pytest.raises(LoadError, match=r"line 2 \(KUIP\): .* look like Lambert 2008"):
        read(open_neighbourhoods(text))
    text.write_text("cd_sector;tx_sector_descr_nl\nA;B\n")
    with pytest.raises(LoadError, match="no column with the polygons"):
        open_neighbourhoods(text)

"""One clear error for every way in which a file can be wrong, and a database that did not notice."""

from __future__ import annotations

import pytest

from canvass.places.errors import LoadError
from canvass.places.files import load_addresses, load_neighbourhoods
from canvass.places.models import Address, Neighbourhood, PlaceLoad
from tests.canvass.places.towns import LAT, LON, bag_file, geojson_file, gpkg_file, point_wkb, square

pytestmark = pytest.mark.django_db
BOW_TIE = [[LON, LAT], [LON + 0.01, LAT + 0.01], [LON + 0.01, LAT], [LON, LAT + 0.01], [LON, LAT]]


@pytest.fixture(autouse=True)
def some_places(tmp_path):
    """What must still be there, untouched, after every failed load."""
    load_addresses(path=bag_file(tmp_path / "first.csv", [{}, {}]), layout="bag")
    load_neighbourhoods(
        path=geojson_file(tmp_path / "first.geojson", [({"code": "B1", "name": "Oost"}, square(0, 0, 1))])
    )
    before = [list(model.objects.order_by("pk").values()) for model in (Address, Neighbourhood, PlaceLoad)]
    yield
    after = [list(model.objects.order_by("pk").values()) for model in (Address, Neighbourhood, PlaceLoad)]
    assert after == before


def fails(message: str, load, **arguments):
    with pytest.raises(LoadError, match=message) as caught:
        load(**arguments)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    # Who uploads has fields to fill in, no options.
    assert "--" not in str(caught.value.for_page())
    assert caught.value.for_page().problem == caught.value.problem


def test_a_csv_that_was_cut_off_names_the_line(tmp_path):
    path = bag_file(tmp_path / "bag.csv", [{}, {}, {}])
    path.write_text(path.read_text()[:-40])
    fails(r"bag.csv, line 4: it has \d+ values where the header has 15", load_addresses, path=path, layout="bag")


def test_a_csv_without_a_column_names_it(tmp_path):
    columns = ["openbareruimte", "huisnummer", "woonplaats", "object_id", "lon", "lat"]
    path = bag_file(tmp_path / "bag.csv", [{}], columns)
    fails(r"bag.csv: it lacks the column\(s\) postcode .* Columns are: openb", load_addresses, path=path, layout="bag")
    path.write_text("straat;lon;lat\nKerkstraat;5;52\n")
    fails(r"no column for number\. Name it with --map number=COLUMN", load_addresses, path=path, layout="csv")
    path.write_text("straat;nummer\nKerkstraat;5\n")
    fails(r"no columns for the coordinates", load_addresses, path=path, layout="csv")


def test_a_mapping_that_does_not_fit_is_named(tmp_path):
    path = bag_file(tmp_path / "bag.csv", [{}])
    fails(
        "street=STRAAT, but there is no such column",
        load_addresses,
        path=path,
        layout="csv",
        mapping={"street": "STRAAT"},
    )
    fails("field 'colour', which is not known", load_addresses, path=path, layout="csv", mapping={"colour": "x"})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"lon": 155_000, "lat": 463_000}, r"line 2: .* do not lie in longitude and latitude .* look like RD New"),
        ({"lon": 52.1, "lat": 5.3}, r"in the Netherlands.*do not lie in"),
        ({"lon": "east"}, r"line 2: the coordinates 'east' .* are no numbers"),
    ],
)
def test_coordinates_in_another_system_are_noticed(tmp_path, row, message):
    fails(message, load_addresses, path=bag_file(tmp_path / "bag.csv", [row]), layout="bag")


def test_degrees_in_columns_for_metres_are_noticed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("straat;nummer;x;y\nKerkstraat;1;5.39;52.15\n")
    fails(r"do not lie in RD New \(EPSG:28992\); they look like longitude", load_addresses, path=path, layout="csv")


def test_a_geopackage_that_was_cut_off(tmp_path):
    columns, rows = ["straatnaam", "huisnummer"], [(point_wkb(155_000, 463_000), ["Kade", "1" * 900])] * 40
    path = gpkg_file(tmp_path / "bag.gpkg", "adres", 28992, columns, rows)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    fails(r"no complete GeoPackage", load_addresses, path=path, layout="gpkg")
    path.write_bytes(b"PK something else")
    fails(r"no complete GeoPackage", load_addresses, path=path, layout="gpkg")


def test_a_geopackage_in_another_projection_than_it_says(tmp_path):
    rows = [(point_wkb(5.39, 52.15), ["Kade", "1"])]
    path = gpkg_file(tmp_path / "bag.gpkg", "adres", 28992, ["straatnaam", "huisnummer"], rows)
    fails(r"layer adres, row 1: .* look like longitude and latitude", load_addresses, path=path, layout="gpkg")


def test_a_geopackage_without_addresses_lists_its_layers(tmp_path):
    path = gpkg_file(tmp_path / "bag.gpkg", "pand", 28992, ["bouwjaar"], [], perceel=28992)
    fails(r"no layer has a street and a number.*pand \(fid, bouwjaar\)", load_addresses, path=path, layout="gpkg")


def test_a_polygon_that_crosses_itself_is_named_with_the_place(tmp_path):
    areas = [({"code": "B2", "name": "Goed"}, square(0, 0, 1)), ({"code": "B3", "name": "Vlinder"}, BOW_TIE)]
    message = r"1 polygon\(s\) cross themselves .*Vlinder \(B3, feature 2: Self-intersection\[5\.395 52\.155\]\)"
    fails(message, load_neighbourhoods, path=geojson_file(tmp_path / "b.geojson", areas))


def test_neighbourhoods_in_metres_without_saying_so(tmp_path):
    ring = [[120_000, 486_000], [121_000, 486_000], [121_000, 487_000], [120_000, 486_000]]
    path = geojson_file(tmp_path / "b.geojson", [({"code": "B2", "name": "Damrak"}, ring)])
    fails(r"feature 1 \(Damrak\): .* look like RD New", load_neighbourhoods, path=path)


def test_a_geojson_file_that_was_cut_off_names_the_feature(tmp_path):
    areas = [({"code": f"B{n}", "name": "x"}, square(n, 0, 1)) for n in range(2, 6)]
    path = geojson_file(tmp_path / "b.geojson", areas)
    text = path.read_text()
    path.write_text(text[: text.index('"B5"')])
    fails(r"b.geojson, feature 4: the file ends or breaks in the middle", load_neighbourhoods, path=path)
    path.write_text(text[: text.rindex("}", 0, text.rindex("]")) + 1])
    fails(r"feature 5: the file ends or breaks", load_neighbourhoods, path=path)
    path.write_text('{"type": "Topology"}')
    fails(r"no GeoJSON feature collection", load_neighbourhoods, path=path)


def test_neighbourhoods_need_a_code_and_polygons(tmp_path):
    path = geojson_file(tmp_path / "b.geojson", [({"naam": "Oost"}, square(0, 0, 1))])
    fails(r"no column for code", load_neighbourhoods, path=path)
    path = geojson_file(tmp_path / "b.geojson", [({"code": "", "naam": "Oost"}, square(0, 0, 1))])
    fails(r"feature 1: the field code is empty", load_neighbourhoods, path=path)
    path.write_text(path.read_text().replace("Polygon", "MultiPoint").replace("[[[", "[[").replace("]]]", "]]"))
    fails(r"geometry is unreadable|MultiPoint, not a polygon", load_neighbourhoods, path=path)
    fails(r"as GeoPackage or GeoJSON", load_neighbourhoods, path=path.rename(tmp_path / "b.shp"))


def test_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "bag.csv"
    path.write_bytes("straat;nummer;lon;lat\nCaf\xe9straat;1;5;52\n".encode("latin-1"))
    fails(r"not in UTF-8", load_addresses, path=path, layout="csv")


def test_a_file_that_is_not_there(tmp_path):
    fails(r"none.csv: it cannot be read", load_addresses, path=tmp_path / "none.csv", layout="csv")
    fails(r"none.geojson: it cannot be read", load_neighbourhoods, path=tmp_path / "none.geojson")

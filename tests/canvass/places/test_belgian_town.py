"""A Flemish town in the database: addresses in their sectors, the same file twice, one town of many."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from canvass.places.errors import LoadError
from canvass.places.files import load_addresses, load_neighbourhoods
from canvass.places.models import Address, Neighbourhood
from tests.canvass.places.flanders import BEST_2008_COLUMNS, X72, best_file, sector, sector_square
from tests.canvass.places.towns import geojson_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3812"}}
ELSEWHERE = {"municipality_name_nl": "Aalst", "street_id": 5, "streetname_nl": "Molenstraat"}


def town(tmp_path, columns=None):
    sectors = [(sector("44021A00-", "KUIP"), sector_square(0)), (sector("44021A01-", "KOUTER"), sector_square(500))]
    sectors += [(sector("41002A00-", "AALST", tx_munty_descr_nl="Aalst"), sector_square(2000))]
    rows = [{"house_number": 1, "box_number": f"010{n}"} for n in (1, 2)]
    # The second sector begins 250 m east of the middle.
    rows += [{"EPSG:31370_x": X72 + 300, "house_number": 5}, ELSEWHERE, ELSEWHERE | {"status": "retired"}]
    return (
        geojson_file(tmp_path / "sectors.geojson", sectors, crs=CRS),
        best_file(tmp_path / "openaddress-bevlg.csv", rows, columns),
    )


def test_a_town_of_boxes_in_its_sectors_and_again_without_a_change(tmp_path):
    sectors, addresses = town(tmp_path)
    areas = load_neighbourhoods(path=sectors, source="statbel-gent", town="gent")
    doors = load_addresses(path=addresses, layout="best", source="best-gent", town="Gent")
    assert (areas.stored, doors.stored) == ({"neighbourhoods": 2}, {"addresses": 3})
    assert doors.problems.get("not_in_use", 0) == 0
    assert set(Neighbourhood.objects.values_list("code", "address_count")) == {("44021A00-", 2), ("44021A01-", 1)}
    assert [str(door) for door in Address.objects.order_by("pk")][:2] == [
        "Veldstraat 1 bus 0101",
        "Veldstraat 1 bus 0102",
    ]
    assert Address.objects.first().point.x == pytest.approx(3.725, abs=1e-4)
    again = load_addresses(path=addresses, layout="best", source="best-gent", town="Gent")
    assert (load_neighbourhoods(path=sectors, source="statbel-gent", town="gent").changed, again.changed) == (0, 0)


def test_the_file_of_lambert_2008_puts_the_doors_where_the_older_one_did(tmp_path):
    _sectors, old = town(tmp_path)
    load_addresses(path=old, layout="best", source="best-gent", town="Gent")
    before = dict(Address.objects.values_list("source_key", "point"))
    _sectors, new = town(tmp_path, BEST_2008_COLUMNS)
    load_addresses(path=new, layout="best", source="best-gent", town="Gent")
    for key, point in Address.objects.values_list("source_key", "point"):
        if key != "3000003":
            assert point.distance(before[key]) < 3e-5


def test_the_command_takes_a_town(tmp_path, capsys):
    _sectors, addresses = town(tmp_path)
    call_command("load_addresses", addresses, format="best", source="best-aalst", town="Aalst")
    assert Address.objects.values_list("city", flat=True).get() == "Aalst"
    assert "not in use" in capsys.readouterr().out


def test_a_town_that_the_file_is_not_about_is_told_with_those_that_it_is_about(tmp_path):
    sectors, addresses = town(tmp_path)
    with pytest.raises(LoadError, match=r"nothing in it lies in Brugge\. It is about Aalst, Gent\."):
        load_addresses(path=addresses, layout="best", source="best", town=" Brugge ")
    with pytest.raises(LoadError, match="It is about Aalst, Gent"):
        load_neighbourhoods(path=sectors, source="statbel", town="Brugge")
    assert not Address.objects.exists()


def test_a_file_that_names_no_town_says_so(tmp_path):
    square = geojson_file(tmp_path / "areas.geojson", [({"code": "A1", "naam": "Kern"}, sector_square(0))], crs=CRS)
    with pytest.raises(LoadError, match="names no town at all"):
        load_neighbourhoods(path=square, mapping={"code": "code", "name": "naam"}, town="Gent")

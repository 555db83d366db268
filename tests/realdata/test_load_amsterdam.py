"""A tiny real Dutch case: a piece of Amsterdam from OpenStreetMap and the city's own neighbourhoods."""

from __future__ import annotations

import pytest

from canvass.places.files import load_neighbourhoods, load_osm
from canvass.places.models import Address, Neighbourhood
from tests.realdata.files import real_file

pytestmark = pytest.mark.django_db
MAP, AREAS = real_file("amsterdam_small.osm.pbf"), real_file("amsterdam_buurten.geojson")
MAPPING = {"code": "cbsCode", "name": "naam"}


@pytest.fixture(autouse=True)
def own_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("areas_first", [True, False])
def test_doors_find_their_neighbourhood_whichever_file_comes_first(areas_first):
    loads = [lambda: load_neighbourhoods(path=AREAS, mapping=MAPPING), lambda: load_osm(path=MAP)]
    reports = [load() for load in (loads if areas_first else loads[::-1])]
    assert {report.stored.get("addresses") for report in reports} == {None, 66}
    assert Neighbourhood.objects.count() == 518
    filled = Neighbourhood.objects.filter(address_count__gt=0)
    assert dict(filled.values_list("name", "address_count")) == {"De Wetbuurt": 64, "Tuindorp Frankendael": 2}
    assert not Address.objects.filter(segment=None).exists()
    assert filled.get(name="De Wetbuurt").municipality_code == "GM0363"


def test_a_second_load_reports_no_change():
    load_neighbourhoods(path=AREAS, mapping=MAPPING)
    load_osm(path=MAP)
    assert load_neighbourhoods(path=AREAS, mapping=MAPPING).changed == 0
    assert load_osm(path=MAP).changed == 0


def test_the_city_file_needs_no_mapping_either():
    assert load_neighbourhoods(path=AREAS).stored == {"neighbourhoods": 518}
    assert Neighbourhood.objects.filter(code="BU0363AA01", name="Planciusbuurt-Noord").exists()

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from canvass.places.models import Address, Neighbourhood
from canvass.places.progress import ProgressBar
from tests.canvass.places.towns import bag_file, crossroads, geojson_file, square

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*(str(argument) for argument in arguments), stdout=out)
    return out.getvalue()


def test_load_osm_says_what_came_in(tmp_path):
    town = crossroads().write(tmp_path / "town.osm")
    text = run("load_osm", town, "--neighbourhood-from-bbox", "Kern")
    assert "town.osm as 'osm': 7 changes" in text
    report = json.loads(run("load_osm", town, "--neighbourhood-from-bbox", "Kern", "--json"))
    assert report["changed"] == 0
    assert report["stored"] == {"streets": 4, "addresses": 2, "neighbourhoods": 1, "backdrop": 0}


def test_load_osm_can_leave_parts_out(tmp_path):
    town = crossroads().write(tmp_path / "town.osm")
    assert json.loads(run("load_osm", town, "--parts", "streets", "--json"))["read"] == {"streets": 4}
    assert not Address.objects.exists()
    with pytest.raises(CommandError, match="unknown"):
        run("load_osm", town, "--parts", "trees")


def test_load_addresses_and_neighbourhoods_with_a_mapping(tmp_path):
    areas = geojson_file(tmp_path / "a.geojson", [({"NR": "1", "TITEL": "Oost"}, square(0, -1, 3))])
    run("load_neighbourhoods", areas, "--map", "code=NR,name=TITEL", "--source", "own")
    text = run("load_addresses", bag_file(tmp_path / "bag.csv", [{}, {}]), "--format", "csv", "--map", "key=object_id")
    assert "address without segment" in text
    assert Neighbourhood.objects.get().address_count == 2
    assert set(Address.objects.values_list("source", flat=True)) == {"csv"}


def test_an_error_is_one_sentence_and_a_remedy(tmp_path):
    with pytest.raises(CommandError, match=r"x.osm.pbf: it cannot be read"):
        run("load_osm", tmp_path / "x.osm.pbf")
    with pytest.raises(CommandError, match="'code' is not of the form field=column"):
        run("load_neighbourhoods", tmp_path / "x.geojson", "--map", "code")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_shows_on_a_terminal_only():
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        bar = ProgressBar(stream)
        for done in (0, 1, 50, 100):
            bar(done, 100)
    assert pipe.getvalue() == ""
    assert terminal.getvalue().endswith("100 %\n")

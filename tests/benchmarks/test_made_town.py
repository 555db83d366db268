"""The benchmark of the importers is fair only if each of them gets the same doors."""

from __future__ import annotations

import json

from canvass.places.rows import AddressRow
from canvass.places.sources.bag import open_bag
from canvass.places.sources.csv import open_csv
from canvass.places.sources.gpkg import open_gpkg
from canvass.places.sources.osm import read_osm
from tests.benchmarks import made_town
from tests.benchmarks.table import Row, report

COUNT = 2 * made_town.DOORS


def doors(rows) -> set[tuple[object, ...]]:
    found = [row for row in rows if isinstance(row, AddressRow)]
    assert len(found) == COUNT
    return {(row.street, row.number, row.letter, round(row.x, 6), round(row.y, 6)) for row in found}


def ignore(done: int, total: int) -> None:
    pass


def test_every_layout_holds_the_same_doors(tmp_path):
    made = {(door.street, door.number, door.letter, round(door.lon, 6), round(door.lat, 6)) for door in list_doors()}
    assert len(made) == COUNT
    assert doors(read_osm(made_town.osm(tmp_path / "town.osm.pbf", COUNT, addresses=True))) == made
    assert doors(open_bag(made_town.bag(tmp_path / "bag.csv", COUNT)).rows(ignore)) == made
    assert doors(open_gpkg(made_town.gpkg(tmp_path / "bag.gpkg", COUNT)).rows(ignore)) == made
    assert doors(open_csv(made_town.csv(tmp_path / "list.csv", COUNT)).rows(ignore)) == made


def list_doors() -> list[made_town.MadeDoor]:
    return list(made_town.doors(COUNT))


def test_flats_of_a_stairwell_stand_on_one_point():
    spots: dict[tuple[float, float], int] = {}
    for door in list_doors():
        spots[door.lon, door.lat] = spots.get((door.lon, door.lat), 0) + 1
    wells = (made_town.DOORS - made_town.HOUSES - made_town.PAIRED) // made_town.STAIRWELL
    assert sorted(spots.values())[-2 * wells - 1 :] == [1, *[made_town.STAIRWELL] * (2 * wells)]


def test_the_last_line_of_a_report_holds_what_is_judged(capsys):
    assert (
        report("made", [Row("seen", 1.0, "s"), Row("low", 2.0, "s", "<=", 3.0), Row("high", 2.0, "s", ">=", 3.0)]) == 1
    )
    lines = capsys.readouterr().out.splitlines()
    assert "MISSED" in lines[2]
    assert json.loads(lines[-1]) == {
        "bench": "made",
        "rows": [
            {"name": "low", "value": 2.0, "op": "<=", "goal": 3.0},
            {"name": "high", "value": 2.0, "op": ">=", "goal": 3.0},
        ],
    }

"""The benchmark's own places: doors on the side and at the spot they claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.routing.model import Segment
from tests.benchmarks.routing import instances
from tests.benchmarks.routing.doors import along, door_at, length
from tests.benchmarks.routing.osm_streets import snapped
from tests.benchmarks.routing.tsplib import rounded_distances

BENT = Segment(7, 1, 2, ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0)), "residential")


@given(st.floats(0.0, 1.0), st.sampled_from((1, -1)))
def test_a_door_put_along_a_street_snaps_back_to_its_place(share, side):
    door = door_at(1, BENT, side, share, 5.0)
    assert door.offset == pytest.approx(share * length(BENT))
    if abs(door.offset - 100.0) > 8.0 and 1.0 < door.offset < 149.0:  # not around the bend or past an end
        back = snapped([BENT], ["Straat"], np.array([door.point]), ("Straat",))[0]
        assert (back.segment, back.side) == (7, side)
        assert back.offset == pytest.approx(door.offset, abs=0.01)


def test_doors_along_streets_stand_on_both_sides():
    doors = list(along([BENT], 9.0))
    assert sum(door.side for door in doors) == 0
    assert max(door.offset for door in doors) < length(BENT)
    assert len({door.key for door in doors}) == len(doors)


@pytest.mark.parametrize("count", [1, 50, 700])
def test_a_made_town_has_so_many_doors_on_its_own_streets(count):
    segments, doors = instances.town(count)
    assert len({door.key for door in doors}) == len(doors) == count
    assert {door.segment for door in doors} <= {segment.key for segment in segments}
    assert (segments, doors) == instances.town(count)


def test_distances_of_a_file_are_rounded_as_it_says(tmp_path):
    lines = "EDGE_WEIGHT_TYPE : {}\nNODE_COORD_SECTION\n1 0 0\n2 1.0e0 1\n3 0 3.5\nEOF\n"
    path = tmp_path / "three.tsp"
    path.write_text(lines.format("EUC_2D"))
    assert rounded_distances(path)[0].tolist() == [0, 1, 4]
    path.write_text(lines.format("CEIL_2D"))
    assert rounded_distances(path)[0].tolist() == [0, 2, 4]
    path.write_text(lines.format("GEO"))
    with pytest.raises(ValueError, match="GEO"):
        rounded_distances(path)

"""Losing everything, on the demo town: `make drill` prints the same figures."""

from __future__ import annotations

from tests.drill.drill import drill
from tests.journeys.product import Product


def test_a_restore_loses_nothing_and_brings_nothing_back(demo: Product, tmp_path):
    found = drill({**demo.environment, "CANVASS_MEDIA_ROOT": str(tmp_path)}, tmp_path)
    assert found.rows > 1000
    assert (found.lost, found.differing) == ({}, {})
    assert (found.returned, found.readable_in_backup) == (0, 0)
    assert found.wishes >= 1

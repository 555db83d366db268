from __future__ import annotations

import pytest

from canvass.turf.ways import Way, crossing_metres, way


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, Way(0, False, False)),
        ({"oneway:foot": "yes"}, Way(1, False, False)),
        ({"oneway:foot": "-1"}, Way(-1, False, False)),
        ({"oneway:foot": "no"}, Way(0, False, False)),
        ({"kerb": "raised"}, Way(0, True, False)),
        ({"kerb": "lowered"}, Way(0, False, False)),
        ({"foot": "no"}, Way(0, False, True)),
        ({"foot": "use_sidepath"}, Way(0, False, True)),
        ({"access": "private"}, Way(0, False, True)),
        ({"access": "private", "foot": "permissive"}, Way(0, False, False)),
        ({"access": "no", "foot": "designated"}, Way(0, False, False)),
        ({"access": "destination"}, Way(0, False, False)),
        ({"surface": "asphalt", "lit": "yes"}, Way(0, False, False)),
    ],
)
def test_tags_say_how_a_street_may_be_walked(tags, expected):
    assert way(tags) == expected


def test_crossings_come_from_the_settings(settings):
    settings.CROSSING_METRES = {"primary": 55}
    assert crossing_metres() == {"primary": 55.0}

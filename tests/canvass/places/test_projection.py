from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from canvass.places.projection import fits, guess, metric_srid


@pytest.mark.parametrize(
    ("town", "lon", "lat", "srid"),
    [
        ("Amsterdam", 4.90, 52.37, 28992),
        ("Groningen", 6.57, 53.22, 28992),
        ("Middelburg", 3.61, 51.50, 28992),
        ("Terneuzen", 3.83, 51.33, 28992),
        ("Roermond", 5.99, 51.19, 28992),
        ("Gent", 3.72, 51.05, 3812),
        ("Antwerpen", 4.40, 51.22, 3812),
        ("Brugge", 3.22, 51.21, 3812),
        ("Oostende", 2.92, 51.23, 3812),
        ("Hasselt", 5.34, 50.93, 3812),
        ("Eupen", 6.03, 50.63, 3812),
        ("Lauf an der Pegnitz", 11.28, 49.51, 32632),
        ("Porto", -8.61, 41.15, 32629),
        ("Wellington", 174.78, -41.29, 32760),
    ],
)
def test_a_town_is_measured_in_its_own_system(town, lon, lat, srid):
    assert metric_srid(lon, lat) == srid


@given(st.floats(-180, 180), st.floats(-80, 84))
def test_every_place_has_a_projected_system_in_metres(lon, lat):
    assert CRS.from_epsg(metric_srid(lon, lat)).axis_info[0].unit_name == "metre"


@pytest.mark.parametrize(("lon", "lat"), [(121_000, 487_000), (0, 91)])
def test_metres_are_no_longitude_and_latitude(lon, lat):
    with pytest.raises(ValueError, match="not a longitude"):
        metric_srid(lon, lat)


def test_coordinates_tell_what_they_are():
    assert guess(4.9, 52.37) == 4326
    assert guess(121_000, 487_000) == 28992
    assert guess(500_000, 5_500_000) is None
    assert fits(28992, 121_000, 487_000)
    assert not fits(28992, 4.9, 52.37)
    assert not fits(4326, 121_000, 487_000)
    assert fits(32632, 600_000, 5_500_000)

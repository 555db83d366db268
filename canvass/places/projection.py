"""Which projected system measures metres at a place, and whether coordinates fit the system they claim."""

from __future__ import annotations

from typing import Final

WGS84: Final = 4326
RD_NEW: Final = 28992
BELGIAN_LAMBERT_72: Final = 31370
BELGIAN_LAMBERT_2008: Final = 3812

# RD New, European part of the Netherlands, in metres (epsg.io/28992), a little wide.
RD_BOUNDS: Final = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
# Belgium in both of its systems (epsg.io/31370 and epsg.io/3812), a little wide. Lambert 2008 was moved by 500 km both
# ways so that no coordinate fits both, and RD New begins north of Lambert 72.
LAMBERT_72_BOUNDS: Final = (10_000.0, 15_000.0, 302_000.0, 251_000.0)
LAMBERT_2008_BOUNDS: Final = (510_000.0, 515_000.0, 802_000.0, 751_000.0)
METRIC_BOUNDS: Final = {
    RD_NEW: RD_BOUNDS,
    BELGIAN_LAMBERT_72: LAMBERT_72_BOUNDS,
    BELGIAN_LAMBERT_2008: LAMBERT_2008_BOUNDS,
}
# Both countries as boxes of longitude and latitude: coarse, Belgium asked first. A town on the wrong side of the
# border gets its neighbour's system, which measures a street there just as well.
_NETHERLANDS: Final = ((3.30, 51.18, 7.23, 53.70), (5.55, 50.74, 6.12, 51.18))
_BELGIUM: Final = (
    (2.50, 49.48, 3.36, 51.38),
    (3.36, 49.48, 3.75, 51.235),
    (3.75, 49.48, 4.35, 51.225),
    (4.35, 49.48, 5.25, 51.42),
    (5.25, 50.76, 5.60, 51.26),
    (5.25, 49.48, 6.42, 50.76),
)


def _inside(boxes: tuple[tuple[float, float, float, float], ...], lon: float, lat: float) -> bool:
    return any(west <= lon <= east and south <= lat <= north for west, south, east, north in boxes)


def metric_srid(lon: float, lat: float) -> int:
    """The projected system to measure in near a place: RD New, Belgian Lambert 2008 or a UTM zone.

    Raises ValueError outside the range of longitude and latitude.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"not a longitude and latitude: {lon}, {lat}")
    if _inside(_BELGIUM, lon, lat):
        return BELGIAN_LAMBERT_2008
    if _inside(_NETHERLANDS, lon, lat):
        return RD_NEW
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone


def fits(srid: int, x: float, y: float) -> bool:
    """Whether a coordinate can be what its system says; unknown systems fit anything."""
    if srid == WGS84:
        return -180 <= x <= 180 and -90 <= y <= 90
    if srid not in METRIC_BOUNDS:
        return True
    west, south, east, north = METRIC_BOUNDS[srid]
    return west <= x <= east and south <= y <= north


def guess(x: float, y: float) -> int | None:
    """The system a coordinate looks like; None when none of those known here fits."""
    return next((srid for srid in (WGS84, *METRIC_BOUNDS) if fits(srid, x, y)), None)

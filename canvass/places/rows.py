"""What every source yields, one at a time: plain values, in the file's own coordinates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

# Geometry crosses as well-known binary in hexadecimal: PostGIS reads it as it is.
HexWKB = str
# Called with units done and units in all; it may raise to stop the load.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AddressRow:
    key: str
    street: str
    number: int
    x: float
    y: float
    letter: str = ""
    addition: str = ""
    box: str = ""
    postcode: str = ""
    city: str = ""
    floor: int = 0
    # Worked out between two known house numbers; gives way to a real address.
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class SegmentRow:
    key: str
    name: str
    road_class: str
    junction_from: int
    junction_to: int
    geometry: HexWKB
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A neighbourhood. `rank` orders boundaries of one file: a coarse one is dropped where finer ones lie in it."""

    code: str
    name: str
    geometry: HexWKB
    district_code: str = ""
    municipality_code: str = ""
    municipality_name: str = ""
    rank: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class ShapeRow:
    key: str
    kind: str
    geometry: HexWKB


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Something left out or doubtful: `kind` names the list it goes to."""

    kind: str
    key: str
    detail: str = ""
    # Where it is, if the file says so: who loads one town is not told of others.
    town: str = ""


Row = AddressRow | SegmentRow | AreaRow | ShapeRow | ProblemRow


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: the system its coordinates are in, and its rows, to be read once."""

    srid: int
    rows: Callable[[Progress], Iterator[Row]]


def no_progress(done: int, total: int) -> None:
    """For callers who do not watch."""

"""Small made-up towns, and plans with few kicks, for the tests of the planner."""

from __future__ import annotations

from hypothesis import strategies as st

from canvass.routing.plan import CutRequest, Door, PlanningNumbers, Segment

CLASSES = ("residential", "tertiary", "footway", "service", "living_street", "primary")
BLOCK = 100.0


def street(key: int, u: int, v: int, *points: tuple[float, float], road: str = "residential") -> Segment:
    return Segment(key, u, v, points, road)


def grid(columns: int, rows: int, *, road: str = "residential", east: float = 0.0, first: int = 0) -> list[Segment]:
    """A grid of streets of 100 m; `first` numbers its junctions and segments."""
    segments: list[Segment] = []

    def junction(x: int, y: int) -> int:
        return first + y * columns + x

    for y in range(rows):
        for x in range(columns):
            here = (east + x * BLOCK, y * BLOCK)
            for across, up in ((1, 0), (0, 1)):
                if x + across < columns and y + up < rows:
                    there = (here[0] + across * BLOCK, here[1] + up * BLOCK)
                    key = first + len(segments)
                    segments.append(street(key, junction(x, y), junction(x + across, y + up), here, there, road=road))
    return segments


def doors_along(segments: list[Segment], *, every: float = 20.0, first: int = 1) -> list[Door]:
    """Doors on both sides of every segment."""
    steps = range(int(BLOCK / every))
    places = [(segment.key, side, every * (step + 0.5)) for segment in segments for side in (1, -1) for step in steps]
    return [Door(first + number, *place, None) for number, place in enumerate(places)]


def request(segments: list[Segment], doors: list[Door], *, minutes: float = 120.0, **more: object) -> CutRequest:
    settings: dict[str, object] = {"iterations": 300, **more}
    return CutRequest(segments, doors, PlanningNumbers(), minutes, **settings)  # type: ignore[arg-type]


@st.composite
def towns(draw: st.DrawFn, most_doors: int = 60) -> tuple[list[Segment], list[Door]]:
    """A grid with missing and odd streets (islands, dead ends, footpaths) and doors anywhere."""
    full = grid(draw(st.integers(2, 4)), draw(st.integers(2, 4)))
    chosen = draw(st.lists(st.sampled_from(full), unique_by=lambda s: s.key, min_size=1))
    segments = [street(s.key, s.u, s.v, *s.points, road=draw(st.sampled_from(CLASSES))) for s in chosen]
    count = draw(st.integers(0, most_doors))
    doors = [
        Door(
            key,
            draw(st.sampled_from(segments)).key,
            draw(st.sampled_from((1, -1, 0))),
            draw(st.floats(0, BLOCK)),
            draw(st.one_of(st.none(), st.integers(1, 4))),
            draw(st.integers(-1, 6)),
        )
        for key in range(1, count + 1)
    ]
    return segments, doors

"""Lines, dots and words on a window of the town, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapely import LineString, box

from canvass.routing.model import Point

FINEST = 0.4  # metres that a line may lose in drawing


@dataclass(frozen=True)
class Frame:
    """A window on the town, in metres, drawn `width` units wide with north up."""

    left: float
    bottom: float
    right: float
    top: float
    width: float

    @property
    def scale(self) -> float:
        return self.width / (self.right - self.left)

    @property
    def height(self) -> float:
        return (self.top - self.bottom) * self.scale

    def at(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def pieces(self, line: Sequence[Point]) -> Iterator[list[Point]]:
        """What of a line lies inside, in units."""
        if len(line) < 2:
            return
        inside = LineString(line).simplify(FINEST).intersection(box(self.left, self.bottom, self.right, self.top))
        for part in getattr(inside, "geoms", [inside]):
            if part.geom_type == "LineString" and not part.is_empty:
                yield [self.at(point) for point in part.coords]


def figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def path(lines: Iterable[Sequence[Point]], style: str) -> str:
    drawn = "".join("M" + "L".join(f"{figure(x)} {figure(y)}" for x, y in line) for line in lines)
    return f'<path d="{drawn}" {style}/>\n'


def dot(point: Point, size: float, style: str) -> str:
    return f'<circle cx="{figure(point[0])}" cy="{figure(point[1])}" r="{figure(size)}" {style}/>\n'


def label(point: Point, text: str, size: float, style: str) -> str:
    x, y = figure(point[0]), figure(point[1] + 0.36 * size)
    return f'<text x="{x}" y="{y}" font-size="{figure(size)}" {style}>{text}</text>\n'


def page(frame: Frame, title: str, body: str, foot: float = 24.0) -> str:
    width, height = figure(frame.width), figure(frame.height + foot)
    below = frame.height + foot / 2
    bar = 100 * frame.scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" fill="none" stroke-linejoin="round" stroke-linecap="round">\n'
        f'<title>{title}</title>\n<rect width="{width}" height="{height}" fill="#fff"/>\n{body}'
        f'<rect y="{figure(frame.height)}" width="{width}" height="{figure(foot)}" fill="#fff"/>\n'
        + path([[(10, below), (10 + bar, below)]], 'stroke="#333" stroke-width="2"')
        + label((16 + bar, below), "100 m", 12, 'fill="#333"')
        + label((frame.width - 8, below), "© OpenStreetMap contributors", 12, 'fill="#333" text-anchor="end"')
        + "</svg>\n"
    )

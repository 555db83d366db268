from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from canvass.core.charts import (
    ColumnGroup,
    Estimate,
    Funnel,
    HeatMap,
    HeatRow,
    IntervalBars,
    IntervalDots,
    Line,
    PairedColumns,
    Share,
)

FULL = {
    "interval_bars": IntervalBars("Values", (Share("Care", 43, 35, 52, 51, 118), Share("Order", 12, 7, 19, 14, 118))),
    "funnel": Funnel("Steps", "doors visited", 1284, (Share("Open", 32, 30, 35, 412, 1284),)),
    "paired_columns": PairedColumns("Numbers", (ColumnGroup("0 to 2", 13, 15), ColumnGroup("3 to 4", 16, 1800))),
    "interval_dots": IntervalDots("Change", (Estimate("Housing", 0.3, 0.1, 0.5, 96),), "no change"),
    "heat_map": HeatMap("Open", "time", ("Mo", "Tu"), (HeatRow("10–12", (18, 44)), HeatRow("12–14", (20, 31)))),
    "line": Line("Per week", "conversations", ("w1", "w2", "w3"), (12, 1040, 7)),
}
FEW = {
    "interval_bars": IntervalBars("Values", (Share("Care", None),)),
    "funnel": Funnel("Steps", "doors visited", 3, (Share("Open", None),)),
    "paired_columns": PairedColumns("Numbers", (ColumnGroup("0 to 2", None, None),)),
    "interval_dots": IntervalDots("Change", (Estimate("Housing", None),), "no change"),
    "heat_map": HeatMap("Open", "time", ("Mo",), (HeatRow("10–12", (None,)),)),
    "line": Line("Per week", "conversations", ("w1",), (None,)),
}
NONE = {
    "interval_bars": IntervalBars("Values", ()),
    "funnel": Funnel("Steps", "doors visited", 0, ()),
    "paired_columns": PairedColumns("Numbers", ()),
    "interval_dots": IntervalDots("Change", (), "no change"),
    "heat_map": HeatMap("Open", "time", (), ()),
    "line": Line("Per week", "conversations", (), ()),
}
GEOMETRY = {"x", "y", "width", "height", "cx", "cy", "r", "d", "viewbox"}


@dataclass
class Tag:
    name: str
    attributes: dict[str, str | None]


class Collector(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs)))

    def count(self, name: str) -> int:
        return sum(tag.name == name for tag in self.tags)


def draw(name: str, chart: object, language: str = "nl") -> str:
    with translation.override(language):
        return render_to_string(f"charts/{name}.html", {"chart": chart})


@pytest.mark.parametrize("charts", [FULL, FEW, NONE], ids=["full", "few", "none"])
@pytest.mark.parametrize("name", FULL)
def test_chart_has_a_caption_and_a_table(name: str, charts: dict[str, object]) -> None:
    page = Collector(draw(name, charts[name]))
    assert page.count("figcaption") == 1
    assert page.count("table") == 1
    assert page.count("caption") == 1
    for tag in page.tags:
        if tag.name == "svg":
            assert tag.attributes.get("aria-hidden") == "true" or tag.attributes.get("aria-label")


@pytest.mark.parametrize("charts", [FULL, FEW, NONE], ids=["full", "few", "none"])
@pytest.mark.parametrize("name", FULL)
def test_geometry_is_whole_numbers_in_dutch_too(name: str, charts: dict[str, object]) -> None:
    for tag in Collector(draw(name, charts[name])).tags:
        for attribute in GEOMETRY & set(tag.attributes):
            value = tag.attributes[attribute] or ""
            assert re.fullmatch(r"[-0-9A-Za-z ]*", value), (tag.name, attribute, value)


@pytest.mark.parametrize("name", FULL)
def test_marks_carry_their_colour_for_paper(name: str) -> None:
    for tag in Collector(draw(name, FULL[name])).tags:
        if tag.name in {"rect", "circle"}:
            assert (tag.attributes.get("fill") or "").startswith("#") or tag.attributes.get("stroke")
        if tag.name == "path":
            assert tag.attributes.get("stroke")


@pytest.mark.parametrize("name", FEW)
def test_too_few_shows_words_and_no_mark(name: str) -> None:
    html = draw(name, FEW[name], "en")
    assert "too few" in html
    page = Collector(html)
    assert page.count("circle") == 0
    assert not any(tag.attributes.get("class") in {"s0", "s1", "whisker", "whisk"} for tag in page.tags)
    assert [tag for tag in page.tags if tag.name == "rect" and tag.attributes.get("class") is None] == []


def test_figures_keep_the_readers_notation() -> None:
    assert "+0,3" in draw("interval_dots", FULL["interval_dots"], "nl")
    assert "+0.3" in draw("interval_dots", FULL["interval_dots"], "en")
    assert "1.284" in draw("funnel", FULL["funnel"], "nl")


def test_table_gives_every_figure() -> None:
    chart = FULL["interval_bars"]
    assert isinstance(chart, IntervalBars)
    assert chart.table.rows[0] == ("Care", 43, 35, 52, 51, 118)
    assert FEW["interval_bars"].table.rows == (("Care", None, "", "", "", ""),)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_stays_within_its_bar(percent: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        Share("x", percent)


def test_a_value_without_an_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="interval"):
        Estimate("x", 0.4)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**7)), min_size=1, max_size=60))
def test_line_stays_in_its_frame_and_breaks_at_gaps(values: list[int | None]) -> None:
    line = Line("c", "u", tuple(str(index) for index in range(len(values))), tuple(values))
    assert all(line.TOP <= point.y <= line.BASE and 0 <= point.x <= line.WIDTH for point in line.points)
    pairs = sum(a is not None and b is not None for a, b in pairwise(values))
    assert line.path.count("M") == pairs


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10**6)), st.integers(0, 10**6)), max_size=12))
def test_columns_stand_on_the_base_line(counts: list[tuple[int | None, int]]) -> None:
    chart = PairedColumns("c", tuple(ColumnGroup("g", opening, closing) for opening, closing in counts))
    for group in chart.placed:
        for column in group.columns:
            assert column.y + column.height == chart.BASE
            assert 0 <= column.height <= chart.TALLEST
            assert column.x + chart.COLUMN <= chart.width


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-5, 100)), min_size=3, max_size=3), min_size=1, max_size=7))
def test_heat_deepens_with_the_number(rows: list[list[int | None]]) -> None:
    chart = HeatMap("c", "t", ("a", "b", "c"), tuple(HeatRow("r", tuple(row)) for row in rows))
    cells = [cell for _, row in chart.shaded for cell in row]
    shown = sorted((cell.value, cell.step) for cell in cells if cell.value is not None)
    assert all(1 <= step <= 5 for _, step in shown)
    assert [step for _, step in shown] == sorted(step for _, step in shown)
    assert all(cell.step == 0 for cell in cells if cell.value is None)


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0, 3)), min_size=1, max_size=8))
def test_dots_stay_on_the_axis(estimates: list[tuple[float, float]]) -> None:
    rows = tuple(Estimate("e", mean, mean - half, mean + half, 12) for mean, half in estimates)
    chart = IntervalDots("c", rows, "zero")
    assert all(chart.LEFT <= dot.x <= chart.RIGHT and dot.y < chart.axis_y for dot in chart.dots)
    assert chart.LEFT <= chart.zero_x <= chart.RIGHT

"""What charts say in words and tables beside their marks."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from canvass.core.charts import HeatMap, HeatRow, IntervalBars, Share
from canvass.core.templatetags.canvass_ui import figure

pytestmark = pytest.mark.usefixtures("in_english")


def test_too_few_everywhere_is_said_once():
    chart = IntervalBars("Values", (Share("Care", None), Share("Order", None)))
    html = render_to_string("charts/interval_bars.html", {"chart": chart})
    assert chart.says_nothing
    assert html.split("<details")[0].count("too few conversations") == 1
    assert "95% interval" not in html
    assert not IntervalBars("Values", ()).says_nothing


def test_a_heat_map_that_knows_its_numbers_says_what_each_is_a_share_of():
    chart = HeatMap("Doors", "hour", ("Mon", "Tue"), (HeatRow("10–12", (30, None), (120, 4)),))
    assert chart.table.rows == (("Mon 10–12", 30, 120), ("Tue 10–12", None, 4))
    assert "<details" in render_to_string("charts/heat_map.html", {"chart": chart})


def test_a_heat_map_without_them_is_its_own_table():
    chart = HeatMap("Doors", "hour", ("Mon",), (HeatRow("10–12", (30,)),))
    assert chart.table.rows == (("10–12", 30),)
    assert "<details" not in render_to_string("charts/heat_map.html", {"chart": chart})


@pytest.mark.parametrize(
    ("value", "said"), [(0.48, "0.5"), (0.19, "0.2"), (-0.25, "-0.3"), (2.0, "2.0"), (None, "too few conversations")]
)
def test_a_figure_is_rounded_not_cut_off(value, said):
    assert figure(value) == said


def test_a_table_offers_its_file_only_where_there_is_one():
    chart = IntervalBars("Values", (Share("Care", 40, 30, 50, 40, 100),))
    context = {"chart": chart, "csv_url": "/x?chart="}
    assert "/x?chart=values" in render_to_string("charts/interval_bars.html", context | {"csv": "values"})
    assert "CSV" not in render_to_string("charts/interval_bars.html", context)

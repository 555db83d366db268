"""The outcome page's tables as charts. What was hidden in the tables stays hidden here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.core import charts
from conversations.insight.aggregates import answer_hours
from conversations.insight.tables import BINS, CampaignTables, RatingTables, Share
from conversations.statistics.estimate import Estimate
from conversations.statistics.intervals import wilson

# Doors tried per cell under which an answer rate says nothing.
MIN_TRIED = 10
HOURS = ((10, 12), (12, 14), (14, 16), (16, 18), (18, 21))


@dataclass(frozen=True)
class OutcomeCharts:
    funnel: charts.Funnel
    numbers: charts.PairedColumns | None
    change: charts.IntervalDots | None
    directions: tuple[int, int, int] | None
    values: charts.IntervalBars
    concerns: charts.IntervalBars
    steps: charts.IntervalBars
    prejudices: list[charts.IntervalBars]
    hours: charts.HeatMap | None


def outcome_charts(campaign: Campaign, tables: CampaignTables) -> OutcomeCharts:
    ratings = tables.ratings
    return OutcomeCharts(
        funnel=_funnel(tables),
        numbers=_numbers(ratings) if ratings and ratings.opening.counts and ratings.closing.counts else None,
        change=_change(ratings) if ratings else None,
        directions=_directions(ratings) if ratings else None,
        values=_bars(_("In how many conversations a value was shared."), tables.values),
        concerns=_bars(_("Which concern lay behind the opening number."), tables.concerns),
        steps=_bars(_("Which steps of the guide happened."), tables.steps),
        prejudices=[
            _bars(_("Where it came up (%(label)s): what the volunteer saw.") % {"label": row.label}, row.shifts)
            for row in tables.prejudices
        ],
        hours=_hours(campaign),
    )


def _funnel(tables: CampaignTables) -> charts.Funnel:
    doors, ratings = tables.doors, tables.ratings
    steps = [
        _share(_("Door opened"), doors.opened, doors.tried),
        _share(_("Conversation"), doors.conversations, doors.opened),
    ]
    if ratings:
        steps.append(_share(_("Opening number"), ratings.with_opening, tables.conversations))
        steps.append(_share(_("Closing number too"), ratings.pairs, ratings.with_opening))
    caption = _("Each step as a share of the one before.")
    return charts.Funnel(caption, _("doors tried"), doors.tried, tuple(s for s in steps if s.of))


def _numbers(ratings: RatingTables) -> charts.PairedColumns:
    groups = zip(BINS, ratings.opening.counts or [], ratings.closing.counts or [], strict=True)
    return charts.PairedColumns(
        caption=_("Conversations by number given, at the start and at the end."),
        groups=tuple(
            charts.ColumnGroup(_("%(a)d to %(b)d") % {"a": low, "b": high}, opening, closing)
            for (low, high), opening, closing in groups
        ),
    )


def _change(ratings: RatingTables) -> charts.IntervalDots | None:
    change = ratings.change.change
    if change.interval is None or change.value is None:
        return None
    row = charts.Estimate(_("closing minus opening"), change.value, change.interval.low, change.interval.high, change.n)
    return charts.IntervalDots(_("Mean difference, as reported at the door."), (row,), _("no change"))


def _directions(ratings: RatingTables) -> tuple[int, int, int] | None:
    shares = ratings.directions
    if shares is None:
        return None
    up, same, down = (round((share.value or 0) * share.n) for share in (shares.up, shares.same, shares.down))
    return up, same, down


def _bars(caption: str, rows: Sequence[Share]) -> charts.IntervalBars:
    return charts.IntervalBars(caption, tuple(_of(row.label, row.estimate, row.count, row.total) for row in rows))


def _share(label: str, count: int, of: int) -> charts.Share:
    return _of(label, wilson(count, of) if of else None, count, of)


def _of(label: str, estimate: Estimate | None, count: int | None, of: int | None) -> charts.Share:
    if estimate is None or estimate.value is None or estimate.interval is None:
        return charts.Share(label, None)
    low, high = estimate.interval.low, estimate.interval.high
    return charts.Share(label, round(100 * estimate.value), round(100 * low), round(100 * high), count, of)


def _hours(campaign: Campaign) -> charts.HeatMap | None:
    cells = answer_hours(campaign)
    if not cells:
        return None
    rows = []
    for start, end in HOURS:
        row = []
        for weekday in range(7):
            here = [c for c in cells if c.weekday == weekday and start <= c.hour < end]
            tried = sum(c.tried for c in here)
            row.append(round(100 * sum(c.answered for c in here) / tried) if tried >= MIN_TRIED else None)
        rows.append(charts.HeatRow(f"{start}–{end}", tuple(row)))
    days = tuple(str(WEEKDAYS_ABBR[day]) for day in range(7))
    return charts.HeatMap(_("Percent of doors that opened, by day and hour."), _("hour"), days, tuple(rows))

"""The dashboard's tables as charts. What was hidden in the tables stays hidden here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from canvass.core import charts
from conversations.insight.dashboards.door_figures import DoorCounts, Doors, HourCell
from conversations.insight.dashboards.measures import BINS
from conversations.insight.dashboards.parts import week_after
from conversations.insight.dashboards.tables import Distribution, PrejudiceTable, RatingTables, Share, VersionTables
from conversations.statistics.estimate import Estimate
from conversations.statistics.intervals import wilson
from conversations.statistics.paired import DirectionShares

# Doors tried per cell under which an answer rate says nothing.
MIN_TRIED = 10
HOURS = ((10, 12), (12, 14), (14, 16), (16, 18), (18, 21))
Chart = charts.Funnel | charts.PairedColumns | charts.IntervalDots | charts.IntervalBars | charts.HeatMap | charts.Line
WEEKS = 26


@dataclass(frozen=True)
class Named:
    """A chart, and the name by which its figures are fetched as a file."""

    name: str
    chart: Chart


@dataclass(frozen=True)
class VersionCharts:
    tables: VersionTables
    numbers: Named | None
    change: Named | None
    directions: Named | None
    values: Named
    concerns: Named
    prejudices: list[Named]
    # Those that came up in too few conversations to say anything of.
    silent_prejudices: list[str]
    skipped: list[Named]
    minutes: Named

    def all(self) -> Iterator[Named]:
        yield from (one for one in (self.numbers, self.change, self.directions) if one)
        yield from (self.values, self.concerns, *self.prejudices, *self.skipped, self.minutes)


def version_charts(tables: VersionTables) -> VersionCharts:
    ratings = tables.ratings
    prefix = f"v{tables.statement.pk}-"
    n = tables.conversations
    return VersionCharts(
        tables=tables,
        numbers=_numbers(prefix, ratings) if ratings and ratings.opening.counts and ratings.closing.counts else None,
        change=_change(prefix, ratings) if ratings else None,
        directions=_directions(prefix, ratings.directions) if ratings and ratings.directions else None,
        values=_bars(
            f"{prefix}values", _("In how many of %(n)d conversations a value was shared.") % {"n": n}, tables.values
        ),
        concerns=_bars(
            f"{prefix}concerns",
            _("Which concern lay behind the opening number, of %(n)d conversations.") % {"n": n},
            tables.concerns,
        ),
        prejudices=[_prejudice(prefix, place, row) for place, row in enumerate(tables.prejudices, 1) if row.total],
        silent_prejudices=[row.label for row in tables.prejudices if not row.total],
        skipped=[
            _bars(
                f"{prefix}skipped-{guide.guide_version}",
                _("How often each step was skipped, in %(n)d conversations with one version of the guide.")
                % {"n": guide.conversations},
                guide.skipped,
            )
            for guide in tables.guides
        ],
        minutes=_bars(f"{prefix}minutes", _("How long %(n)d conversations lasted.") % {"n": n}, tables.minutes),
    )


def funnel(doors: Doors, versions: Sequence[VersionTables]) -> Named:
    """Doors and conversations always show; the steps about numbers only of one version, and if it is enough."""
    steps = [
        _share(_("Door opened"), doors.opened, doors.tried),
        _share(_("Conversation"), doors.conversations, doors.opened),
    ]
    ratings = versions[0].ratings if len(versions) == 1 else None
    if ratings:
        steps.append(_share(_("Opening number"), ratings.with_opening, versions[0].conversations))
        steps.append(_share(_("Closing number too"), ratings.pairs, ratings.with_opening))
    caption = _("Each step as a share of the one before.")
    return Named(
        "funnel", charts.Funnel(caption, _("doors tried"), doors.tried, tuple(step for step in steps if step.of))
    )


def hours(cells: Sequence[HourCell]) -> Named | None:
    if not cells:
        return None
    rows = []
    for start, end in HOURS:
        shares: list[int | None] = []
        tried_here = []
        for weekday in range(7):
            here = [c for c in cells if c.weekday == weekday and start <= c.hour < end]
            tried = sum(c.tried for c in here)
            tried_here.append(tried)
            shares.append(round(100 * sum(c.answered for c in here) / tried) if tried >= MIN_TRIED else None)
        rows.append(charts.HeatRow(f"{start}–{end}", tuple(shares), tuple(tried_here)))
    days = tuple(str(WEEKDAYS_ABBR[day]) for day in range(7))
    caption = _("Percent of doors that opened, by day and hour.")
    return Named("hours", charts.HeatMap(caption, _("hour"), days, tuple(rows)))


def weeks(counts: DoorCounts) -> Named | None:
    """Conversations per week, also of weeks without any, so that a pause is seen."""
    known = sorted(counts.by_week)
    if len(known) < 2:
        return None
    all_weeks = [known[0]]
    while all_weeks[-1] < known[-1]:
        all_weeks.append(week_after(all_weeks[-1]))
    shown = all_weeks[-WEEKS:]
    return Named(
        "weeks",
        charts.Line(
            caption=_("Conversations per week."),
            unit=_("conversations"),
            labels=tuple(_("wk %(number)d") % {"number": int(week[6:])} for week in shown),
            values=tuple(counts.total(weeks=[week]).conversations for week in shown),
        ),
    )


def versions_side_by_side(versions: Sequence[VersionTables]) -> Named | None:
    """Each version of the statement with its own mean and n; there is no mean of them together."""
    rows = []
    for tables in versions:
        label = _("version %(number)d") % {"number": tables.statement.version}
        change = tables.ratings.change.change if tables.ratings else None
        if change is None or change.value is None or change.interval is None:
            rows.append(charts.Estimate(label, None))
        else:
            label = _("%(version)s, %(n)d pairs") % {"version": label, "n": change.n}
            rows.append(charts.Estimate(label, change.value, change.interval.low, change.interval.high, change.n))
    if len(rows) < 2:
        return None
    caption = _("Mean difference per version of the statement, as reported at the door.")
    return Named("versions", charts.IntervalDots(caption, tuple(rows), _("no change")))


def _numbers(prefix: str, ratings: RatingTables) -> Named:
    groups = zip(BINS, _counts(ratings.opening), _counts(ratings.closing), strict=True)
    caption = _("Conversations by number given: %(opening)d at the start, %(closing)d at the end.")
    return Named(
        f"{prefix}numbers",
        charts.PairedColumns(
            caption=caption % {"opening": ratings.opening.total, "closing": ratings.closing.total},
            groups=tuple(
                charts.ColumnGroup(_("%(a)d to %(b)d") % {"a": low, "b": high}, opening, closing)
                for (low, high), opening, closing in groups
            ),
        ),
    )


def _counts(distribution: Distribution) -> list[int | None]:
    return distribution.counts or [None] * len(BINS)


def _change(prefix: str, ratings: RatingTables) -> Named | None:
    rows = []
    for label, estimate in (
        (_("closing minus opening"), ratings.change.change),
        (_("the same, by canvasser"), ratings.by_canvasser),
    ):
        if estimate.value is not None and estimate.interval is not None:
            low, high = estimate.interval.low, estimate.interval.high
            rows.append(charts.Estimate(label, estimate.value, low, high, estimate.n))
    if not rows:
        return None
    caption = _("Mean difference in %(n)d conversations, as reported at the door.") % {"n": ratings.pairs}
    return Named(f"{prefix}change", charts.IntervalDots(caption, tuple(rows), _("no change")))


def _directions(prefix: str, shares: DirectionShares) -> Named:
    found = ((_("higher"), shares.up), (_("the same"), shares.same), (_("lower"), shares.down))
    rows = tuple(_of(label, share, round((share.value or 0) * share.n), share.n) for label, share in found)
    caption = _("Closing number beside opening number, in %(n)d conversations.") % {"n": shares.up.n}
    return Named(f"{prefix}directions", charts.IntervalBars(caption, rows))


def _prejudice(prefix: str, place: int, row: PrejudiceTable) -> Named:
    caption = _("“%(label)s” came up in %(n)d conversations: what the volunteer saw.")
    return _bars(f"{prefix}prejudice-{place}", caption % {"label": row.label, "n": row.total}, row.shifts)


def _bars(name: str, caption: str, rows: Sequence[Share]) -> Named:
    bars = tuple(_of(row.label, row.estimate, row.count, row.total) for row in rows)
    return Named(name, charts.IntervalBars(caption, bars))


def _share(label: str, count: int, of: int) -> charts.Share:
    # A door may open twice in a week and a talk may come in late: a step never holds more than the one before.
    return _of(label, wilson(min(count, of), of) if of else None, min(count, of), of)


def _of(label: str, estimate: Estimate | None, count: int | None, of: int | None) -> charts.Share:
    if estimate is None or estimate.value is None or estimate.interval is None:
        return charts.Share(label, None)
    low, high = estimate.interval.low, estimate.interval.high
    return charts.Share(label, round(100 * estimate.value), round(100 * low), round(100 * high), count, of)

"""The suppressed tables of a campaign's dashboard: what its page says, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canvass.campaigns.models import Campaign
from conversations.insight.dashboards.measures import BINS
from conversations.insight.dashboards.queries import Dashboard, dashboard
from conversations.insight.dashboards.tables import Share, VersionTables
from conversations.insight.exporting.columns import Column, Row, Type
from conversations.insight.exporting.sources import Table

SHARE = gettext_lazy("share from 0 to 1; for a change, points")


def outcome_table(campaign: Campaign) -> Table:
    return Table(_columns(), list(_rows(dashboard(campaign, "", now=timezone.now()))))


def _columns() -> tuple[Column, ...]:
    low = gettext_lazy("Where the interval (95 percent) begins")
    high = gettext_lazy("Where the interval (95 percent) ends")
    return (
        Column(_("table"), gettext_lazy("Which table of the page it is; v2 and so on for versions of the statement")),
        Column(_("row"), gettext_lazy("Which row of that table")),
        Column(
            _("count"),
            gettext_lazy("How many; words instead where there are too few conversations to say"),
            Type.INTEGER,
        ),
        Column(_("of"), gettext_lazy("Of how many"), Type.INTEGER),
        Column(_("share"), gettext_lazy("Count divided by of; for a change, its mean"), Type.NUMBER, SHARE),
        Column(_("low"), low, Type.NUMBER, SHARE),
        Column(_("high"), high, Type.NUMBER, SHARE),
    )


def _rows(board: Dashboard) -> Iterator[Row]:
    yield [_("doors"), _("tried"), board.doors.tried, None, None, None, None]
    yield [_("doors"), _("opened"), board.doors.opened, board.doors.tried, None, None, None]
    yield [_("conversations"), _("taken in"), board.conversations, None, None, None, None]
    for version in board.versions:
        # A table per version of the statement: another version is another question.
        mark = "" if len(board.versions) == 1 else f" (v{version.statement.version})"
        yield from ([f"{row[0]}{mark}", *row[1:]] for row in _version_rows(version))
    if not board.versions:
        yield [_("change"), _("mean, as reported at the door"), _("too few conversations"), None, None, None, None]


def _version_rows(version: VersionTables) -> Iterator[Row]:
    few = _("too few conversations")
    if version.ratings is None:
        yield [_("change"), _("mean, as reported at the door"), few, None, None, None, None]
    else:
        change = version.ratings.change.change
        low, high = (change.interval.low, change.interval.high) if change.interval else (None, None)
        numbers = (_number(change.value), _number(low), _number(high))
        yield [_("change"), _("mean, as reported at the door"), change.n, None, *numbers]
        for name, given in ((_("opening"), version.ratings.opening), (_("closing"), version.ratings.closing)):
            for (least, most), count in zip(BINS, given.counts or [None] * len(BINS), strict=True):
                bin_name = _("%(a)d to %(b)d") % {"a": least, "b": most}
                yield [name, bin_name, few if count is None else count, given.total, None, None, None]
    for name, shares in ((_("shared value"), version.values), (_("concern"), version.concerns)):
        yield from (_share_row(name, share, few) for share in shares)
    for guide in version.guides:
        yield from (_share_row(_("step skipped"), share, few) for share in guide.skipped)
    for prejudice in version.prejudices:
        yield from (_share_row(f"{_('prejudice')}: {prejudice.label}", share, few) for share in prejudice.shifts)


def _share_row(table: str, share: Share, few: str) -> Row:
    if share.estimate is None or share.estimate.value is None or share.estimate.interval is None:
        return [table, share.label, few, None, None, None, None]
    interval = share.estimate.interval
    numbers = (_number(share.estimate.value), _number(interval.low), _number(interval.high))
    return [table, share.label, share.count, share.total, *numbers]


def _number(value: float | None) -> float | None:
    """As many digits as the CSV file has, so that a workbook says the same."""
    return None if value is None else round(value, 4)

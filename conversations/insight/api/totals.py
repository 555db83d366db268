"""Outcomes as JSON: exactly what the dashboards say, with the same things hidden."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from conversations.insight.dashboards.door_figures import DoorCounts, Doors
from conversations.insight.dashboards.measures import BINS
from conversations.insight.dashboards.queries import dashboard
from conversations.insight.dashboards.tables import Distribution, RatingTables, Share, VersionTables
from conversations.insight.dashboards.together import together
from volunteers.people.models import Organisation


def campaign_totals(campaign: Campaign, *, now: datetime) -> dict[str, Any]:
    board = dashboard(campaign, "", now=now)
    return {"campaign": campaign.pk, **_board(board.doors, board.weeks, board.versions)}


def together_totals(organisation: Organisation, *, topic: int | None, now: datetime) -> dict[str, Any]:
    """``topic`` chooses whose statements are shown; without it the one with most conversations."""
    board = together(organisation, topic=topic, today=timezone.localdate(now))
    return {
        "organisation": organisation.slug,
        "campaigns": board.campaigns,
        "running": board.running,
        "organisations": board.organisations,
        "goal_conversations": board.goal,
        **_board(board.doors, board.weeks, board.versions),
    }


def _board(doors: Doors, weeks: DoorCounts, versions: list[VersionTables]) -> dict[str, Any]:
    return {
        "caveat": _(
            "Change is what people said at the door. This is not a measured effect: people can be polite, and not "
            "everyone gives a closing number. It does not represent the neighbourhood."
        ),
        "doors": _doors(doors),
        "weeks": [{"week": week, **_doors(Doors.of(counts))} for week, counts in sorted(weeks.by_week.items())],
        "statements": [_version(version) for version in versions],
    }


def _doors(doors: Doors) -> dict[str, int]:
    return {"tried": doors.tried, "opened": doors.opened, "conversations": doors.conversations}


def _version(tables: VersionTables) -> dict[str, Any]:
    ratings = tables.ratings
    return {
        "statement": tables.statement.pk,
        "version": tables.statement.version,
        "text": str(tables.statement),
        "conversations": tables.conversations,
        "few": tables.few,
        "change": ratings and _change(ratings),
        "opening": ratings and _bins(ratings.opening),
        "closing": ratings and _bins(ratings.closing),
        "values": [_share(row) for row in tables.values],
        "concerns": [_share(row) for row in tables.concerns],
        "prejudices": [
            {"label": row.label, "count": row.total, "shifts": [_share(shift) for shift in row.shifts]}
            for row in tables.prejudices
        ],
        "steps_skipped": [
            {
                "guide_version": guide.guide_version,
                "conversations": guide.conversations,
                "skipped": [_share(step) for step in guide.skipped],
            }
            for guide in tables.guides
        ],
    }


def _change(ratings: RatingTables) -> dict[str, Any]:
    change = ratings.change.change
    interval = change.interval
    return {
        "n": change.n,
        "mean": change.value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }


def _bins(given: Distribution) -> list[dict[str, Any]] | None:
    if given.counts is None:
        return None
    return [
        {"least": least, "most": most, "count": count} for (least, most), count in zip(BINS, given.counts, strict=True)
    ]


def _share(share: Share) -> dict[str, Any]:
    estimate = share.estimate
    interval = estimate.interval if estimate else None
    return {
        "label": share.label,
        "count": share.count,
        "of": share.total,
        "share": estimate.value if estimate else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }

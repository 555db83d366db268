"""The shapes of what the API answers. A number that is null is hidden as too few, or was not asked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class Problem(Schema):
    code: str


class CampaignOut(Schema):
    id: int
    name: str
    starts_on: date
    ends_on: date
    goal_conversations: int


class Campaigns(Schema):
    organisation: str
    items: list[CampaignOut]


class ShiftOut(Schema):
    id: int
    campaign: int
    starts_at: datetime
    ends_at: datetime
    meeting_place: str
    state: str
    places: int
    going: int
    waiting: int
    checked_in: int
    changed_at: datetime


class Shifts(Schema):
    items: list[ShiftOut]
    count: int
    # The number of the page after this one.
    next: int | None


class DoorsOut(Schema):
    tried: int
    opened: int
    conversations: int


class WeekOut(DoorsOut):
    week: str


class ShareOut(Schema):
    """``count`` of ``of``; all null where there are too few."""

    label: str
    count: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None


class ChangeOut(Schema):
    """The mean of closing minus opening number, as reported at the door: no measured effect."""

    n: int
    mean: float | None
    low: float | None
    high: float | None


class BinOut(Schema):
    least: int
    most: int
    count: int | None


class PrejudiceOut(Schema):
    label: str
    count: int | None
    shifts: list[ShareOut]


class GuideOut(Schema):
    guide_version: str
    conversations: int
    skipped: list[ShareOut]


class StatementOut(Schema):
    """One version of a statement; numbers of another version are about another question."""

    statement: int
    version: int
    text: str
    conversations: int
    few: bool
    change: ChangeOut | None
    opening: list[BinOut] | None
    closing: list[BinOut] | None
    values: list[ShareOut]
    concerns: list[ShareOut]
    prejudices: list[PrejudiceOut]
    steps_skipped: list[GuideOut]


class Totals(Schema):
    campaign: int
    caveat: str
    doors: DoorsOut
    weeks: list[WeekOut]
    statements: list[StatementOut]


class TogetherOut(Schema):
    """Of the organisation and all groups below it, summed first and hidden then."""

    organisation: str
    campaigns: int
    running: int
    organisations: int
    goal_conversations: int
    caveat: str
    doors: DoorsOut
    weeks: list[WeekOut]
    statements: list[StatementOut]


class ExportOut(Schema):
    id: UUID
    campaign: int
    kind: str
    format: str
    file_name: str
    rows: int
    sha256: str
    made_at: datetime
    expires_at: datetime


class Exports(Schema):
    items: list[ExportOut]


class ExportRows(Schema):
    id: UUID
    columns: list[str]
    rows: list[list[str]]

"""The three rollups as SQL. Names come from the models; values always travel as parameters.

Every select groups by campaign and statement, and by each of: area and period, area alone, period alone, neither.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from conversations.insight.models import (
    CanvasserCell,
    CodeCell,
    Conversation,
    PublishedCanvasserCell,
    PublishedCodeCell,
    PublishedRatingCell,
    RatingCell,
    StagedConversation,
)

CELL = ("campaign_id", "statement_id", "area", "period")
# The talk of a comparison arm is no conversation about the statement. An area must not look like "all areas".
COLUMNS = """campaign_id, statement_id, coalesce(nullif(area, ''), '-') AS area, area_level, period, canvasser_code,
    opening, closing, opening_missing, closing_missing, shared_values, concern_id, prejudice_id, observed_shift,
    steps, guide_version_id, minutes_bucket"""
COUNTED = "arm <> 'comparison'"
KEPT, STAGED = Conversation._meta.db_table, StagedConversation._meta.db_table

GROUPED = "coalesce(area, '') AS area, coalesce(period, '') AS period"
BY = "GROUP BY campaign_id, statement_id, CUBE (area, period)"
BOTH = "opening IS NOT NULL AND closing IS NOT NULL"


def one_table(table: str) -> str:
    """The conversations whose ids are the parameter."""
    return f"SELECT {COLUMNS} FROM {table} WHERE id = ANY(%s) AND {COUNTED}"


def all_tables() -> str:
    return " UNION ALL ".join(f"SELECT {COLUMNS} FROM {table} WHERE {COUNTED}" for table in (KEPT, STAGED))


def _given(rating: str) -> str:
    counts = ", ".join(f"count(*) FILTER (WHERE {rating} = {number})" for number in range(11))
    return f"ARRAY[{counts}]::int[]"


RATINGS: dict[str, str] = {
    "conversations": "count(*)",
    "pairs": f"count(*) FILTER (WHERE {BOTH})",
    "sum_open": f"coalesce(sum(opening) FILTER (WHERE {BOTH}), 0)",
    "sum_close": f"coalesce(sum(closing) FILTER (WHERE {BOTH}), 0)",
    "sum_open_sq": f"coalesce(sum(opening * opening) FILTER (WHERE {BOTH}), 0)",
    "sum_close_sq": f"coalesce(sum(closing * closing) FILTER (WHERE {BOTH}), 0)",
    "sum_cross": f"coalesce(sum(opening * closing) FILTER (WHERE {BOTH}), 0)",
    "higher": "count(*) FILTER (WHERE closing > opening)",
    "same": "count(*) FILTER (WHERE closing = opening)",
    "lower": "count(*) FILTER (WHERE closing < opening)",
    "opening_refused": "count(*) FILTER (WHERE opening IS NULL AND opening_missing = 'refused')",
    "opening_not_asked": "count(*) FILTER (WHERE opening IS NULL AND opening_missing = 'not_asked')",
    "closing_refused": "count(*) FILTER (WHERE closing IS NULL AND closing_missing = 'refused')",
    "closing_not_asked": "count(*) FILTER (WHERE closing IS NULL AND closing_missing = 'not_asked')",
}
CANVASSERS: dict[str, str] = {
    "conversations": "count(*)",
    "pairs": f"count(*) FILTER (WHERE {BOTH})",
    "sum_change": f"coalesce(sum(closing - opening) FILTER (WHERE {BOTH}), 0)",
}
CODES = """(
    SELECT 'value', unnest(talk.shared_values), ''
    UNION ALL SELECT 'concern', talk.concern_id::text, '' WHERE talk.concern_id IS NOT NULL
    UNION ALL SELECT 'prejudice', talk.prejudice_id::text, talk.observed_shift WHERE talk.prejudice_id IS NOT NULL
    UNION ALL SELECT 'step', unnest(talk.steps), talk.guide_version_id::text
    UNION ALL SELECT 'guide', talk.guide_version_id::text, ''
    UNION ALL SELECT 'minutes', talk.minutes_bucket, '' WHERE talk.minutes_bucket <> ''
)"""


@dataclass(frozen=True)
class Rollup:
    """One live table and its published copy. ``sums`` add up; ``lists`` do so by place; ``derived`` do not."""

    live: str
    published: str
    key: tuple[str, ...]
    sums: tuple[str, ...]
    select: str
    lists: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def columns(self) -> str:
        return ", ".join((*self.key, *self.sums, *self.lists, *self.derived))

    def of(self, source: str) -> str:
        """The rollup of the conversations that ``source`` selects, with the columns in the order of ``columns``."""
        return self.select.format(source=source)


def _casts(columns: dict[str, str]) -> str:
    return ", ".join(f"({formula})::int AS {name}" for name, formula in columns.items())


def _table(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


# The level of an area is looked up with it: nothing is grouped by it, so one area never makes two cells.
RATING = Rollup(
    live=_table(RatingCell),
    published=_table(PublishedRatingCell),
    key=CELL,
    sums=tuple(RATINGS),
    lists=("opening", "closing"),
    derived=("area_level", "canvassers", "pair_canvassers"),
    select=f"SELECT campaign_id, statement_id, {GROUPED}, {_casts(RATINGS)}, "
    f"{_given('opening')} AS opening, {_given('closing')} AS closing, "
    "CASE WHEN grouping(area) = 1 THEN '' ELSE max(area_level) END AS area_level, "
    "count(DISTINCT canvasser_code)::int AS canvassers, "
    f"(count(DISTINCT canvasser_code) FILTER (WHERE {BOTH}))::int AS pair_canvassers "
    f"FROM ({{source}}) AS talk {BY}",
)
CANVASSER = Rollup(
    live=_table(CanvasserCell),
    published=_table(PublishedCanvasserCell),
    key=(*CELL, "canvasser_code"),
    sums=tuple(CANVASSERS),
    select=f"SELECT campaign_id, statement_id, {GROUPED}, canvasser_code, {_casts(CANVASSERS)} "
    f"FROM ({{source}}) AS talk {BY}, canvasser_code",
)
CODE = Rollup(
    live=_table(CodeCell),
    published=_table(PublishedCodeCell),
    key=(*CELL, "kind", "code", "detail"),
    sums=("conversations",),
    select=f"SELECT campaign_id, statement_id, {GROUPED}, kind, code, detail, count(*)::int AS conversations "
    f"FROM ({{source}}) AS talk CROSS JOIN LATERAL {CODES} AS logged (kind, code, detail) {BY}, kind, code, detail",
)
ROLLUPS = (RATING, CANVASSER, CODE)

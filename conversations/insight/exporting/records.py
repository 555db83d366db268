"""Single conversations of a campaign, as coarse as they were written down: the conversation ledger and nothing else.

No address, turf, walk, shift, user, card or id of the row goes out; a canvasser is a made-up name that is another in
every export, so that two files, or a file and the database, cannot be joined on it.

Which rows: those of one batch. A weekly intake numbers what it takes in, and an export reads up to the number that
was the last when it began; what is taken in meanwhile waits for the next. Who erases takes the export's key away,
and it begins anew without them (``making.TakenBack``); so it does when it wrote more or fewer rows than it counted
at first, which is how an intake by hand into the same batch shows.

In which order and pieces: by their random ids, each chunk an equal slice of the range of ids. The number of a chunk
is its place in the order, so a killed worker goes on at the next; the order itself tells nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from conversations.insight.coarsening import NOWHERE
from conversations.insight.errors import InsightError
from conversations.insight.exporting.columns import Column, Row, Type
from conversations.insight.exporting.records_columns import record_columns
from conversations.insight.models import PublishedRatingCell
from conversations.statistics.suppression.cells import FEWEST_CANVASSERS, SMALL_CELL

# About two and a half megabytes: the most that is plain in memory, and the least that a kill costs.
ROWS_A_CHUNK = 25_000
IDS = 2**128
# Talks of the comparison arm are not about the statement, and which arm a talk was in is for the comparison's page.
OF_THE_BATCH = """
    campaign_id = %(campaign)s AND intake <= %(batch)s AND statement_id = ANY(%(statements)s) AND arm <> 'comparison'
"""
COUNT = f"SELECT count(*) FROM insight_conversation WHERE {OF_THE_BATCH}"  # noqa: S608
# A spreadsheet reads 5-10 as a day in October: minutes say that they are minutes.
CHUNK = f"""
    COPY (
        WITH guide AS MATERIALIZED (  -- put into words once, not on every row
            SELECT id, 'g' || guide_id || 'v' || version AS name FROM topics_guideversion
        )
        SELECT nullif(talk.area, %(nowhere)s), talk.area_level, talk.period, statement.version,
               guide.name,
               'c' || to_hex(uuid_hash_extended(talk.canvasser_code, %(salt)s)),
               talk.opening, nullif(talk.opening_missing, ''), talk.closing, nullif(talk.closing_missing, ''),
               talk.shared_values[1], talk.shared_values[2], talk.shared_values[3], concern.code, prejudice.code,
               nullif(talk.observed_shift, ''), nullif(array_to_string(talk.steps, ';'), ''),
               nullif(talk.minutes_bucket, '') || ' min'
        FROM (SELECT * FROM insight_conversation
              WHERE {OF_THE_BATCH} AND id BETWEEN %(first)s AND %(last)s) AS talk
        JOIN topics_statement AS statement ON statement.id = talk.statement_id
        JOIN guide ON guide.id = talk.guide_version_id
        LEFT JOIN topics_concern AS concern ON concern.id = talk.concern_id
        LEFT JOIN topics_prejudice AS prejudice ON prejudice.id = talk.prejudice_id
        ORDER BY talk.id
    ) TO STDOUT (FORMAT csv)
"""  # noqa: S608


class TooFewConversations(InsightError):
    final = True


@dataclass(frozen=True)
class Records:
    """``statements``: the versions of which the pages say anything; ``salt`` makes the canvassers' names."""

    campaign: Campaign
    batch: int
    statements: tuple[int, ...]
    salt: int
    columns: tuple[Column, ...]
    total: int

    @property
    def chunks(self) -> int:
        return -(-self.total // ROWS_A_CHUNK)

    def lines(self, chunk: int) -> tuple[bytes, int]:
        return self._copied(chunk)

    def rows(self, chunk: int) -> Iterator[Row]:
        numbers = [column.type == Type.INTEGER for column in self.columns]
        for row in csv.reader(io.StringIO(self._copied(chunk)[0].decode(), newline="")):
            yield [int(cell) if is_number and cell else cell for cell, is_number in zip(row, numbers, strict=True)]

    def _copied(self, chunk: int) -> tuple[bytes, int]:
        """One statement and one moment; any connection will do, so a pooler may stand in between."""
        first, after = (IDS * number // self.chunks for number in (chunk, chunk + 1))
        ids = {"first": str(uuid.UUID(int=first)), "last": str(uuid.UUID(int=after - 1))}
        out = io.BytesIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(cursor.mogrify(CHUNK, _batch(self) | ids | {"salt": self.salt, "nowhere": NOWHERE}), out)
            return out.getvalue(), cursor.rowcount


def records_of(campaign: Campaign, *, batch: int, key: bytes) -> Records:
    """Raises ``TooFewConversations`` where the pages would keep still as well."""
    told = PublishedRatingCell.objects.filter(
        campaign=campaign, area="", period="", conversations__gte=SMALL_CELL, canvassers__gte=FEWEST_CANVASSERS
    )
    statements = tuple(told.order_by("statement").values_list("statement", flat=True))
    salt = int.from_bytes(hashlib.sha256(key + b"canvassers").digest()[:8], "big", signed=True)
    found = Records(campaign, batch, statements, salt, record_columns(campaign), total=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, _batch(found))
        total = int(cursor.fetchone()[0])
    if total < SMALL_CELL:
        raise TooFewConversations(_("There are too few conversations to export: at least ten, by three canvassers."))
    return Records(campaign, batch, statements, salt, found.columns, total)


def _batch(records: Records) -> dict[str, int | list[int]]:
    return {"campaign": records.campaign.pk, "batch": records.batch, "statements": list(records.statements)}

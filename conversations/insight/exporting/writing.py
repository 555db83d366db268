"""From an export's rows to its sealed files, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from conversations.insight.dashboards.report import report_pdf
from conversations.insight.errors import InsightError
from conversations.insight.exporting.columns import CODEBOOK_HEADER, Column, Row, codebook
from conversations.insight.exporting.door_totals import door_shapes, door_table, map_columns
from conversations.insight.exporting.geojson_writing import write_features
from conversations.insight.exporting.keeping import CODEBOOK, DATA, sealed_name, unfinished_path
from conversations.insight.exporting.neutralising import csv_lines, neutralise_lines
from conversations.insight.exporting.outcome_tables import outcome_table
from conversations.insight.exporting.records import records_of
from conversations.insight.exporting.sealing import SealBroken, SealedFile, SealedStream
from conversations.insight.exporting.sources import BYTE_ORDER_MARK, Source, header_line
from conversations.insight.exporting.xlsx_writing import Sheet, write_workbook
from conversations.insight.models import Export

MOST_ROWS_OF_A_WORKBOOK = 100_000
SHOWN_EVERY = 1_000  # rows


class TooManyRows(InsightError):
    final = True


@dataclass(frozen=True)
class Draft:
    """One attempt at an export. ``safe(done, rows, total)`` is called when so much of it is on the disk."""

    export: Export
    key: bytes
    attempt: int
    before: dict[str, Any]
    safe: Callable[[dict[str, Any], int, int], None]

    def file(self, part: str = DATA) -> SealedFile:
        path = unfinished_path(self.export, part, self.attempt)
        return SealedFile(path, key=self.key, name=sealed_name(self.export, part))


@dataclass(frozen=True)
class Written:
    sha256: str
    rows: int
    # Counted before the first was read: another number means that rows went meanwhile.
    expected: int
    columns: Sequence[Column] = field(default=())


def write_data(draft: Draft) -> Written:
    export = draft.export
    if export.format == Export.Format.PDF:
        return _pdf(draft)
    if export.format == Export.Format.GEOJSON:
        return _geojson(draft)
    source = _source(export, draft.key)
    return _csv(draft, source) if export.format == Export.Format.CSV else _xlsx(draft, source)


def write_codebook(draft: Draft, columns: Sequence[Column]) -> None:
    with closing(draft.file(CODEBOOK)) as file:
        file.add(BYTE_ORDER_MARK + csv_lines([CODEBOOK_HEADER, *codebook(columns)]))
        file.finish()


def _source(export: Export, key: bytes) -> Source:
    if export.kind == Export.Kind.RECORDS:
        return records_of(export.campaign, batch=export.batch or 0, key=key)
    return outcome_table(export.campaign) if export.kind == Export.Kind.OUTCOMES else door_table(export.campaign)


def _csv(draft: Draft, source: Source) -> Written:
    """The header is the file's first chunk; each chunk of the source is one more.

    While the database makes a chunk, the one before it is looked through, sealed and written in a thread beside.
    """
    file, rows = _on_or_anew(draft)
    with closing(file), ThreadPoolExecutor(1) as beside:
        if not file.chunks:
            file.add(header_line(source.columns))

        def add(lines: bytes, rows: int) -> int:
            file.add(neutralise_lines(lines))
            return rows

        def note(written: Future[int]) -> None:
            so_far = written.result()
            done = {"attempt": draft.attempt, "chunks": file.chunks, "rows": so_far}
            draft.safe(done, so_far, source.total)

        # Who comes after goes on from this attempt's file, not from the one before.
        draft.safe({"attempt": draft.attempt, "chunks": file.chunks, "rows": rows}, rows, source.total)
        under_way: Future[int] | None = None
        for chunk in range(file.chunks - 1, source.chunks):
            lines, number = source.lines(chunk)
            if under_way:
                note(under_way)
            rows += number
            under_way = beside.submit(add, lines, rows)
        if under_way:
            note(under_way)
        return Written(file.finish(), rows, source.total, source.columns)


def _on_or_anew(draft: Draft) -> tuple[SealedFile, int]:
    """With what the attempt before left, if that is whole and of this key; else empty."""
    before = draft.before
    if before.get("chunks"):
        left = unfinished_path(draft.export, DATA, before["attempt"])
        try:
            file = draft.file()
            file.go_on_from(left, chunks=before["chunks"])
        except SealBroken:
            file.close()
        else:
            return file, before["rows"]
    return draft.file(), 0


def _xlsx(draft: Draft, source: Source) -> Written:
    """A workbook is one deflated zip, which nobody can take up halfway: after a kill it is made anew, byte for byte."""
    if source.total > MOST_ROWS_OF_A_WORKBOOK:
        raise TooManyRows(_("A workbook holds at most 100,000 rows here. Ask for the same as CSV."))
    seen = 0

    def rows() -> Iterator[Row]:
        nonlocal seen
        for chunk in range(source.chunks):
            for row in source.rows(chunk):
                yield row
                seen += 1
                if seen % SHOWN_EVERY == 0:
                    draft.safe({}, seen, source.total)

    data = Sheet(_("data"), [column.name for column in source.columns], rows())
    book = [data, Sheet(_("codebook"), CODEBOOK_HEADER, codebook(source.columns))]
    digest = _stream(draft, lambda out: write_workbook(out, book))
    return Written(digest, seen, source.total)


def _geojson(draft: Draft) -> Written:
    shapes = list(door_shapes(draft.export.campaign))  # a town has some hundreds
    digest = _stream(draft, lambda out: write_features(out, shapes))
    return Written(digest, len(shapes), len(shapes), map_columns())


def _pdf(draft: Draft) -> Written:
    report = report_pdf(draft.export.campaign)
    return Written(_stream(draft, lambda out: out.write(report)), 0, 0)


def _stream(draft: Draft, write: Callable[[SealedStream], object]) -> str:
    """The fingerprint of what ``write`` wrote."""
    with closing(draft.file()) as file:
        out = SealedStream(file)
        write(out)
        out.end()
        return file.finish()

"""Exports: asked for with a purpose, made by a job, kept for three days, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.core.jobs import JobRun, enqueue
from canvass.core.models import Job
from conversations.insight.dashboards.measures import BINS
from conversations.insight.dashboards.queries import dashboard
from conversations.insight.dashboards.report import report_pdf
from conversations.insight.dashboards.tables import Share, VersionTables
from conversations.insight.models import DoorCount, Export
from volunteers.people import audit
from volunteers.people.models import User

KIND = "export"
LASTS = timedelta(hours=72)
FORMULA_STARTS = frozenset("=+-@|＝＋－＠｜")
SKIPPED = "\t\r\n \ufeff\u00a0\u200b"
Row = list[str]


@transaction.atomic
def ask_export(*, campaign: Campaign, kind: str, purpose: str, by: User, now: datetime) -> Export:
    export = Export.objects.create(campaign=campaign, kind=kind, purpose=purpose, asked_by=by, expires_at=now + LASTS)
    job = enqueue(
        kind=KIND,
        key=f"export:{export.pk}",
        payload={"export": str(export.pk), "language": get_language() or settings.LANGUAGE_CODE},
        owner_id=by.pk,
        organisation_id=campaign.organisation_id,
    )
    export.job_id = job.pk
    export.save(update_fields=["job_id"])
    audit.note(actor=by, organisation=campaign.organisation, verb="asked export", subject=f"{kind} {export.pk}")
    return export


def write_export(run: JobRun) -> dict[str, Any]:
    """The job: write beside, then rename, so that a half file never has the final name."""
    export = Export.objects.select_related("campaign__statement__topic__organisation").get(
        pk=UUID(run.payload["export"])
    )
    target = export_path(export)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_suffix(f".{run.attempt}.part")
    # Jobs run without a visitor: the words are in the language of who asked.
    with override(run.payload["language"]):
        written = _write_report(export, partial) if export.is_report else _write_rows(export, partial, run)
    partial.replace(target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    name = f"{slugify(export.campaign.name)}-{export.kind}-{timezone.localdate():%Y%m%d}{target.suffix}"
    Export.objects.filter(pk=export.pk).update(file_name=name, sha256=digest, rows=written)
    return {"rows": written, "sha256": digest}


def _write_rows(export: Export, path: Path, run: JobRun) -> int:
    """Rows below the header."""
    rows = list(_rows(export))
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        for done, row in enumerate(rows, start=1):
            writer.writerow([neutralise(cell) for cell in row])
            run.progress(done, len(rows))
        file.flush()
        os.fsync(file.fileno())
    return len(rows) - 1


def _write_report(export: Export, path: Path) -> int:
    with path.open("wb") as file:
        file.write(report_pdf(export.campaign))
        file.flush()
        os.fsync(file.fileno())
    return 0


@dataclass(frozen=True)
class ExportRow:
    export: Export
    job: Job | None


def exports_of(*, campaign: Campaign, user: User) -> list[ExportRow]:
    """One's own exports of a campaign, newest first, each with its job while that is kept."""
    mine = list(Export.objects.filter(campaign=campaign, asked_by=user)[:50])
    jobs = Job.objects.in_bulk([export.job_id for export in mine if export.job_id])
    return [ExportRow(export, jobs.get(export.job_id)) for export in mine]


def note_download(*, export: Export, by: User) -> None:
    audit.note(actor=by, organisation=export.campaign.organisation, verb="downloaded export", subject=export.pk)


def export_path(export: Export) -> Path:
    return Path(settings.MEDIA_ROOT) / "exports" / f"{export.pk}{'.pdf' if export.is_report else '.csv'}"


def delete_expired(*, now: datetime) -> int:
    gone = 0
    for export in Export.objects.filter(expires_at__lte=now).exclude(file_name=""):
        export_path(export).unlink(missing_ok=True)
        Export.objects.filter(pk=export.pk).update(file_name="")
        gone += 1
    return gone


@transaction.atomic
def withdraw(*, campaign: Campaign | None = None) -> int:
    """Delete files with figures about conversations, of one campaign or of all: what they tell is not so any more."""
    files = Export.objects.select_for_update().exclude(file_name="").exclude(kind=Export.Kind.DOORS)
    found = list(files.filter(campaign=campaign) if campaign else files)
    Export.objects.filter(pk__in=[export.pk for export in found]).update(file_name="")
    for export in found:
        transaction.on_commit(partial(export_path(export).unlink, missing_ok=True))
    return len(found)


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; leading blanks do not hide it. Numbers stay numbers."""
    bare = cell.lstrip(SKIPPED)
    if bare[:1] in FORMULA_STARTS and bare and not _is_number(bare):
        return "'" + cell
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii()


def _rows(export: Export) -> Iterator[Row]:
    return _outcome_rows(export.campaign) if export.kind == Export.Kind.OUTCOMES else _door_rows(export.campaign)


def _door_rows(campaign: Campaign) -> Iterator[Row]:
    yield [_("area"), _("week"), _("outcome"), _("doors")]
    counts = DoorCount.objects.filter(campaign=campaign, count__gt=0).order_by("area", "period", "outcome")
    for area, period, outcome, count in counts.values_list("area", "period", "outcome", "count"):
        yield [area, period, outcome, str(count)]


def _outcome_rows(campaign: Campaign) -> Iterator[Row]:
    board = dashboard(campaign, "", now=timezone.now())
    yield [_("table"), _("row"), _("count"), _("of"), _("share"), _("low"), _("high")]
    yield [_("doors"), _("tried"), str(board.doors.tried), "", "", "", ""]
    yield [_("doors"), _("opened"), str(board.doors.opened), str(board.doors.tried), "", "", ""]
    yield [_("conversations"), _("taken in"), str(board.conversations), "", "", "", ""]
    for version in board.versions:
        # A table per version of the statement: another version is another question.
        mark = "" if len(board.versions) == 1 else f" (v{version.statement.version})"
        yield from ([row[0] + mark, *row[1:]] for row in _version_rows(version))
    if not board.versions:
        yield [_("change"), _("mean, as reported at the door"), _("too few conversations"), "", "", "", ""]


def _version_rows(version: VersionTables) -> Iterator[Row]:
    few = _("too few conversations")
    if version.ratings is None:
        yield [_("change"), _("mean, as reported at the door"), few, "", "", "", ""]
    else:
        change = version.ratings.change.change
        low, high = (change.interval.low, change.interval.high) if change.interval else (None, None)
        numbers = (_number(change.value), _number(low), _number(high))
        yield [_("change"), _("mean, as reported at the door"), str(change.n), "", *numbers]
        for name, given in ((_("opening"), version.ratings.opening), (_("closing"), version.ratings.closing)):
            for (least, most), count in zip(BINS, given.counts or [None] * len(BINS), strict=True):
                bin_name = _("%(a)d to %(b)d") % {"a": least, "b": most}
                yield [name, bin_name, few if count is None else str(count), str(given.total), "", "", ""]
    for name, shares in ((_("shared value"), version.values), (_("concern"), version.concerns)):
        yield from (_share_row(name, share, few) for share in shares)
    for guide in version.guides:
        yield from (_share_row(_("step skipped"), share, few) for share in guide.skipped)
    for prejudice in version.prejudices:
        yield from (_share_row(f"{_('prejudice')}: {prejudice.label}", share, few) for share in prejudice.shifts)


def _share_row(table: str, share: Share, few: str) -> Row:
    if share.estimate is None or share.estimate.value is None or share.estimate.interval is None:
        return [table, share.label, few, "", "", "", ""]
    interval = share.estimate.interval
    numbers = (_number(share.estimate.value), _number(interval.low), _number(interval.high))
    return [table, share.label, str(share.count), str(share.total), *numbers]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"

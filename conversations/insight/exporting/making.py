"""The job that makes an export: chunk by chunk, sealed, and after a kill on from the last whole chunk."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from canvass.core.jobs import JobCancelled, JobRun, JobTakenOver
from canvass.core.models import Job
from conversations.insight.errors import InsightError
from conversations.insight.exporting.keeping import (
    CODEBOOK,
    DATA,
    begin,
    data_key,
    folder,
    forget,
    sealed_path,
    unfinished_path,
    unlink_all,
)
from conversations.insight.exporting.writing import Draft, write_codebook, write_data
from conversations.insight.models import Export

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Residents who erase come by a few a day; this often during one export is something else.
MOST_BEGINNINGS = 5


class ExportFailed(InsightError):
    """Trying again by itself would not help; the text is for who asked."""

    final = True


class TakenBack(Exception):
    """Somebody erased a conversation meanwhile: the key is gone, and what was written with it is worth nothing."""


def write_export(run: JobRun) -> dict[str, Any]:
    export_id = UUID(run.payload["export"])
    # Jobs run without a visitor: the words are in the language of who asked.
    with override(run.payload["language"]):
        try:
            return _until_it_holds(export_id, run)
        except JobTakenOver:
            # The files are the other worker's now; what this one left is swept up by the hour.
            raise
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            _give_up(export_id)
            words = _("The server's disk is full. Nothing was kept; ask your admin to make room.")
            raise ExportFailed(words) from error
        except (JobCancelled, InsightError):
            _give_up(export_id)
            raise
        except Exception:
            if run.attempt >= Job.MAX_ATTEMPTS:
                _give_up(export_id)
            raise


def _give_up(export_id: UUID) -> None:
    for export in Export.objects.filter(pk=export_id):
        forget(export)


def _until_it_holds(export_id: UUID, run: JobRun) -> dict[str, Any]:
    for _beginning in range(MOST_BEGINNINGS):
        try:
            return _make(begin(export_id), run)
        except TakenBack:
            unlink_all(export_id)
            run.before = {}
            run.checkpoint({})
    raise ExportFailed(_("Conversations were erased again and again while this was made. Try again later."))


def _make(export: Export, run: JobRun) -> dict[str, Any]:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)

    def safe(done: dict[str, Any], rows: int, total: int) -> None:
        """Called after each chunk: is it still ours, then note it, show it, and stop if somebody asked to."""
        if not _has_its_key(export).exists():
            raise TakenBack
        if done:
            run.checkpoint(done)
        run.progress(rows, total)

    draft = Draft(export, data_key(export), run.attempt, run.before, safe)
    made = write_data(draft)
    if made.rows != made.expected:
        raise TakenBack
    parts = [DATA]
    if export.has_codebook:
        write_codebook(draft, made.columns)
        parts.append(CODEBOOK)
    _settle(export, run, parts, sha256=made.sha256, rows=made.rows)
    return {"rows": made.rows, "sha256": made.sha256}


@transaction.atomic
def _settle(export: Export, run: JobRun, parts: Iterable[str], *, sha256: str, rows: int) -> None:
    """The files get their names when the row says that they are there, and not when its key was taken away.

    Nor by a worker that slept longer than its lease: the checkpoint, now of no more use, is where that shows.
    """
    run.checkpoint({})
    name = f"{slugify(export.campaign.name)}-{export.kind}-{timezone.localdate():%Y%m%d}.{export.format}"
    if not _has_its_key(export).update(file_name=name, sha256=sha256, rows=rows):
        raise TakenBack
    for part in parts:
        unfinished_path(export, part, run.attempt).replace(sealed_path(export, part))
    for left in folder().glob(f"{export.pk}.*.*"):
        left.unlink(missing_ok=True)


def _has_its_key(export: Export) -> Any:
    return Export.objects.filter(pk=export.pk, wrapped_key=export.wrapped_key)

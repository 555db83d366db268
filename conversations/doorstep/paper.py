"""Paper for a whole shift in one file: every duo's walk sheet, and loose conversation slips behind it. A job makes it.

The file holds addresses and which doors to skip, so it is kept for two days and no longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from canvass.core.jobs import JobRun, enqueue
from canvass.core.models import Job
from canvass.turf.sheet_data import sheet_data
from canvass.turf.sheet_pdf import paper_document, sheet_document
from conversations.doorstep.payload import BUCKETS
from conversations.doorstep.slip_form import MISSING, SHIFTS
from conversations.doorstep.slips import SlipWords, slip_words
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift

KIND = "shift-sheets"
LASTS = timedelta(hours=48)
MOST_SLIPS = 12


class NothingToPrint(Exception):
    """No duo of this shift has turf; the words are for who asked."""

    final = True


@transaction.atomic
def ask_sheets(*, shift: Shift, slips: int, by: User) -> Job:
    organisation = shift.campaign.organisation
    job = enqueue(
        kind=KIND,
        key=f"{KIND}:{shift.pk}:{uuid4()}",
        payload={"shift": shift.pk, "slips": slips, "language": get_language() or settings.LANGUAGE_CODE},
        owner_id=by.pk,
        organisation_id=organisation.pk,
    )
    audit.note(actor=by, organisation=organisation, verb="asked walk sheets", subject=f"shift {shift.pk}")
    return job


def newest_sheets(*, shift: Shift, now: datetime) -> Job | None:
    """The last job for this shift whose file may still be there."""
    jobs = Job.objects.filter(kind=KIND, payload__shift=shift.pk, created_at__gt=now - LASTS)
    return jobs.order_by("-created_at").first()


def sheets_path(job_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "sheets" / f"{job_id}.pdf"


def write_sheets(run: JobRun) -> dict[str, Any]:
    """The job: written beside, then renamed, so that a half file never has the final name."""
    shift = Shift.objects.select_related("campaign__organisation", "campaign__statement__topic").get(
        pk=run.payload["shift"]
    )
    with override(run.payload["language"]):
        pages = _pages(shift, int(run.payload["slips"]), run)
        content: bytes = pages[0].copy([page for part in pages for page in part.pages]).write_pdf()
    target = sheets_path(run.id)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_suffix(f".{run.attempt}.part")
    partial.write_bytes(content)
    partial.replace(target)
    return {"shift": shift.pk, "bytes": len(content)}


def forget_sheets(*, now: datetime) -> int:
    """Delete files whose time is over, also those whose job is gone."""
    folder = sheets_path(UUID(int=0)).parent
    old = [path for path in folder.glob("*") if path.stat().st_mtime < (now - LASTS).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _pages(shift: Shift, slips: int, run: JobRun) -> list[Any]:
    out = Assignment.objects.filter(duo__shift=shift, returned_at=None).select_related(
        "duo", "turf__plan__neighbourhood", "turf__plan__campaign"
    )
    duos = list(out.order_by("duo__number"))
    if not duos:
        raise NothingToPrint(_("No duo has turf yet. Hand out turf first."))
    slip = slip_document(slip_words(shift.campaign), shift) if slips else None
    pages = []
    for done, assignment in enumerate(duos, start=1):
        path = reverse("doorstep:paper", args=[assignment.pk])
        head = _("Duo %(n)d") % {"n": assignment.duo.number} + ", " + _when(shift)
        pages += [sheet_document(sheet_data(assignment.turf, path=path), head=head), *[slip] * slips]
        run.progress(done, len(duos))
    return pages


def slip_document(words: SlipWords, shift: Shift) -> Any:
    """One loose slip: the campaign's questions, and nothing that says where or who."""
    context = {"words": words, "campaign": shift.campaign, "missing": MISSING, "shifts": SHIFTS}
    return paper_document("doorstep/paper_slip.html", context | {"minutes": [code for code in BUCKETS if code]})


def _when(shift: Shift) -> str:
    return str(date_format(localtime(shift.starts_at), "l j F H:i"))

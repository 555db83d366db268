"""Asking for an export, with a purpose; stopping it; and what became of those asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from canvass.campaigns.models import Campaign
from canvass.core.jobs import enqueue, request_cancel
from canvass.core.models import Job
from conversations.insight.models import Export
from volunteers.people import audit
from volunteers.people.models import User

KIND = "export"
LASTS = timedelta(hours=72)
SHOWN = 50


@transaction.atomic
def ask_export(
    *, campaign: Campaign, kind: str, purpose: str, by: User, now: datetime, file_format: str = ""
) -> Export:
    """``file_format``: by itself the first of those its kind comes in."""
    export = Export.objects.create(
        campaign=campaign,
        kind=kind,
        format=file_format or Export.FORMATS[Export.Kind(kind)][0],
        purpose=purpose,
        asked_by=by,
        expires_at=now + LASTS,
    )
    job = enqueue(
        kind=KIND,
        key=f"export:{export.pk}",
        payload={"export": str(export.pk), "language": get_language() or settings.LANGUAGE_CODE},
        owner_id=by.pk,
        organisation_id=campaign.organisation_id,
    )
    export.job_id = job.pk
    export.save(update_fields=["job_id"])
    subject = f"{kind} {export.format} {export.pk}"
    audit.note(actor=by, organisation=campaign.organisation, verb="asked export", subject=subject)
    return export


def stop_export(export: Export) -> None:
    if export.job_id:
        request_cancel(job_id=export.job_id)


def note_download(*, export: Export, by: User) -> None:
    audit.note(actor=by, organisation=export.campaign.organisation, verb="downloaded export", subject=export.pk)


@dataclass(frozen=True)
class ExportRow:
    export: Export
    # While that is kept.
    job: Job | None

    @property
    def is_ready(self) -> bool:
        return bool(self.export.file_name) and self.export.expires_at > timezone.now()

    @property
    def is_running(self) -> bool:
        return not self.is_ready and self.job is not None and not self.job.is_final

    @property
    def is_withdrawn(self) -> bool:
        """Made, and taken away before its time."""
        return not self.export.file_name and bool(self.export.sha256) and self.export.expires_at > timezone.now()

    @property
    def has_failed(self) -> bool:
        """Or was stopped: the job says which."""
        return not self.export.sha256 and self.job is not None and self.job.state != Job.State.DONE


def exports_of(*, campaign: Campaign, user: User) -> list[ExportRow]:
    """One's own exports of a campaign, newest first."""
    mine = list(Export.objects.filter(campaign=campaign, asked_by=user)[:SHOWN])
    jobs = Job.objects.in_bulk([export.job_id for export in mine if export.job_id])
    return [ExportRow(export, jobs.get(export.job_id)) for export in mine]


def row_of(export: Export) -> ExportRow:
    return ExportRow(export, Job.objects.filter(pk=export.job_id).first() if export.job_id else None)

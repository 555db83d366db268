"""Exports as the product leaves them: a row with a key, and a file that only the key reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.core import jobs
from conversations.insight.exporting.asking import ask_export
from conversations.insight.exporting.keeping import begin, data_key, folder, read_sealed, sealed_name, sealed_path
from conversations.insight.exporting.sealing import SealedFile
from conversations.insight.models import Export
from volunteers.people.models import User


def sealed_export(campaign: Campaign, text: bytes = b"area\n", **fields: Any) -> Export:
    """Finished, with ``text`` in its file."""
    given = {"kind": "doors", "format": "csv", "purpose": "test", "expires_at": timezone.now() + timedelta(days=1)}
    export = begin(Export.objects.create(campaign=campaign, **given | fields).pk)
    folder().mkdir(parents=True, exist_ok=True)
    for part in ("data", "codebook"):
        file = SealedFile(sealed_path(export, part), key=data_key(export), name=sealed_name(export, part))
        file.add(text)
        digest = file.finish()
    export.file_name, export.sha256 = f"{export.kind}.{export.format}", digest
    export.save(update_fields=["file_name", "sha256"])
    return export


def ask(campaign: Campaign, by: User, kind: str = "doors", file_format: str = "csv") -> Export:
    return ask_export(
        campaign=campaign, kind=kind, file_format=file_format, purpose="year report", by=by, now=timezone.now()
    )


def make(export: Export) -> Export:
    """Have its job done, as a worker does."""
    assert jobs.run(job_id=export.job_id)
    export.refresh_from_db()
    return export


def plain(export: Export, part: str = "data") -> bytes:
    return b"".join(read_sealed(export, part)[0])

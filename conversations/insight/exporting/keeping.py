"""The files of exports on the disk: each under a key of its own, and gone when that key is gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from canvass.campaigns.models import Campaign
from canvass.core.keyring.ring import seal, unseal
from canvass.core.models import Job
from conversations.insight.exporting.sealing import KEY_BYTES, plain_size, unsealed
from conversations.insight.models import Export, Intake

DATA, CODEBOOK = "data", "codebook"
# Of figures that are published once a week; records are read from the rows, where an erasure shows at once.
PUBLISHED = (Export.Kind.OUTCOMES, Export.Kind.REPORT)
ABOUT_TALKS = (*PUBLISHED, Export.Kind.RECORDS)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def sealed_path(export: Export, part: str = DATA) -> Path:
    return folder() / f"{export.pk}.{part}"


def unfinished_path(export: Export, part: str, attempt: int) -> Path:
    """Each attempt writes to a file of its own: one that was only asleep does no harm to the next."""
    return folder() / f"{export.pk}.{part}.{attempt}"


def sealed_name(export: Export, part: str) -> str:
    """What the chunks are bound to."""
    return f"{export.pk}/{part}"


def read_sealed(export: Export, part: str = DATA) -> tuple[Iterator[bytes], int]:
    """The plain text chunk by chunk and how long it is; raises ``FileNotFoundError`` where there is none."""
    path = sealed_path(export, part)
    return unsealed(path, key=data_key(export), name=sealed_name(export, part)), plain_size(path)


def data_key(export: Export) -> bytes:
    if export.wrapped_key is None:
        raise FileNotFoundError
    return unseal(bytes(export.wrapped_key), name=_name(export))


@transaction.atomic
def begin(export_id: UUID) -> Export:
    """With a key: the one it has, for who goes on after a kill, else a new one and with it a new batch.

    An erasure takes the key away (``withdraw``) in the transaction that erases. It waits for this one or this one for
    it, so whatever is written under a key was read with every erasure in it that did not take that key.
    """
    found = Export.objects.select_related("campaign__statement__topic__organisation")
    export = found.select_for_update(of=("self",)).get(pk=export_id)
    if export.wrapped_key is None:
        last = Intake.objects.order_by("-pk").first()
        export.wrapped_key = seal(os.urandom(KEY_BYTES), name=_name(export))
        export.batch = last.pk if last else 0
        export.save(update_fields=["wrapped_key", "batch"])
    return export


def forget(export: Export) -> None:
    """No key, no file."""
    Export.objects.filter(pk=export.pk).update(wrapped_key=None, file_name="")
    unlink_all(export.pk)


def unlink_all(export_id: UUID) -> None:
    for path in folder().glob(f"{export_id}.*"):
        path.unlink(missing_ok=True)


@transaction.atomic
def withdraw(*, campaign: Campaign | None = None) -> int:
    """Take away files about conversations, also those being made: what they tell is not so any more.

    Of one campaign after an erasure, when the job of an unfinished one begins anew; of all after the weekly intake,
    of figures that it published.
    """
    kinds = ABOUT_TALKS if campaign else PUBLISHED
    found = Export.objects.select_for_update().filter(kind__in=kinds, wrapped_key__isnull=False).order_by("pk")
    rows = list(found.filter(campaign=campaign) if campaign else found)
    Export.objects.filter(pk__in=[row.pk for row in rows]).update(wrapped_key=None, file_name="")
    for row in rows:
        if row.file_name:
            transaction.on_commit(partial(unlink_all, row.pk))
    return len(rows)


def delete_expired(*, now: datetime) -> int:
    """Keys of what has expired or came to nothing, and every file that has no key."""
    keyed = Export.objects.filter(wrapped_key__isnull=False)
    failed = Job.objects.filter(pk__in=keyed.filter(file_name="").values("job_id"), state__in=Job.FINAL)
    gone = [*keyed.filter(expires_at__lte=now), *keyed.filter(file_name="", job_id__in=failed.values("pk"))]
    for export in gone:
        forget(export)
    # Listed before the keys are: a file comes after its key, so one that is begun right now is not taken for a stray.
    found = list(folder().glob("*"))
    alive = {str(pk) for pk in keyed.values_list("pk", flat=True)}
    for path in found:
        if path.name.split(".")[0] not in alive:
            path.unlink(missing_ok=True)
    return len(gone)


def _name(export: Export) -> str:
    return f"export|{export.pk}"

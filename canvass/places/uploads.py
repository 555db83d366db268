"""Files that admins upload: kept under MEDIA_ROOT until a job has loaded them."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.text import get_valid_filename

from canvass.core.jobs import JobCancelled, JobRun, enqueue
from canvass.core.models import Job
from canvass.places.errors import LoadError
from canvass.places.files import load_addresses, load_neighbourhoods, load_osm
from canvass.places.quality import LoadReport
from canvass.places.sources.osm import PARTS

KIND = "places.load"
ALL_BUT_ADDRESSES = ("streets", "boundaries", "backdrop")
LONGEST_NAME = 80


@transaction.atomic
def receive_upload(
    *,
    file: UploadedFile[Any],
    what: str,
    source: str,
    mapping: dict[str, str],
    srid: int | None,
    town: str,
    box_name: str,
    only_streets: bool,
    replace: bool,
    owner_id: int,
    organisation_id: int,
) -> Job:
    """Keep the file and have a worker load it."""
    upload_id = uuid.uuid4()
    folder = Path(settings.MEDIA_ROOT) / "uploads" / str(upload_id)
    folder.mkdir(parents=True)
    path = folder / get_valid_filename(file.name or "file")[-LONGEST_NAME:]
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    payload = {
        "path": str(path),
        "name": path.name,
        "what": what,
        "source": source,
        "mapping": mapping,
        "srid": srid,
        "town": town,
        "box_name": box_name,
        "only_streets": only_streets,
        "replace": replace,
        "language": translation.get_language(),
    }
    return enqueue(
        kind=KIND,
        key=f"{KIND}:{upload_id}",
        payload=payload,
        owner_id=owner_id,
        organisation_id=organisation_id,
    )


def load_upload(run: JobRun) -> dict[str, Any]:
    """The job's work. The file goes when no further attempt can need it."""
    path = Path(run.payload["path"])
    try:
        with translation.override(run.payload["language"]):
            report = _load(path, run)
    except LoadError as error:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise error.for_page() from error
    except JobCancelled:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    shutil.rmtree(path.parent, ignore_errors=True)
    return {"load_id": report.load_id, "changed": report.changed}


def _load(path: Path, run: JobRun) -> LoadReport:
    wanted = run.payload
    common: dict[str, Any] = {"path": path, "replace": wanted["replace"], "progress": run.progress}
    if wanted["source"]:
        common["source"] = wanted["source"]
    if wanted["what"] == "osm":
        parts = ALL_BUT_ADDRESSES if wanted["only_streets"] else PARTS
        return load_osm(box_name=wanted["box_name"], parts=parts, **common)
    common |= {"mapping": wanted["mapping"], "srid": wanted["srid"], "town": wanted.get("town", "")}
    if wanted["what"] == "neighbourhoods":
        return load_neighbourhoods(**common)
    return load_addresses(layout=wanted["what"], **common)

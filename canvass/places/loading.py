"""A file into the database, whole or not at all: read, stage, merge, link, report.

One transaction a file. Loading the same file again changes nothing; a newer one brings what differs.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.places import quality, regions
from canvass.places.errors import LoadError, require_file
from canvass.places.linking import link_scope, start_scope, widen_scope
from canvass.places.merging import ROUGH_STATISTICS, Changes, run, value
from canvass.places.models import Neighbourhood, PlaceLoad
from canvass.places.projection import WGS84, metric_srid
from canvass.places.quality import LoadReport
from canvass.places.rows import Progress, Row, no_progress
from canvass.places.staging import Stage

# Of the hundred units of progress; merging and linking share the rest.
READ_UNITS = 60
STAGED = {
    "addresses": "stage_address",
    "streets": "stage_segment",
    "neighbourhoods": "stage_area",
    "backdrop": "stage_shape",
}
LONGEST_SOURCE = 20


@dataclass(frozen=True)
class Load:
    """One file to load. `kinds` names the tables it speaks for: others of the same source stay as they are."""

    path: Path
    source: str
    kinds: tuple[str, ...]
    rows: Callable[[Progress], Iterable[Row]]
    # Who is to be named for it; see credits.py.
    origin: str = ""
    srid: int = WGS84
    replace: bool = False
    # Makes one neighbourhood of this name around everything, for an extract without boundaries.
    box_name: str = ""
    progress: Progress = no_progress


def load(plan: Load) -> LoadReport:
    """Raises LoadError, leaving the database as it was."""
    if not 0 < len(plan.source) <= LONGEST_SOURCE:
        raise LoadError(
            file=plan.path,
            problem=_("the source name '%(name)s' does not fit.") % {"name": plan.source},
            remedy=_("Give --source a name of 1 to %(longest)d characters.") % {"longest": LONGEST_SOURCE},
            remedy_on_page=_("Give the source a name of 1 to %(longest)d characters.") % {"longest": LONGEST_SOURCE},
        )
    if plan.source == Neighbourhood.DRAWN:
        # A file of that source would retire every area that it does not hold.
        raise LoadError(
            file=plan.path,
            problem=_("the source name '%(name)s' is kept for areas that campaigns draw.") % {"name": plan.source},
            remedy=_("Give another name with --source."),
            remedy_on_page=_("Give the source another name."),
        )
    start = time.monotonic()
    report = LoadReport(plan.source, plan.path.name, _sha256(plan.path), origin=plan.origin)
    try:
        _load(plan, report, start)
    except BaseException:
        if report.load_id:
            shutil.rmtree(quality.folder(report.load_id), ignore_errors=True)
        raise
    return report


@transaction.atomic
def _load(plan: Load, report: LoadReport, start: float) -> None:
    # Two loads at once would wait for each other's rows in any order; one after the other is safe.
    run("SELECT pg_advisory_xact_lock(hashtext('places.load'))")
    run("SET LOCAL work_mem = '64MB'")
    run("SET LOCAL jit = off")
    run(f"SET LOCAL default_statistics_target = {ROUGH_STATISTICS}")
    begun = PlaceLoad.objects.create(source=plan.source, file_name=report.file[:200], file_sha256=report.sha256)
    stage = Stage(file=plan.path, srid=plan.srid)
    stage.fill(plan.rows(lambda done, total: plan.progress(READ_UNITS * done // max(total, 1), 100)))
    if plan.box_name:
        regions.add_box_neighbourhood(name=plan.box_name, source=plan.source)
    report.read = {kind: int(value(f"SELECT count(*) FROM {STAGED[kind]}")) for kind in plan.kinds}
    if not any(report.read.values()):
        raise LoadError(
            file=plan.path, problem=_("it holds nothing to load."), remedy=_("Is it the right file and format?")
        )
    report.read |= _address_objects()
    plan.progress(READ_UNITS, 100)
    start_scope()
    report.changes = _merge(plan, report)
    report.linked = link_scope() if report.changed else 0
    plan.progress(90, 100)
    report.stored = _stored(plan)
    if "addresses" in report.changes:
        quality.check_addresses(source=plan.source)
    report.problems = quality.count_problems()
    report.load_id = begun.pk
    quality.write_lists(load_id=begun.pk, kinds=report.problems)
    report.seconds = round(time.monotonic() - start, 2)
    begun.report, begun.finished_at = report.as_json(), timezone.now()
    begun.save(update_fields=["report", "finished_at"])
    plan.progress(100, 100)


def _merge(plan: Load, report: LoadReport) -> dict[str, Changes]:
    """Each kind that the file speaks for; an extract without boundaries says nothing about neighbourhoods."""
    source, file, srid, replace = plan.source, plan.path, plan.srid, plan.replace
    changes: dict[str, Changes] = {}
    if report.read.get("streets"):
        metric = metric_srid(*regions.middle_of_streets(srid))
        changes["streets"] = regions.merge_segments(source=source, file=file, srid=srid, metric=metric, replace=replace)
        widen_scope("fresh_segment")
    if report.read.get("neighbourhoods"):
        changes["neighbourhoods"] = regions.merge_neighbourhoods(source=source, file=file, srid=srid, replace=replace)
        widen_scope("fresh_area")
    if report.read.get("backdrop"):
        changes["backdrop"] = regions.merge_shapes(source=source, file=file, srid=srid)
        widen_scope("fresh_shape")
    if report.read.get("addresses"):
        changes["addresses"] = regions.merge_addresses(source=source, file=file, srid=srid, replace=replace)
        widen_scope("fresh_address")
    plan.progress(75, 100)
    return changes


def _address_objects() -> dict[str, int]:
    """For OpenStreetMap keys: how many nodes, ways and relations carry an address."""
    names = {"n": "address_nodes", "w": "address_ways", "r": "address_relations", "i": "address_interpolated"}
    return {
        name: count
        for letter, name in names.items()
        if (
            count := value(
                "SELECT count(DISTINCT CASE WHEN guessed THEN key ELSE split_part(key, ':', 1) END) "
                "FROM stage_address WHERE key ~ '^[nwri][0-9]+(:[0-9]+)?$' AND left(key, 1) = %s",
                letter,
            )
        )
    }


def _stored(plan: Load) -> dict[str, int]:
    tables = {
        "addresses": "places_address WHERE retired_at IS NULL AND",
        "streets": "places_streetsegment WHERE",
        "neighbourhoods": "places_neighbourhood WHERE retired_at IS NULL AND",
        "backdrop": "places_backdropshape WHERE",
    }
    return {kind: int(value(f"SELECT count(*) FROM {tables[kind]} source = %s", plan.source)) for kind in plan.kinds}


def _sha256(path: Path) -> str:
    require_file(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Jobs at every stage, what they made, and what two of them loaded."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone, translation

from canvass.campaigns.models import Campaign
from canvass.core.jobs import run as run_job
from canvass.core.models import Job
from canvass.places.models import PlaceLoad
from canvass.places.quality import KINDS
from conversations.insight.exporting.asking import ask_export
from conversations.insight.models import Export
from tests.screenshots.shot import COORDINATOR
from volunteers.people.models import User

NOW = timezone.now()
Keys = dict[str, Any]


def waiting_job(kind: str, state: str, campaign: Campaign, **fields: Any) -> Job:
    """A row that no worker takes: not before next year, or leased until then."""
    later = NOW + timedelta(days=365)
    owner = User.objects.get(email=COORDINATOR)
    lease = {"lease_until": later, "attempts": 1} if state == "running" else {}
    return Job.objects.create(
        kind=kind, key=f"picture-{uuid.uuid4()}", owner_id=owner.pk, organisation_id=campaign.organisation_id,
        state=state, not_before=later, **lease | fields,
    )  # fmt: skip


def jobs(keys: Keys) -> Keys:
    running = Campaign.objects.get(pk=keys["campaign"])
    coordinator = User.objects.get(email=COORDINATOR)
    Export.objects.filter(asked_by=coordinator).delete()
    raw = 'relation "insight_conversations_2026" does not exist'
    named = {
        "job_waiting": waiting_job("export", "new", running),
        "job_running": waiting_job("export", "running", running, done_units=310, total_units=1250),
        "job_failed": waiting_job("export", "failed", running, error=raw, finished_at=NOW),
    }
    waiting_job(
        "places.load",
        "running",
        running,
        payload={"name": "polderstad.osm.pbf"},
        done_units=61_000,
        total_units=148_000,
    )
    told = "adressen.csv, regel 1: de kolom postcode ontbreekt. Noem de juiste kolom."
    waiting_job(
        "places.load",
        "failed",
        running,
        payload={"name": "adressen.csv"},
        error=told,
        result={"explained": True},
        finished_at=NOW,
    )
    with translation.override("nl"):
        ask_export(campaign=running, kind="outcomes", purpose="jaarverslag 2026", by=coordinator, now=NOW)
        ask_export(campaign=running, kind="doors", purpose="planning van week 50", by=coordinator, now=NOW)
    given = {"campaign": running, "asked_by": coordinator, "expires_at": NOW + timedelta(days=3)}
    Export.objects.create(
        kind="doors", format="geojson", purpose="overleg met de koepel", job_id=named["job_failed"].pk, **given
    )
    made = Export.objects.create(
        kind="doors", format="csv", purpose="vergelijking met vorig jaar", job_id=named["job_running"].pk, **given
    )
    last_week = NOW - timedelta(days=4)
    Export.objects.create(
        kind="outcomes", format="xlsx", purpose="verslag aan de gemeente", sha256="0" * 64,
        **given | {"expires_at": last_week},
    )  # fmt: skip
    keys = {name: str(job.pk) for name, job in named.items()}
    return keys | {"export_running": str(made.pk)}


def make_exports() -> None:
    """Here, or by the product's worker if it was quicker."""
    for job in Job.objects.filter(kind="export", state="new", not_before__lte=timezone.now()):
        run_job(job_id=job.pk)


def loads() -> Keys:
    """The newest load of the demo, and one whose file had something of everything."""
    last = PlaceLoad.objects.exclude(file_name="bagadres.csv").latest("pk")
    counts = {kind: 3 + 7 * place for place, kind in enumerate(KINDS)}
    report = last.report | {"problems": counts}
    PlaceLoad.objects.filter(file_name="bagadres.csv").delete()
    doubtful = PlaceLoad.objects.create(
        source=last.source, file_name="bagadres.csv", file_sha256="0" * 64, report=report
    )
    PlaceLoad.objects.filter(pk=doubtful.pk).update(finished_at=timezone.now())
    return {"load": last.pk, "load_problems": doubtful.pk}

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session

from canvass.core.models import Erasure, Job
from canvass.core.retention.rules import Data, Rule, register

# Long enough to ask what became of an export or a load.
JOBS_KEPT = timedelta(days=90)
# No backup is to be kept longer (docs/operations.md).
BACKUPS_KEPT = timedelta(days=365)

register(
    [
        Rule(
            ("core.Job",),
            Data.HOUSE,
            "90 days after its end",
            overdue=lambda now: Job.objects.filter(state__in=Job.FINAL, finished_at__lt=now - JOBS_KEPT),
        ),
        Rule(
            ("core.Key",),
            Data.SECRETS,
            "what it opens goes; the key of hashes while there are any",
            cares="the database",
        ),
        Rule(
            ("core.Erasure",),
            Data.SECRETS,
            "365 days after it: no older backup is kept",
            overdue=lambda now: Erasure.objects.filter(at__lt=now - BACKUPS_KEPT),
        ),
        Rule(
            ("sessions.Session",),
            Data.SECRETS,
            "it expires, at the latest 30 days after it last changed",
            overdue=lambda now: Session.objects.filter(expire_date__lt=now - timedelta(days=1)),
        ),
        Rule(
            (
                "auth.Group",
                "auth.Group_permissions",
                "auth.Permission",
                "contenttypes.ContentType",
                "gis.PostGISGeometryColumns",
                "gis.PostGISSpatialRefSys",
            ),
            Data.HOUSE,
            "the installation goes; no data about people",
            cares="nobody",
        ),
    ]
)

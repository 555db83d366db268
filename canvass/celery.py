"""The Celery application. Redis only rings the bell; the job rows in PostgreSQL are the truth."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")

app = Celery("canvass")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def stay_behind_the_wall(**_: Any) -> None:
    """A worker that the database shows everything would do its jobs for everybody's rows, and nobody would notice."""
    from django.conf import settings

    from canvass.core.wall.role import insist

    if not settings.DEBUG:
        insist()


@worker_init.connect
def load_planner(**_: Any) -> None:
    """Before the worker forks, so that no first cut of an evening waits for compiled code to load."""
    from canvass.routing.warm import warm

    warm()

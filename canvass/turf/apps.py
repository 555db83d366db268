from __future__ import annotations

from django.apps import AppConfig


class TurfConfig(AppConfig):
    name = "canvass.turf"
    label = "turf"

    def ready(self) -> None:
        from canvass.core.jobs import register
        from canvass.turf.cutting import KIND
        from canvass.turf.drafts import RECUT
        from canvass.turf.jobs import cut_turf_job
        from canvass.turf.recut_jobs import recut_turf_job

        register(KIND, cut_turf_job)
        register(RECUT, recut_turf_job)

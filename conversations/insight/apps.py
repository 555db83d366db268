from __future__ import annotations

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "conversations.insight"
    label = "insight"

    def ready(self) -> None:
        # Models are loaded only now, so what needs them is imported only now.
        from canvass.core import jobs
        from conversations.insight.exporting.asking import KIND
        from conversations.insight.exporting.making import write_export

        jobs.register(KIND, write_export)

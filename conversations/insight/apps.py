from __future__ import annotations

from django.apps import AppConfig

from canvass.core import jobs


class InsightConfig(AppConfig):
    name = "conversations.insight"
    label = "insight"

    def ready(self) -> None:
        # Models are loaded only now, so the module that needs them is imported only now.
        from conversations.insight.exports import KIND, write_export

        jobs.register(KIND, write_export)

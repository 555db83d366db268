from __future__ import annotations

from django.apps import AppConfig


class DoorstepConfig(AppConfig):
    name = "conversations.doorstep"
    label = "doorstep"

    def ready(self) -> None:
        # Models are loaded only now, so what needs them is imported only now.
        from canvass.core import jobs
        from conversations.doorstep.paper import KIND, write_sheets

        jobs.register(KIND, write_sheets)

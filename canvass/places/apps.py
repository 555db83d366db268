from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "canvass.places"
    label = "places"

    def ready(self) -> None:
        # Models are loaded only now, so what needs them is imported only now.
        from canvass.core import jobs
        from canvass.places.uploads import KIND, load_upload

        jobs.register(KIND, load_upload)

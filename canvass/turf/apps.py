from __future__ import annotations

from django.apps import AppConfig


class TurfConfig(AppConfig):
    name = "canvass.turf"
    label = "turf"

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CanvassConfig(AppConfig):
    """The composition root; without it a shared task would look for a broker of its own."""

    name = "canvass"

    def ready(self) -> None:
        import_module("canvass.celery")

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from volunteers.people.checks import demo_only_on_loopback


class PeopleConfig(AppConfig):
    name = "volunteers.people"
    label = "people"

    def ready(self) -> None:
        register(demo_only_on_loopback, Tags.security)

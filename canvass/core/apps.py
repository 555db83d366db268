from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "canvass.core"
    label = "core"

    def ready(self) -> None:
        from canvass.core.wall.role import behind_the_wall
        from canvass.core.wall.statements import stand_guard

        connection_created.connect(stand_guard, dispatch_uid="second wall")
        register(behind_the_wall, Tags.database, deploy=True)

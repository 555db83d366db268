from __future__ import annotations

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "volunteers.shifts"
    label = "shifts"

    def ready(self) -> None:
        # Models are loaded only now, so what needs them is imported only now.
        from volunteers.people.joining import upcoming
        from volunteers.shifts import audiences
        from volunteers.shifts.people.open_shifts import next_open_shifts

        audiences.register_own()
        upcoming.register(next_open_shifts)

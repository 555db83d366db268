from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from volunteers.people.checks import demo_only_on_loopback


class PeopleConfig(AppConfig):
    name = "volunteers.people"
    label = "people"

    def ready(self) -> None:
        # Models are loaded only now, so what needs them is imported only now.
        from canvass.core import jobs
        from volunteers.people import sign_in_log
        from volunteers.people.bulk import inviting
        from volunteers.people.messages import announcements, audiences

        register(demo_only_on_loopback, Tags.security)
        jobs.register(inviting.KIND, inviting.mail_one)
        jobs.register(announcements.KIND, announcements.queue_announcement)
        audiences.register_own()
        sign_in_log.listen()

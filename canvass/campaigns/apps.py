from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "canvass.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from canvass.campaigns.federation.programmes import leave_foreign_programmes
        from volunteers.people.federation.hooks import when_moved

        when_moved(lambda organisation: leave_foreign_programmes(organisation=organisation))

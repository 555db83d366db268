"""Inside the campaigns' own namespace."""

from __future__ import annotations

from django.urls import path

from canvass.campaigns.federation import handover_views, programme_views, reservation_views

urlpatterns = [
    path("programmes/new/", programme_views.programme_new, name="programme-new"),
    path("programmes/<int:programme_id>/edit/", programme_views.programme_edit, name="programme-edit"),
    path("programmes/<int:programme_id>/end/", programme_views.programme_end, name="programme-end"),
    path("handovers/", handover_views.handovers, name="handovers"),
    path("handovers/<int:handover_id>/answer/", handover_views.handover_answer, name="handover-answer"),
    path("handovers/<int:handover_id>/withdraw/", handover_views.handover_withdraw, name="handover-withdraw"),
    path("<int:campaign_id>/reservations/", reservation_views.reservations, name="reservations"),
    path(
        "<int:campaign_id>/reservations/<int:reservation_id>/end/",
        reservation_views.reservation_end,
        name="reservation-end",
    ),
    path(
        "<int:campaign_id>/neighbourhoods/<int:neighbourhood_id>/hand-over/",
        handover_views.handover_ask,
        name="handover-ask",
    ),
]

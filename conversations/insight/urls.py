from __future__ import annotations

from django.urls import include, path

from conversations.insight import views
from conversations.insight.cards import desk_views

app_name = "insight"
urlpatterns = [
    path("", views.index, name="index"),
    path("home/", views.home, name="home"),
    path("home/so-far/", views.so_far, name="so-far"),
    path("comparison/", include("conversations.insight.comparison.urls")),
    path("", include("conversations.insight.api.urls")),
    path("", include("conversations.insight.dashboards.urls")),
    path("", include("conversations.insight.exporting.urls")),
    path("", include("conversations.insight.programmes.urls")),
    path("<int:campaign_id>/cards/", desk_views.cards, name="cards"),
    path("<int:campaign_id>/cards/print/", desk_views.print_cards, name="cards-print"),
    path("<int:campaign_id>/cards/contact/", desk_views.set_contact, name="cards-contact"),
    path("", include("conversations.insight.entries.urls")),
    path("", include("conversations.insight.debriefs.urls")),
    path("shifts/<int:shift_id>/open/", views.open_shift, name="open"),
    path("shifts/<int:shift_id>/close/", views.close_shift, name="close"),
]

from __future__ import annotations

from django.urls import path

from conversations.insight.comparison import upload_views, views

app_name = "comparison"
urlpatterns = [
    path("", views.index, name="index"),
    path("power/", views.power, name="power"),
    path("check/", upload_views.check, name="check"),
    path("check/columns/", upload_views.columns, name="columns"),
    path("<int:campaign_id>/", views.campaign, name="campaign"),
    path("<int:campaign_id>/start/", views.start, name="start"),
    path("<int:campaign_id>/end/", views.end, name="end"),
    path("<int:campaign_id>/results/", views.results, name="results"),
]

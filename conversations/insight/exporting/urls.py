from __future__ import annotations

from django.urls import path

from conversations.insight.exporting import views

urlpatterns = [
    path("<int:campaign_id>/exports/", views.export_list, name="exports"),
    path("exports/<uuid:export_id>/", views.download, name="download"),
    path("exports/<uuid:export_id>/codebook/", views.codebook, name="codebook"),
    path("exports/<uuid:export_id>/progress/", views.progress, name="export-progress"),
    path("exports/<uuid:export_id>/stop/", views.stop, name="export-stop"),
]

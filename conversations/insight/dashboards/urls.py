from __future__ import annotations

from django.urls import path

from conversations.insight.dashboards import views

urlpatterns = [
    path("<int:campaign_id>/", views.campaign, name="campaign"),
    path("<int:campaign_id>/chart.csv", views.chart_file, name="chart-file"),
    path("together/<slug:slug>/", views.together_page, name="together"),
    path("together/<slug:slug>/chart.csv", views.together_file, name="together-file"),
    path("data-protection/<slug:slug>/", views.guarding, name="data-protection"),
]

from __future__ import annotations

from django.urls import path

from conversations.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.index, name="index"),
    path("home/", views.home, name="home"),
    path("<int:campaign_id>/", views.campaign, name="campaign"),
    path("<int:campaign_id>/exports/", views.export_list, name="exports"),
    path("exports/<uuid:export_id>/", views.download, name="download"),
    path("shifts/<int:shift_id>/debrief/", views.debrief, name="debrief"),
    path("shifts/<int:shift_id>/open/", views.open_shift, name="open"),
    path("shifts/<int:shift_id>/close/", views.close_shift, name="close"),
    path("shifts/<int:shift_id>/reports/<uuid:report_id>/called-back/", views.call_back, name="call-back"),
]

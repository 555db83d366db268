from __future__ import annotations

from django.urls import path

from volunteers.people.messages import desk_views, views

app_name = "messages"
urlpatterns = [
    path("settings/", views.own_preferences, name="preferences"),
    path("unsubscribe/<str:signed>/", views.unsubscribe, name="unsubscribe"),
    path("worker.js", views.push_worker, name="push-worker"),
    path("push/", views.subscribe, name="push-subscribe"),
    path("push/forget/", views.forget, name="push-forget"),
    path("", desk_views.announcement_list, name="announcements"),
    path("new/", desk_views.announce, name="announce"),
    path("<int:announcement_id>/", desk_views.announcement, name="announcement"),
    path("calls/<int:call_id>/", desk_views.reached, name="reached"),
    path("log/", desk_views.log, name="log"),
    path("kinds/", desk_views.previews, name="previews"),
    path("kinds/<slug:message_kind>/", desk_views.preview, name="preview"),
]

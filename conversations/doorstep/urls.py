from __future__ import annotations

from django.urls import include, path

from conversations.doorstep.api import api
from conversations.doorstep.views import app, manifest, worker

app_name = "doorstep"
urlpatterns = [
    path("", app, name="app"),
    path("sw.js", worker, name="worker"),
    path("app.webmanifest", manifest, name="manifest"),
    path("", include("conversations.doorstep.meeting_urls")),
    path("", api.urls),
]

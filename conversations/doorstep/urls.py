from __future__ import annotations

from django.urls import path

from conversations.doorstep.api import api
from conversations.doorstep.views import app, worker

app_name = "doorstep"
urlpatterns = [
    path("", app, name="app"),
    path("sw.js", worker, name="worker"),
    path("", api.urls),
]

from __future__ import annotations

from django.urls import path

from conversations.insight.programmes import views

urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<int:programme_id>/", views.programme, name="programme"),
]

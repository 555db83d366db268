from __future__ import annotations

from django.urls import path

from conversations.insight.entries import views

urlpatterns = [
    path("shifts/<int:shift_id>/entries/", views.index, name="entries"),
    path("shifts/<int:shift_id>/entries/decide/", views.decide, name="decide-entries"),
    path("shifts/<int:shift_id>/hand-in/", views.hand_in_file, name="hand-in"),
]

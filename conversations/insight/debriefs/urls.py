from __future__ import annotations

from django.urls import path

from conversations.insight.debriefs import views

urlpatterns = [
    path("shifts/<int:shift_id>/debrief/", views.debrief_page, name="debrief"),
    path("shifts/<int:shift_id>/short-texts/", views.short_texts, name="short-texts"),
    path("shifts/<int:shift_id>/looking-back/", views.looking_back, name="looking-back"),
]

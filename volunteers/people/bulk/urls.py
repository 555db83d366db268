from __future__ import annotations

from django.urls import path

from volunteers.people.bulk import views

urlpatterns = [
    path("organisations/<slug:slug>/invite-list/", views.bulk, name="bulk"),
    path("organisations/<slug:slug>/invite-list/confirm/", views.bulk_confirm, name="bulk-confirm"),
]

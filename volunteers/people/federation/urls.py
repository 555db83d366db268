"""Inside the namespace of people."""

from __future__ import annotations

from django.urls import path

from volunteers.people.federation import views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/add/", views.add, name="organisation-add"),
    path("organisations/<slug:slug>/rename/", views.rename, name="organisation-rename"),
    path("organisations/<slug:slug>/move/", views.move, name="organisation-move"),
    path("organisations/<slug:slug>/merge/", views.merge, name="organisation-merge"),
    path("organisations/<slug:slug>/merge/<slug:into>/", views.merge_into, name="organisation-merge-into"),
]

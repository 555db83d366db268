from __future__ import annotations

from django.urls import path

from canvass.places import views

app_name = "places"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", views.upload, name="upload"),
    path("loads/<int:load_id>/", views.report, name="report"),
    path("loads/<int:load_id>/list/", views.problem_list, name="list"),
]

from __future__ import annotations

from django.urls import path

from volunteers.shifts.people import own_views, views

app_name = "people_list"
urlpatterns = [
    path("people/", views.index, name="index"),
    path("people/person/<int:membership_id>/", views.person, name="person"),
    path("people/segments/<int:segment_id>/delete/", views.segment_delete, name="segment-delete"),
    path("people/of/<slug:slug>/", views.people, name="list"),
    path("people/of/<slug:slug>/segments/", views.segment_save, name="segment-save"),
    path("people/of/<slug:slug>/addresses/", views.addresses, name="addresses"),
    path("account/walking/", own_views.walking, name="walking"),
    path("account/copy/", own_views.copy, name="copy"),
    path("account/delete/", own_views.erase, name="erase"),
]

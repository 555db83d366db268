"""Included without a name of its own: these are pages of ``shifts``."""

from __future__ import annotations

from django.urls import path

from volunteers.shifts.calendar import feed_views, link_views, place_views, views

urlpatterns = [
    path("", views.index, name="index"),
    path("calendar/", views.calendar, name="calendar"),
    path("new/<int:campaign_id>/", views.new, name="new"),
    path("<int:shift_id>/edit/", views.edit, name="edit"),
    path("<int:shift_id>/cancel/", views.cancel, name="cancel"),
    path("<int:shift_id>/sign-up/", views.sign_up, name="sign-up"),
    path("<int:shift_id>/cancel-sign-up/", views.cancel_sign_up, name="cancel-sign-up"),
    path("places/of/<slug:slug>/", place_views.places, name="places"),
    path("places/of/<slug:slug>/new/", place_views.new_place, name="new-place"),
    path("places/<int:place_id>/", place_views.edit_place, name="edit-place"),
    path("places/<int:place_id>/remove/", place_views.delete_place, name="remove-place"),
    path("links/join/<str:link_token>/", link_views.join, name="join-link"),
    path("links/leave/<str:link_token>/", link_views.leave, name="leave-link"),
    path("feeds/", feed_views.feeds, name="feeds"),
    path("feeds/new/", feed_views.make_feed, name="make-feed"),
    path("feeds/<uuid:feed_id>/end/", feed_views.revoke_feed, name="revoke-feed"),
    path("feeds/<str:feed_token>.ics", feed_views.feed, name="feed"),
]

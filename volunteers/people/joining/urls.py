from __future__ import annotations

from django.urls import path

from volunteers.people.joining import public_views, views

urlpatterns = [
    path("joining/code/", public_views.code, name="join-code"),
    path("join/with/<str:join_token>/", public_views.with_link, name="join-link"),
    path("join/<slug:slug>/", public_views.group, name="join"),
    path("organisations/<slug:slug>/joining/", views.joining, name="joining"),
    path("organisations/<slug:slug>/public-page/", views.public_page, name="public-page"),
    path("links/<uuid:join_link_id>/", views.link, name="link"),
    path("links/<uuid:join_link_id>/close/", views.link_close, name="link-close"),
    path("newcomers/<int:newcomer_id>/accept/", views.request_accept, name="newcomer-accept"),
    path("newcomers/<int:newcomer_id>/decline/", views.request_decline, name="newcomer-decline"),
]
